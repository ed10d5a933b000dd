import { describe, expect, it } from '@jest/globals';
import type { AuditedCase } from '../../../src/engine/audit-questions/audited-case.js';
import type { AuditedLog } from '../../../src/engine/audit-questions/audited-log.js';
import { CASE_QUESTIONS } from '../../../src/engine/audit-questions/questions.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import { indexOrganisation } from '../../../src/engine/organisation/organisation-index.js';
import { emptyOrganisation } from '../../../src/engine/organisation/organisation.js';
import { audited, eventsOf, shippedLicence } from './audited-scenario.js';

const granted = withheld(audited(eventsOf('smooth-grant')));

/** What acts said is not disclosed here: rules that read it cannot be judged. */
function withheld(of: AuditedCase): AuditedCase {
  return {
    ...of,
    records: of.records.map((one) =>
      one.event.cause === 'act'
        ? { ...one, record: { ...one.record, parts: { input: { sha256: 'i', sm3: 'i' } } } }
        : one,
    ),
  };
}

function ask(n: number, of: AuditedCase) {
  const question = CASE_QUESTIONS.find((one) => one.n === n);
  if (!question) throw new Error(`there is no question ${n}`);
  return question.answer(of);
}

function changed(
  of: AuditedCase,
  seq: number,
  change: (one: AuditedCase['records'][number]) => AuditedCase['records'][number],
): AuditedCase {
  return { ...of, records: of.records.map((one) => (one.record.seq === seq ? change(one) : one)) };
}

/** The case's chain joined, as the ledger seals it. */
function joined(of: AuditedCase): AuditedCase {
  return {
    ...of,
    records: of.records.map((one, n) => ({
      ...one,
      record: { ...one.record, prev: of.records[n - 1]?.leaf ?? null },
    })),
  };
}

const log: AuditedLog = {
  findings: [],
  parts: 0,
  entries: new Map(granted.records.map(({ record }) => [record.seq, record.seq + 10])),
  checkpoints: [
    { size: 12, signedAt: '2026-03-03T04:00:00.000Z' as Instant, stamps: [] },
    {
      size: 100,
      signedAt: '2026-04-01T04:00:00.000Z' as Instant,
      stamps: [{ authority: 'tsa', stampedAt: '2026-04-01T04:00:01.000Z' as Instant }],
    },
  ],
};

describe('questions on rules', () => {
  it('17: the newest version is the one applied, or is not at hand, or asks more', () => {
    const { digest, definition } = shippedLicence();
    const version = { sha256: digest.sha256, inForceFrom: '2019-04-23' as CivilDate };
    const own = { ...version, publishedAt: '2026-01-01T00:00:00.000Z' as Instant };
    expect(ask(17, { ...granted, versions: [own] })).toMatchObject({ conclusion: 'shown', notKnown: [] });
    const later = { ...own, sha256: 'later', inForceFrom: '2026-06-01' as CivilDate };
    expect(ask(17, { ...granted, versions: [own, later] }).conclusion).toBe('notKnown');
    const { grant } = definition.acts;
    const plain = shippedLicence();
    const newest: ReturnType<typeof shippedLicence> = {
      digest: { sha256: 'later', sm3: 'later' },
      definition: {
        ...definition,
        acts: { ...definition.acts, grant: { ...grant, by: 'head' } as typeof grant & object },
      },
      initialFacts: plain.initialFacts,
      initial: (scope) => plain.initial(scope),
      step: (value, scope, event) => plain.step(value, scope, event),
      listens: (value) => plain.listens(value),
      activePaths: (value) => plain.activePaths(value),
    };
    const { rows } = ask(17, { ...granted, versions: [own, later], newest });
    expect(rows.map(({ data }) => data?.['rule'])).toEqual(['acts.grant.by']);
  });

  it('18 and 19: nothing is skipped and all is in order; a review left out is found by both', () => {
    expect(ask(18, granted).conclusion).not.toBe('deviates');
    expect(ask(19, granted).conclusion).toBe('inOrder');

    const left = eventsOf('smooth-grant').filter(({ event }) => event.act !== 'concludeReview');
    const without = withheld(audited(left));
    expect(ask(18, without).conclusion).toBe('deviates');
    const rules = ask(19, without).rows.flatMap(({ deviatesFrom, data }) =>
      deviatesFrom ? data?.['rule'] : [],
    );
    expect(rules).toContain('acts.grant.order');
    expect(rules).toContain('properties.noLicenceWithoutReview');
  });

  it('20: a step that was entered after the decision although it belongs before it', () => {
    expect(ask(20, granted).conclusion).not.toBe('deviates');
    const late = changed(granted, 4, (one) => ({
      ...one,
      event: { ...one.event, on: '2026-03-10' as CivilDate },
      record: { ...one.record, occurredAt: '2026-03-10T04:00:00.000Z' as Instant },
    }));
    const answer = ask(20, late);
    expect(answer).toMatchObject({ conclusion: 'deviates', rows: [{ seq: 4, data: { lagDays: 2 } }] });
    expect(answer.rows[0]?.say.zh).toMatch(/^偏离规则.+（记录 4）/);
  });
});

