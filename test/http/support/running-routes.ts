import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { type ExecutionContext, type INestApplication, RequestMethod } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { requirementOf, type Requirement } from '../../../src/http/powers/requirement.js';

/** A route of a running application. */
export interface RunningRoute {
  readonly method: 'get' | 'head' | 'options' | 'post' | 'put' | 'patch' | 'delete';
  /** With its parameters: `/v1/cases/:id`. */
  readonly path: string;
  readonly requires: Requirement | undefined;
}

/** Every route that the application's controllers serve, from their own declarations. */
export function runningRoutes(app: INestApplication): readonly RunningRoute[] {
  const scanner = new MetadataScanner();
  const routes: RunningRoute[] = [];
  for (const module of app.get(ModulesContainer, { strict: false }).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Readonly<Record<string, object>>;
      const base = Reflect.getMetadata(PATH_METADATA, metatype) as string;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (handler && Reflect.hasMetadata(METHOD_METADATA, handler)) routes.push(routeOf(base, handler));
      }
    }
  }
  return routes;
}

function routeOf(base: string, handler: object): RunningRoute {
  const path = Reflect.getMetadata(PATH_METADATA, handler) as string;
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  const context = { getHandler: () => handler } as unknown as ExecutionContext;
  return {
    method: method.toLowerCase() as RunningRoute['method'],
    path: `/${[base, path]
      .flatMap((part) => part.split('/'))
      .filter(Boolean)
      .join('/')}`,
    requires: requirementOf(new Reflector(), context),
  };
}

/** A schema of the interface document, as far as samples need it. */
interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
}

/** The interface document, as far as samples need it. */
export interface InterfaceDocument {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
            };
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A body as the document describes it, with what it requires and nothing else. */
export function sampleBody(document: InterfaceDocument, { method, path }: RunningRoute): unknown {
  const operation = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method];
  const schema = operation?.requestBody?.content['application/json']?.schema;
  return schema ? sample(document, schema) : {};
}

function sample(document: InterfaceDocument, schema: Schema): unknown {
  const named = schema.$ref?.split('/').at(-1) ?? schema.allOf?.[0]?.$ref?.split('/').at(-1);
  const found = named === undefined ? undefined : document.components.schemas[named];
  if (found) return sample(document, found);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return schema.items ? [sample(document, schema.items)] : [];
  if (schema.type === 'boolean') return false;
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'string') return schema.format === 'date' ? '2026-09-28' : '说明理由若干';
  const { properties = {}, required = [] } = schema;
  return Object.fromEntries(required.map((name) => [name, sample(document, properties[name] ?? {})]));
}
