import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readScenario } from '../../../src/cli/scenario-file.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import { runScenario } from '../../../src/engine/case/scenario.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { DisclosedRecord } from '../../../src/engine/conformance/judged-case.js';
import { conformanceTable } from '../../../src/engine/conformance/table.js';
import { ordinance } from '../case/signing/making-an-ordinance.js';
import {
  by,
  calendar,
  deviating,
  found,
  history,
  licence,
  rowsOf,
  saying,
  withClock,
  world,
} from './doctoring.js';
import { doctored, judgedCase, recordsOf } from './played-history.js';

const granted = history('smooth-grant');
const extended = history('extension-in-time');
const suspended = history('extension-after-suspension');
const heard = history('hearing-held-too-late');
const deemed = history('deemed-acceptance-noticed-late');
const announced = history('service-by-public-notice');

describe('a history that was changed shows which rule it deviates from, and no other', () => {
  const cases: readonly (readonly [
    string,
    readonly DisclosedRecord[],
    (records: readonly DisclosedRecord[]) => readonly DisclosedRecord[],
    Readonly<Record<string, readonly number[]>>,
  ])[] = [
    [
      'an act in another post',
      granted,
      (all) => doctored(all, 3, (event) => ({ ...event, post: 'window' })),
      { 'acts.grant.by': [3] },
    ],
    [
      'an act on what the law forbids',
      granted,
      (all) => saying(all, 0, { truthful: false }),
      { 'acts.receive.requires.2': [0], 'properties.gates.receive': [0] },
    ],
    [
      'an act that says something else than it must',
      granted,
      (all) => saying(all, 0, { channel: 'pigeon' }),
      { 'acts.receive.input': [0] },
    ],
    [
      'the chair of the hearing reviewed the case',
      heard,
      (all) => by(all, 11, (all[9] as DisclosedRecord).record.actor?.person ?? ''),
      { 'posts.hearingChair.distinctFrom.reviewer': [9, 10, 11] },
    ],
    [
      'a last day that is not what the calendar gives',
      granted,
      (all) =>
        doctored(
          all,
          1,
          withClock('decision', (one) => ({ ...one, dueOn: '2026-04-01' as CivilDate })),
        ),
      { 'clocks.decision.count': [1] },
    ],
    [
      'a clock that began on another day',
      granted,
      (all) =>
        doctored(
          all,
          1,
          withClock('decision', (one) => ({ ...one, from: '2026-03-04' as CivilDate })),
        ),
      { 'clocks.decision.count': [1] },
    ],
    [
      'a clock that never began',
      deemed,
      (all) =>
        doctored(
          all.slice(0, 2),
          1,
          withClock('decision', () => undefined),
        ),
      { 'clocks.decision.states': [1] },
    ],
    [
      'done after the last day, with the lapse left out',
      granted,
      (all) =>
        doctored(all, 6, (event) => ({
          ...withClock('delivery', (one) => ({ ...one, on: '2026-05-25' as CivilDate }))(event),
          on: '2026-05-25' as CivilDate,
        })),
      { 'clocks.delivery.kept': [3, 6], 'clocks.delivery.onLapse': [6] },
    ],
    [
      'an extension by somebody else',
      extended,
      (all) => doctored(all, 3, (event) => ({ ...event, post: 'decider' })),
      { 'acts.extendDecision.by': [3], 'clocks.decision.extend': [3] },
    ],
    [
      'an extension of which nobody was told',
      extended,
      (all) => doctored(all, 3, (event) => ({ ...event, documents: ['extensionApproval'] })),
      { 'clocks.decision.extend': [3] },
    ],
    [
      'a suspension on no lawful ground',
      suspended,
      (all) =>
        [2, 3].reduce(
          (some, seq) =>
            doctored(
              some,
              seq,
              withClock('decision', (one) => ({ ...one, ground: '出差' })),
            ),
          all,
        ),
      { 'clocks.decision.suspend': [2] },
    ],
    [
      'silence that was not taken as acceptance from the day of receipt',
      deemed,
      (all) =>
        doctored(all, 1, ({ lapse, ...event }) => ({
          ...event,
          ...(lapse && { lapse: { ...lapse, effectiveOn: '2026-10-11' as CivilDate } }),
        })),
      { 'clocks.oneTimeNotice.onLapse': [1], 'properties.lapses.silence': [1] },
    ],
    [
      'a document that was never ordered',
      granted,
      (all) => doctored(all, 3, ({ documents: _none, ...event }) => event),
      { 'acts.grant.serve.grantDecision': [3] },
    ],
    [
      'a public notice that took effect at once',
      announced,
      (all) =>
        doctored(all, 4, (event) => ({
          ...event,
          papers: (event.papers ?? []).map((change) =>
            change.did === 'served'
              ? { ...change, service: { ...change.service, effectiveOn: change.service.on } }
              : change,
          ),
        })),
      { 'service.service.publicNotice.effect': [4] },
    ],
    [
      'a public notice although service had not failed before',
      announced,
      (all) => all.filter(({ record }) => record.seq !== 3),
      { 'service.service.publicNotice.requires.0': [4], 'properties.service.service.publicNotice': [4] },
    ],
    [
      'nothing was made public',
      granted,
      (all) => doctored(all, 5, ({ published: _none, ...event }) => event),
      { 'publications.licenceDecision': [5] },
    ],
    [
      'a record that fits nothing before it',
      granted,
      (all) => [
        ...all,
        ...doctored(all.slice(6), 6, (event) => ({
          type: 'calendar.applied',
          cause: 'calendar',
          on: event.on,
          clocks: [{ id: 'supplementPeriod', action: 'recompute', on: event.on }],
        })).map((one) => ({ ...one, record: { ...one.record, seq: 7 } })),
      ],
      { history: [7] },
    ],
  ];

  it.each(cases)('%s', (_name, before, change, expected) => {
    expect(found(before, change(before))).toEqual(expected);
  });

  it('a review that was left out is missed by every rule that builds on it', () => {
    const without = granted.filter(({ record }) => record.seq !== 2);
    const missed = found(granted, without);
    expect(missed).toMatchObject({
      'acts.grant.order': [3],
      'properties.noLicenceWithoutReview': [3],
    });
    expect(Object.keys(missed).filter((id) => !/^(acts\.grant\.|properties\.)/.test(id))).toEqual([]);
  });
});

