import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUSE, plantTree, runTool, type PlantedTree } from './planted-tree.js';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Runs the rules of the house over a tree; `broken` lists `file: rule`. */
function cruise(root: string, folders: readonly string[]): { broken: string[]; modules: number } {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const { output } = runTool(root, 'dependency-cruiser/bin/dependency-cruise.mjs', args);
  const result = JSON.parse(output.slice(output.indexOf('{'))) as {
    summary: { violations: Violation[]; totalCruised: number };
  };
  const { violations, totalCruised } = result.summary;
  return { broken: violations.map((v) => `${v.from}: ${v.rule.name}`), modules: totalCruised };
}

const plants: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['src/engine/case/calls-store.ts', "import '../../store/rows.js';", 'engine-stands-alone'],
  ['src/engine/case/reads-files.ts', "import 'node:fs';", 'engine-stands-alone'],
  ['src/engine/case/uses-nest.ts', "import '@nestjs/common';", 'engine-stands-alone'],
  [
    'src/engine/law/names-store.ts',
    "import type { X } from '../../store/rows.js'; export type Y = X;",
    'engine-stands-alone',
  ],
  ['src/engine/case/uses-xstate.ts', "import 'xstate';", 'xstate-in-statechart-only'],
  ['src/engine/audit/knows-law.ts', "import '../law/leaf.js';", 'audit-stands-alone'],
  ['src/engine/clock/knows-law.ts', "import '../law/leaf.js';", 'clock-stands-alone'],
  ['src/engine/law/knows-chart.ts', "import '../statechart/leaf.js';", 'law-below-statechart'],
  ['src/engine/statechart/knows-case.ts', "import '../case/leaf.js';", 'statechart-below-case'],
  ['src/engine/organisation/knows-powers.ts', "import '../powers/leaf.js';", 'organisation-stands-alone'],
  ['src/engine/powers/knows-case.ts', "import '../case/leaf.js';", 'powers-above-organisation'],
  ['src/engine/case/judges.ts', "import '../conformance/leaf.js';", 'conformance-above-case'],
  ['src/engine/case/replays.ts', "import '../replay/leaf.js';", 'replay-above-case'],
  ['src/http/asks-cedar.ts', "import '@cedar-policy/cedar-wasm/nodejs';", 'policies-in-one-place'],
  ['src/http/checks-codes.ts', "import 'otplib';", 'sign-in-libraries-in-one-place'],
  ['src/http/reads-tables.ts', "import 'csv-parse';", 'table-files-in-one-place'],
  ['src/jobs/signs-events.ts', "import 'standardwebhooks';", 'webhooks-in-one-place'],
  ['src/jobs/sends-mail.ts', "import 'nodemailer';", 'mail-in-one-place'],
  ['src/http/writes-calendars.ts', "import 'ical-generator';", 'calendar-files-in-one-place'],
  ['src/http/draws-codes.ts', "import 'qrcode';", 'papers-in-one-place'],
  ['src/http/sniffs.ts', "import 'file-type';", 'magic-of-files-in-one-place'],
  ['src/outside/blobs/calls-s3.ts', "import '@aws-sdk/client-s3';", 'object-stores-in-one-place'],
  ['src/usecases/queries-itself.ts', "import 'pg';", 'usecases-know-the-engine-only'],
  ['src/usecases/calls-http.ts', "import '../http/leaf.js';", 'usecases-know-the-engine-only'],
  ['src/http/calls-store.ts', "import '../store/rows.js';", 'never-sideways'],
  ['src/jobs/calls-http.ts', "import '../http/leaf.js';", 'never-sideways'],
  ['src/cli/calls-store.ts', "import '../store/rows.js';", 'never-sideways'],
  ['src/http/verifies.ts', "import '../verifier/leaf.js';", 'never-sideways'],
  ['src/verifier/asks-store.ts', "import '../store/rows.js';", 'verifier-alone'],
  ['src/verifier/uses-yaml.ts', "import 'yaml';", 'verifier-alone'],
  ['src/http/wires.ts', "import '../app.module.js';", 'wiring-is-on-top'],
  ['src/store/runs-usecase.ts', "import '../usecases/leaf.js';", 'store-knows-ports-only'],
  ['src/http/queries.ts', "import 'typeorm';", 'typeorm-in-store-only'],
  ['src/http/connects.ts', "import 'pg';", 'database-in-store-and-outside'],
  ['src/outside/injects.ts', "import '@nestjs/common';", 'nest-at-the-edge-only'],
  ['src/store/injects.ts', "import '@nestjs/common';", 'nest-at-the-edge-only'],
  ['src/jobs/validates.ts', "import 'class-validator';", 'dto-libraries-in-http-only'],
  ['src/outside/tests-itself.ts', "import 'fast-check';", 'product-without-tests'],
  ['src/store/circle-a.ts', "import './circle-b.js';", 'no-cycle'],
  ['src/jobs/alone.ts', 'export const alone = 1;', 'no-orphan'],
  ['src/jobs/misses.ts', "import './nowhere.js';", 'resolves'],
];

