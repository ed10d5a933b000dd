import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { Office, people, recorded } from '../../support/office.js';

const day = (text: string): CivilDate => text as CivilDate;

describe('opening a case', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  it('creates stream, case, party, task, clock and answer in one, under the version in force', async () => {
    const answer = recorded(await office.file({ key: 'whole' }));
    const id = answer.caseId;
    expect(answer).toMatchObject({ version: 1, lapsed: [], documents: [], receipt: { stream: id, seq: 0 } });
    const definition = (await office.ports.catalogue.inForce('test-permit', '2026-09-28'))?.digest;
    expect(await office.ports.ledger.head(id)).toMatchObject({
      kind: 'case',
      seq: 1,
      version: 1,
      leaf: answer.receipt.leaf,
      stateText: canonicalJson(answer.state),
      definition: definition?.sha256,
    });
    const [row] = await office.rows('select *, opened_on::text as opened_on from cases where id = $1', [id]);
    expect(row).toMatchObject({
      ...{ id, procedure: 'test-permit', definition: definition?.sha256, subject: '开办餐馆' },
      ...{
        applicant_name: '刘某某某',
        unit: 'office',
        status: 'open',
        outcome: null,
        opened_on: '2026-09-28',
      },
    });
    const count = async (sql: string) => (await office.rows(sql, [id])).length;
    expect(await count('select 1 from case_parties where case_id = $1')).toBe(1);
    expect(await count('select 1 from tasks where case_id = $1')).toBe(1);
    expect(await count('select 1 from clocks where case_id = $1')).toBe(1);
    expect(await count('select 1 from records where stream = $1')).toBe(1);
    expect(await count(`select 1 from idempotency where stream = $1 and key = 'whole' and seq = 0`)).toBe(1);
  });

  it('gives each case a key that tells nothing of when it was opened', async () => {
    const ids = [await office.received(), await office.received()];
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('repeated under its key gives the same case, byte for byte; another body is refused; both write nothing', async () => {
    const first = await office.file({ key: 'once' });
    const before = await office.everything();
    expect(canonicalJson(await office.file({ key: 'once' }))).toBe(canonicalJson(first));
    for (const other of [
      { subject: '开办茶馆' },
      { input: { joint: true } },
      { applicant: { name: '何某' } },
      { occurredOn: day('2026-09-27') },
    ]) {
      expect(await office.file({ key: 'once', ...other })).toEqual({ outcome: 'keyReused', key: 'once' });
    }
    expect(await office.everything()).toBe(before);
  });

  it('asked for many times at once, through two processes, opens one case', async () => {
    const other = await office.another();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? office : other).file({ key: 'double click' })),
    );
    await other.leave();
    expect(new Set(answers.map(canonicalJson)).size).toBe(1);
    const keys = await office.rows(`select 1 from idempotency where key = 'double click'`);
    expect(keys).toHaveLength(1);
  });

  it.each([
    ['a procedure that nobody published', { procedure: 'permit-to-fly' }],
    ['a day before the procedure was in force', { occurredOn: day('2019-04-22') }],
  ])('knows no procedure for %s', async (_what, filing) => {
    const before = await office.everything();
    expect(await office.file(filing)).toEqual({ outcome: 'unknown', what: 'procedure' });
    expect(await office.everything()).toBe(before);
  });

  it.each([
    ['power-missing', { by: 'reviewer' as const }],
    ['invalid-input', { input: { joint: 'yes' } }],
    ['day-not-allowed', { occurredOn: day('2026-09-29') }],
  ])('refused for %s leaves no case and no trace, and the key free', async (code, filing) => {
    const before = await office.everything();
    const key = `free after ${code}`;
    const answer = await office.file({ key, ...filing });
    expect(answer).toMatchObject({ outcome: 'notOpened', refusal: { code } });
    expect(await office.everything()).toBe(before);
    recorded(await office.file({ key }));
  });

  it('on an earlier declared day whose terms have run out records the lapses at once, in order', async () => {
    // Received on Tuesday, 1 September, and put on record only four weeks later.
    const answer = recorded(await office.file({ occurredOn: day('2026-09-01') }));
    expect(answer.receipt.occurredAt).toBe('2026-08-31T16:00:00.000Z');
    expect(answer.lapsed.map(({ type, seq, occurredAt }) => [type, seq, occurredAt])).toEqual([
      // Five working days: 2, 3, 4, 7 and 8 September.
      ['clock.lapsed', 1, '2026-09-08T16:00:00.000Z'],
      // Deemed accepted from 1 September: the promised ten working days ended on the 15th.
      ['clock.promiseBroken', 2, '2026-09-15T16:00:00.000Z'],
    ]);
    expect(answer).toMatchObject({ version: 3, state: { milestones: { accepted: '2026-09-01' } } });
    // 2-4, 7-11, 14-18, the make-up Sunday 20, 21-24, 28 and 29 September: twenty working days.
    expect(answer.state.clocks['decision']).toMatchObject({ state: 'running', dueOn: '2026-09-29' });
    expect(await office.state(answer.caseId)).toEqual(answer.state);
    const [row] = await office.rows('select opened_on::text as day from cases where id = $1', [
      answer.caseId,
    ]);
    expect(row).toEqual({ day: '2026-09-01' });
  });

  it('makes the applicant a party by his pseudonym, and nobody when he has none', async () => {
    const known = recorded(await office.file());
    expect(known.state.parties).toEqual({ applicant: [people.applicant.person] });
    const unknown = recorded(await office.file({ applicant: { name: '何某' } }));
    expect(unknown.state.parties).toEqual({});
    const himself = recorded(await office.file({ by: 'neighbour', applicant: { name: '何某' } }));
    expect(himself.state.parties).toEqual({ applicant: [people.neighbour.person] });
  });

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  });
});
