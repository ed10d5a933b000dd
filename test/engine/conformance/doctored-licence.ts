import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { DisclosedRecord } from '../../../src/engine/conformance/judged-case.js';
import { example, playedBench, type DoctoredExample } from './doctored-example.js';
import { by, history, saying, withClock } from './doctoring.js';
import { doctored } from './played-history.js';

const granted = playedBench(history('smooth-grant'));
const extended = playedBench(history('extension-in-time'));
const suspended = playedBench(history('extension-after-suspension'));
const heard = playedBench(history('hearing-held-too-late'));
const deemed = playedBench(history('deemed-acceptance-noticed-late'));
const announced = playedBench(history('service-by-public-notice'));
const takenBack = playedBench(history('review-taken-back'));

/** The first records of a case, followed by one that was not there. */
function followedBy(
  records: readonly DisclosedRecord[],
  event: Partial<CaseEvent> & Pick<CaseEvent, 'type' | 'cause'>,
): readonly DisclosedRecord[] {
  const last = records.at(-1) as DisclosedRecord;
  const seq = last.record.seq + 1;
  const [added] = doctored([last], last.record.seq, ({ on }) => ({ on, ...event }));
  return [...records, ...(added ? [{ ...added, record: { ...added.record, seq } }] : [])];
}

function voided(post: string): Partial<CaseEvent> & Pick<CaseEvent, 'type' | 'cause'> {
  return {
    type: 'case.voided',
    cause: 'desk',
    desk: { did: 'voided' },
    power: { post, unit: 'bureau' },
  } as never;
}

/** Worked cases of a licence in which one thing was altered. */
export const LICENCE_EXAMPLES: readonly DoctoredExample[] = [
  example(
    'an act in another post',
    granted,
    (all) => doctored(all, 3, (event) => ({ ...event, post: 'window' })),
    { 'acts.grant.by': [3] },
  ),
  example('an act on what the law forbids', granted, (all) => saying(all, 0, { truthful: false }), {
    'acts.receive.requires.2': [0],
    'properties.gates.receive': [0],
  }),
  example(
    'an act that says something else than it must',
    granted,
    (all) => saying(all, 0, { channel: 'pigeon' }),
    { 'acts.receive.input': [0] },
  ),
  example(
    'the chair of the hearing reviewed the case',
    heard,
    (all) => by(all, 11, (all[9] as DisclosedRecord).record.actor?.person ?? ''),
    { 'posts.hearingChair.distinctFrom.reviewer': [9, 10, 11] },
  ),
  example(
    'a last day that is not what the calendar gives',
    granted,
    (all) =>
      doctored(
        all,
        1,
        withClock('decision', (one) => ({ ...one, dueOn: '2026-04-01' as CivilDate })),
      ),
    { 'clocks.decision.count': [1] },
  ),
  example(
    'a clock that began on another day',
    granted,
    (all) =>
      doctored(
        all,
        1,
        withClock('decision', (one) => ({ ...one, from: '2026-03-04' as CivilDate })),
      ),
    { 'clocks.decision.count': [1] },
  ),
  example(
    'a clock that never began',
    deemed,
    (all) =>
      doctored(
        all.slice(0, 2),
        1,
        withClock('decision', () => undefined),
      ),
    { 'clocks.decision.states': [1] },
  ),
  example(
    'done after the last day, with the lapse left out',
    granted,
    (all) =>
      doctored(all, 6, (event) => ({
        ...withClock('delivery', (one) => ({ ...one, on: '2026-05-25' as CivilDate }))(event),
        on: '2026-05-25' as CivilDate,
      })),
    { 'clocks.delivery.kept': [3, 6], 'clocks.delivery.onLapse': [6] },
  ),
  example(
    'an extension by somebody else',
    extended,
    (all) => doctored(all, 3, (event) => ({ ...event, post: 'decider' })),
    { 'acts.extendDecision.by': [3], 'clocks.decision.extend': [3] },
  ),
  example(
    'an extension of which nobody was told',
    extended,
    (all) => doctored(all, 3, (event) => ({ ...event, documents: ['extensionApproval'] })),
    { 'clocks.decision.extend': [3] },
  ),
  example(
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
  ),
  example(
    'silence that was not taken as acceptance from the day of receipt',
    deemed,
    (all) =>
      doctored(all, 1, ({ lapse, ...event }) => ({
        ...event,
        ...(lapse && { lapse: { ...lapse, effectiveOn: '2026-10-11' as CivilDate } }),
      })),
    { 'clocks.oneTimeNotice.onLapse': [1], 'properties.lapses.silence': [1] },
  ),
  example(
    'a document that was never ordered',
    granted,
    (all) => doctored(all, 3, ({ documents: _none, ...event }) => event),
    { 'acts.grant.serve.grantDecision': [3] },
  ),
  example(
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
  ),
  example(
    'a public notice although service had not failed before',
    announced,
    (all) => all.filter(({ record }) => record.seq !== 3),
    { 'service.service.publicNotice.requires.0': [4], 'properties.service.service.publicNotice': [4] },
  ),
  example(
    'nothing was made public',
    granted,
    (all) => doctored(all, 5, ({ published: _none, ...event }) => event),
    { 'publications.licenceDecision': [5] },
  ),
  example(
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
  ),
  example(
    'a decision within the term of the statute, after the day that was promised',
    granted,
    (all) =>
      doctored(all.slice(0, 4), 3, (event) => ({
        ...withClock('decision', (one) => ({ ...one, on: '2026-03-20' as CivilDate }))(event),
        on: '2026-03-20' as CivilDate,
      })),
    { 'clocks.decision.promised': [1, 3] },
  ),
  example(
    'work that was set aside by somebody who may not',
    granted,
    (all) =>
      followedBy(all.slice(0, 2), {
        ...{ type: 'work.suspended', cause: 'desk', desk: { did: 'suspended' } },
        power: { post: 'window', unit: 'hall', policies: [] },
      }),
    { 'work.suspend.by': [2] },
  ),
  example(
    'a case that was voided by the window after it was decided',
    granted,
    (all) => followedBy(all.slice(0, 4), voided('window')),
    {
      'work.void.by': [4],
      'work.void.beforeDecision': [4],
      'work.void.requires.0': [4],
      'properties.work.void': [4],
    },
  ),
  example(
    'a case that was voided by the head before it was accepted',
    granted,
    (all) => followedBy(all.slice(0, 1), voided('head')),
    {},
    ['work.void.by', 'work.void.beforeDecision', 'work.void.requires.0', 'properties.work.void'],
  ),
  example(
    'a grant without the review before it',
    granted,
    (all) => all.filter(({ record }) => record.seq !== 2),
    { 'acts.grant.order': [3], 'properties.noLicenceWithoutReview': [3] },
  ),
  example('a review that a colleague took back', takenBack, (all) => by(all, 3, 'qian'), {
    'acts.takeBackReview.takesBack': [3],
  }),
];