describe('a round of signatures', () => {
  const file = 'test/engine/case/signing/fixtures/made-in-full.yaml';
  const scenario = readScenario(file, readFileSync(file, 'utf8'));
  const records = recordsOf(scenario, runScenario(ordinance, scenario, world).outcomes);

  it('complies as it was signed', () => {
    const rows = rowsOf(records, ordinance).filter(({ kind }) => kind === 'signing');
    expect(new Set(rows.map(({ conclusion }) => conclusion))).toEqual(new Set(['complies']));
  });

  it('deviates when the result is not what the votes give, or a signature is nobody’s own', () => {
    const settled = records.find(({ record }) =>
      (record.data as unknown as CaseEvent).signings?.some(({ after }) => after.result === 'passed'),
    ) as DisclosedRecord;
    const { seq } = settled.record;
    const signing = (settled.record.data as unknown as CaseEvent).signings?.[0]?.signing ?? '';
    const turned = doctored(records, seq, (event) => ({
      ...event,
      signings: (event.signings ?? []).map((one) => ({ ...one, after: { ...one.after, result: 'failed' } })),
    }));
    expect(found(records, turned, ordinance)).toMatchObject({ [`signings.${signing}`]: expect.anything() });
    const forged = by(records, seq, 'somebody');
    expect(found(records, forged, ordinance)).toMatchObject({ [`signings.${signing}`]: [seq] });
  });
});

describe('what cannot be judged, and what is lawfully not kept', () => {
  it('a term that was kept only thanks to a recorded suspension or extension is exempt', () => {
    const [row] = rowsOf(granted).filter(({ id }) => id === 'clocks.decision.kept');
    expect(row).toMatchObject({ conclusion: 'complies', expected: '2026-03-31', actual: '2026-03-11' });
    const stopped = history('extension-after-suspension').concat();
    const open = rowsOf(stopped).find(({ id }) => id === 'clocks.decision.kept');
    expect(open).toMatchObject({ conclusion: 'undetermined', until: expect.any(String) });
  });

  it('a part that is withheld leaves what reads it undetermined, and nothing else', () => {
    const withheld = granted.map((one) => ({ ...one, parts: {} }));
    const rows = new Map(rowsOf(withheld).map((row) => [row.id, row]));
    expect(rows.get('acts.receive.requires.2')).toMatchObject({ conclusion: 'undetermined' });
    expect(rows.get('clocks.decision.kept')).toMatchObject({ conclusion: 'complies' });
    expect(deviating([...rows.values()])).toEqual([]);
  });

  it('a term that is not over is undetermined until its last day, and a deviation after it', () => {
    const begun = granted.slice(0, 2);
    const kept = (asOf: string) =>
      rowsOf(begun, licence, asOf).find(({ id }) => id === 'clocks.decision.kept');
    expect(kept('2026-03-31')).toMatchObject({ conclusion: 'undetermined', until: '2026-03-31' });
    expect(kept('2026-04-01')).toMatchObject({ conclusion: 'deviates', expected: '2026-03-31' });
  });

  it('a rule of which nothing called is not applicable', () => {
    const row = rowsOf(granted).find(({ id }) => id === 'clocks.decision.suspend');
    expect(row).toMatchObject({ conclusion: 'notApplicable', events: [], occasions: 0 });
  });

  it('a missing calendar leaves terms undetermined', () => {
    const judged = { ...judgedCase(licence, granted, calendar), calendars: new Map() };
    const clocks = conformanceTable(judged).filter(
      ({ kind }) => kind === 'clockCount' || kind === 'clockKept',
    );
    const told = new Set(clocks.map(({ conclusion }) => conclusion));
    expect(told).toEqual(new Set(['undetermined', 'notApplicable']));
  });
});