const lawful: Readonly<Record<string, string>> = {
  'src/store/rows.ts': "import 'typeorm'; export type X = string;",
  'src/store/circle-b.ts': "import './circle-a.js';",
  'src/app.module.ts': "import './store/rows.js'; import './http/leaf.js'; import '@nestjs/common';",
  'src/main.ts': "import './app.module.js';",
  'src/cli/main.ts': "import '../app.module.js'; import '../verifier/leaf.js';",
  'src/verifier/leaf.ts': "import '../engine/audit/leaf.js'; import 'node:fs';",
  'src/http/leaf.ts': "import '../usecases/leaf.js'; import '@nestjs/common';",
  'src/usecases/leaf.ts': "import '../engine/case/leaf.js';",
  'src/engine/case/leaf.ts':
    "import '../statechart/leaf.js'; import '../audit/leaf.js'; import '../clock/leaf.js'; import '../powers/leaf.js';",
  'src/engine/statechart/leaf.ts': "import '../law/leaf.js'; import 'xstate';",
  'src/engine/law/leaf.ts': "import '../clock/leaf.js'; import 'yaml'; import 'feelin';",
  'src/engine/audit/leaf.ts': 'export const leaf = 1;',
  'src/engine/powers/leaf.ts': "import '../organisation/leaf.js';",
  'src/engine/organisation/leaf.ts': "import '../clock/leaf.js';",
  'src/engine/conformance/leaf.ts': 'export const leaf = 1;',
  'src/engine/replay/leaf.ts': 'export const leaf = 1;',
  'src/outside/cedar/leaf.ts': "import '@cedar-policy/cedar-wasm/nodejs';",
  'src/outside/identity/leaf.ts': "import 'otplib'; import 'jose';",
  'src/outside/files/leaf.ts': "import 'file-type';",
  'src/outside/blobs/s3/leaf.ts': "import '@aws-sdk/client-s3';",
  'src/outside/tables/leaf.ts': "import 'csv-parse';",
  'src/outside/papers/leaf.ts': "import 'docx';",
  'src/engine/clock/leaf.ts': "import 'temporal-polyfill';",
};

describe('the floors', () => {
  it('hold in the whole tree', () => {
    const { broken, modules } = cruise(HOUSE, ['src', 'test', 'bench']);
    expect(modules).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });

  describe('are checked by rules that bite', () => {
    let tree: PlantedTree;
    let broken: string[];

    beforeAll(() => {
      tree = plantTree({ ...lawful, ...Object.fromEntries(plants.map(([file, text]) => [file, text])) });
      broken = cruise(tree.root, ['src']).broken;
    });
    afterAll(() => tree.remove());

    it.each(plants)('%s (%s) breaks %s', (file, _text, rule) => {
      expect(broken).toContain(`${file}: ${rule}`);
    });

    it('leave lawful imports in peace', () => {
      const cycles = new Set(['src/store/circle-b.ts']);
      const innocent = broken.filter((line) => {
        const file = line.slice(0, line.indexOf(':'));
        return file in lawful && !cycles.has(file);
      });
      expect(innocent).toEqual([]);
    });

    it('are all planted here: no rule without its proof', () => {
      const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
        forbidden: { name: string }[];
      };
      const names = config.forbidden.map((rule) => rule.name).toSorted();
      expect([...new Set(plants.map(([, , rule]) => rule))].toSorted()).toEqual(names);
    });
  });
});