describe('questions on the file', () => {
  it('21: records that join; one that does not, and bytes that do not fit their hash', () => {
    expect(ask(21, { ...joined(granted), log })).toMatchObject({ conclusion: 'inOrder', notKnown: [] });
    expect(ask(21, joined(granted)).conclusion).toBe('notKnown');
    const { records } = joined(granted);
    const gap = ask(21, { ...granted, records: records.filter((_one, n) => n !== 3) });
    expect(gap.rows[0]).toMatchObject({ seq: 4, deviatesFrom: expect.any(String) });
    const findings = [{ seq: 2, code: 'wrong-leaf' as const, message: 'the leaf differs' }];
    expect(ask(21, { ...joined(granted), log: { ...log, findings } }).rows[0]).toMatchObject({ seq: 2 });
  });

  it('22 and 23: under which checkpoint the file is, and since when it existed', () => {
    expect(ask(22, granted).conclusion).toBe('notKnown');
    const whole = ask(22, { ...granted, log });
    expect(whole.rows.at(-1)?.data).toMatchObject({ records: granted.records.length, checkpoint: 100 });
    const entries = new Map([...log.entries].filter(([seq]) => seq !== 2));
    expect(ask(22, { ...granted, log: { ...log, entries } })).toMatchObject({ conclusion: 'deviates' });
    expect(ask(23, granted).conclusion).toBe('notKnown');
    expect(ask(23, { ...granted, log }).rows[0]?.data).toMatchObject({ authority: 'tsa', checkpoint: 100 });
  });

  it('21: parts that were not checked are said so, and a finding is told in both languages', () => {
    const { parts: _none, ...unchecked } = log;
    const answer = ask(21, { ...joined(granted), log: unchecked });
    expect(answer.conclusion).toBe('inOrder');
    expect(answer.notKnown).toHaveLength(1);
    const findings = [{ seq: 2, code: 'part-missing' as const, message: 'the part is missing' }];
    const [found] = ask(21, { ...joined(granted), log: { ...log, findings } }).rows;
    expect(found).toMatchObject({ seq: 2, deviatesFrom: expect.any(String) });
    expect(found?.say.zh).toContain('内容缺失');
    expect(found?.say.en).toContain('the part is missing');
  });

  it('22: complete until the day of the heads that were published last, and never beyond', () => {
    const on = '2026-04-01' as CivilDate;
    const heads = { on, size: 13, records: 3, agrees: true };
    const whole = ask(22, { ...granted, log: { ...log, heads } });
    expect(whole.conclusion).toBe('inOrder');
    expect(whole.rows[0]?.data).toMatchObject({ on, records: 3, after: granted.records.length - 3 });
    expect(whole.rows[0]?.say.zh).toContain(on);
    expect(whole.rows.at(-1)?.data).toMatchObject({ completeUntil: on });
    expect(ask(22, { ...granted, log }).conclusion).toBe('notKnown');
    expect(ask(22, { ...granted, log: { ...log, heads: { ...heads, agrees: undefined } } }).conclusion).toBe(
      'notKnown',
    );
    const differs = ask(22, { ...granted, log: { ...log, heads: { ...heads, agrees: false } } });
    expect(differs).toMatchObject({
      conclusion: 'deviates',
      rows: [{ deviatesFrom: expect.any(String) }, {}],
    });
  });

  it('28 and 29: where the time went, and what no person did', () => {
    const times = ask(28, granted).rows.at(-1)?.data as Record<string, number>;
    const spent = Object.values(times).reduce((sum, days) => sum + days, 0);
    expect(spent).toBe(23);
    const deemed = audited(eventsOf('deemed-acceptance-noticed-late'));
    expect(ask(29, deemed).rows[0]).toMatchObject({ data: { clock: 'oneTimeNotice', deemed: 'accepted' } });
    const nobody = changed(granted, 3, ({ record: { actor: _gone, ...record }, ...one }) => ({
      ...one,
      record,
    }));
    expect(ask(29, nobody)).toMatchObject({ conclusion: 'deviates', rows: [{ seq: 3 }] });
  });

  it('30 and 31: what was served, and what followed the decision', () => {
    const announced = audited(eventsOf('service-by-public-notice'));
    const { rows } = ask(30, announced);
    expect(rows).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ servedOn: '2026-07-06', failed: 1 }) }),
    );
    // What an act ordered and nobody issued is no document that needs no service.
    expect(rows[0]).toMatchObject({
      data: { servedOn: null },
      say: { zh: expect.stringContaining('尚未签发') },
    });
    expect(ask(31, granted).rows.map(({ data }) => data?.['act'])).toEqual([
      'publishCredit',
      'publish',
      'deliver',
    ]);
  });

  it('32: an officer who is in the snapshot of his record, and one who is not', () => {
    const dir = { sha256: 'dir', sm3: 'dir' };
    const acting = {
      ...granted,
      records: granted.records.map((one) => ({ ...one, record: { ...one.record, dir } })),
    };
    const nobody = new Map([['dir', indexOrganisation(emptyOrganisation('测试机关'))]]);
    expect(ask(32, { ...acting, organisations: nobody }).conclusion).toBe('deviates');
    expect(ask(32, { ...acting, organisations: new Map() }).conclusion).toBe('notKnown');
  });

  it('33 and 34: what can be taken away, and what it does not show', () => {
    const last = granted.records.at(-1);
    expect(ask(33, granted).rows[0]?.data).toMatchObject({ fingerprint: last?.leaf.sha256 });
    const hidden = changed(granted, 0, (one) => ({
      ...one,
      record: { ...one.record, parts: { subject: { sha256: 'a', sm3: 'b' } } },
    }));
    const answer = ask(34, hidden);
    expect(answer.rows[0]).toMatchObject({ seq: 0, data: { parts: ['subject'] } });
    expect(answer.notKnown.length).toBeGreaterThan(ask(34, { ...granted, log }).notKnown.length - 1);
  });
});
