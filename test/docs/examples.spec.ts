import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { runScenario, type Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { Zone } from '../../src/engine/clock/time.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { loadProcedure } from '../../src/engine/statechart/load-procedure.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { SHEET_NAMES } from '../../src/usecases/organisation/sheets.js';
import { calculateDeadlineDocument } from '../../src/usecases/clocks/calculate-deadline.js';
import { officialCalendar } from '../support/procedures.js';
import { BLOCKS, marked, type MarkedBlock } from './marked-blocks.js';

function load({ page, text }: MarkedBlock): CompiledProcedure {
  const loaded = loadProcedure([{ path: page, text }], page, nodeHash);
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  expect(loaded.warnings).toEqual([]);
  return loaded.compiled;
}

/** Run in first-minutes.spec.ts. */
const SESSION_KINDS = ['sh session', 'text session', 'json session'];

/** Run in test/store/preflight/own-servers.spec.ts. */
const DATABASE_KINDS = ['sql setup', 'sql schema'];

/** Run in webhook-receiver.spec.ts. */
const RECEIVER_KINDS = ['js receiver', 'json event'];

/** Run in test/workflows/overlays.spec.ts and test/cli/worked-cases.spec.ts. */
const OVERLAY_KINDS = ['yaml overlay', 'yaml under'];

/** Run in expert-draw.spec.ts. */
const DRAW_KINDS = ['json draw', 'text redraw', 'sh ticket', 'text ticket'];

/** Run in forecast.spec.ts. */
const FORECAST_KINDS = ['yaml plan', 'yaml forecast'];

/** Run in process-mining.spec.ts. */
const MINING_KINDS = ['csv log', 'yaml mapping', 'text answer'];

/** Run in test/verifier/page.spec.ts and test/foreign/verify-by-hand.spec.ts. */
const VERIFY_KINDS = ['sh verify', 'sh receipt', 'sh hand', 'text bundle'];

describe('examples in the documents', () => {
  it('are all of a kind that is run here', () => {
    const here = ['yaml procedure', 'yaml scenario', 'json deadline', 'json answer'];
    const tables = SHEET_NAMES.map((sheet) => `csv ${sheet}`);
    const kinds = [
      ...here,
      ...SESSION_KINDS,
      ...DATABASE_KINDS,
      ...RECEIVER_KINDS,
      ...DRAW_KINDS,
      ...OVERLAY_KINDS,
      ...FORECAST_KINDS,
      ...MINING_KINDS,
      ...VERIFY_KINDS,
      ...tables,
    ];
    expect(BLOCKS.map(({ marker }) => marker).filter((marker) => !kinds.includes(marker))).toEqual([]);
    for (const kind of kinds) expect(marked(kind).length).toBeGreaterThan(0);
  });

  it.each(marked('yaml procedure'))('$page: the procedure can be published', (block) => {
    expect(load(block).digest.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(marked('yaml scenario'))('$page: the worked case holds under the procedure above it', (block) => {
    const procedure = marked('yaml procedure').find(({ page }) => page === block.page);
    if (!procedure) throw new Error(`${block.page} has a scenario without a procedure`);
    const world = {
      calendar: officialCalendar(),
      zone: 'Asia/Shanghai' as Zone,
      checkInput: ajvInputCheck(),
    };
    expect(runScenario(load(procedure), parse(block.text) as Scenario, world).findings).toEqual([]);
  });

  it.each(marked('json deadline'))('$page: the deadline is what the page says', (block) => {
    const answers = marked('json answer').filter(({ page }) => page === block.page);
    const answer =
      answers[
        marked('json deadline')
          .filter(({ page }) => page === block.page)
          .indexOf(block)
      ];
    const outcome = calculateDeadlineDocument(JSON.parse(block.text), () => officialCalendar());
    expect(outcome).toMatchObject({ ok: true, answer: JSON.parse(answer?.text ?? 'null') as object });
  });
});
