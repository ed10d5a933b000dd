import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../src/engine/clock/time.js';
import type { ActAnswer } from '../../src/usecases/cases/act-answer.js';
import { Office, recorded } from '../support/office.js';
import { procedureFrom } from '../support/procedures.js';

const CASES = 20;
/** Acts begun at once; the withdrawal begins with one of the waves. */
const WAVE = 4;
const ROUNDS = 500;
const TODAY = '2026-09-28' as CivilDate;

/** The officer who acts in every case, and whose power is withdrawn while he does. */
const OFFICER = 'o-101';

interface Tally {
  recorded: number;
  refused: number;
  late: number;
}

describe('a withdrawal of power and acts under way', () => {
  let office: Office;
  let other: Office;
  const cases: string[] = [];
  const tally: Tally = { recorded: 0, refused: 0, late: 0 };

  beforeAll(async () => {
    office = await Office.open({ procedures: [procedureFrom('test/faults/fixtures/notes.yaml')] });
    other = await office.another();
    while (cases.length < CASES) {
      cases.push(recorded(await office.file({ procedure: 'test-notes', input: {} })).caseId);
    }
  });
  afterAll(async () => {
    await other.leave();
    await office.close();
  });

  /** How many records each case has, read after the withdrawal was acknowledged. */
  async function lengths(): Promise<ReadonlyMap<string, number>> {
    const rows = await office.rows<{ id: string; seq: number }>(
      `select id, seq from streams where kind = 'case'`,
    );
    return new Map(rows.map(({ id, seq }) => [id, seq]));
  }

  /** Acts in every case, in two processes; somewhere in between the officer is suspended. */
  async function race(round: number): Promise<void> {
    let after: ReadonlyMap<string, number> | undefined;
    const acts = cases.map((id, n) => () => (n % 2 === 0 ? office : other).act(id, 'window', 'note'));
    const withdraw = async (): Promise<void> => {
      await office.reorganised({ change: 'person.suspended', id: OFFICER, on: TODAY });
      after = await lengths();
    };
    const answers: ActAnswer[] = [];
    let withdrawn: Promise<void> | undefined;
    for (let wave = 0; wave * WAVE < CASES; wave++) {
      if (wave === round % (CASES / WAVE)) withdrawn = withdraw();
      const begun = acts.slice(wave * WAVE, (wave + 1) * WAVE).map((act) => act());
      answers.push(...(await Promise.all(begun)));
    }
    await withdrawn;
    for (const answer of answers) {
      if (answer.outcome === 'recorded') {
        tally.recorded += 1;
        if (answer.receipt.seq >= (after?.get(answer.caseId) ?? 0)) tally.late += 1;
      } else {
        expect(answer).toMatchObject({ outcome: 'refused', refusal: { code: 'account-not-active' } });
        tally.refused += 1;
      }
    }
  }

  it(`in ${(CASES * ROUNDS).toLocaleString('en')} races no act is written after the withdrawal`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await race(round);
      const next = await other.act(cases[round % CASES] as string, 'window', 'note');
      expect(next).toMatchObject({ outcome: 'refused', refusal: { code: 'account-not-active' } });
      await office.reorganised({ change: 'person.restored', id: OFFICER, on: TODAY });
    }
    process.stdout.write(
      `withdrawal races: ${tally.recorded} acts came before the withdrawal, ${tally.refused} were refused, ${tally.late} late\n`,
    );
    expect(tally.late).toBe(0);
    // Both sides of the race must have been seen often, or nothing was shown.
    expect(tally.recorded).toBeGreaterThan(CASES * ROUNDS * 0.05);
    expect(tally.refused).toBeGreaterThan(CASES * ROUNDS * 0.05);
  }, 900_000);

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  }, 120_000);
});
