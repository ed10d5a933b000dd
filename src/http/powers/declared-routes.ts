import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { Defect } from '../../engine/defect.js';
import { declaresRequirement } from './requirement.js';

/**
 * Every route says what it requires, or the service does not start.
 *
 * @throws Defect that names each route without a declared power.
 */
export function checkDeclaredRoutes(app: INestApplication): void {
  const bare = undeclaredRoutes(app.get(ModulesContainer, { strict: false }));
  if (bare.length > 0) throw new Defect(`routes without a declared power: ${bare.join(', ')}`);
}

function undeclaredRoutes(modules: ModulesContainer): readonly string[] {
  const scanner = new MetadataScanner();
  const bare: string[] = [];
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Readonly<Record<string, object>>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (!handler || !Reflect.hasMetadata(METHOD_METADATA, handler)) continue;
        if (!declaresRequirement(handler)) bare.push(`${metatype.name}.${name}`);
      }
    }
  }
  return bare;
}
