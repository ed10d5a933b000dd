import type { StreamDefinition } from '../../../src/engine/law/stream-definition.js';
import type { CaseHistory, HistoryRecord } from '../../../src/engine/replay/history.js';
import { recordedHistory } from '../../support/recorded-history.js';
import {
  doneBy,
  example,
  inCase,
  inOrder,
  inStream,
  saidOtherwise,
  underDefinition,
  wholeBench,
  withoutPart,
  withPart,
  type DoctoredExample,
} from './doctored-example.js';

// A whole decision with its draft, panel, consultation and meeting, as the use-cases wrote it.
const recorded = recordedHistory('major-decision-beside');
const town = wholeBench(recorded);

// The nation says how the draw goes; some cities say besides of how many and of whom a panel consists.
const composed = wholeBench(
  underDefinition(recorded, ({ streams = {} }) => ({
    streams: {
      ...streams,
      panel: {
        ...(streams['panel'] as StreamDefinition),
        composition: { atLeast: 5, odd: true, sectorAtMost: { of: 1, by: 3 }, basis: '决策条例 20' },
      },
    },
  })),
);

type Change = (of: CaseHistory) => CaseHistory;

function both(...changes: readonly Change[]): Change {
  return (history) => changes.reduce((some, change) => change(some), history);
}

function dataOf({ record }: HistoryRecord): Readonly<Record<string, never>> {
  return record.data as unknown as Readonly<Record<string, never>>;
}

/** The experts of the draw, made others. */
function drawn(change: (members: readonly object[]) => readonly object[]): Change {
  return inStream('panel', [4], (one) =>
    saidOtherwise({ members: change(dataOf(one)['members'] ?? []) })(one),
  );
}

/** The rule of the draw, so that a smaller panel counts as formed by it. */
function ruleOfDraw(count: number): Change {
  return inStream('panel', [0], (one) =>
    saidOtherwise({ rule: { ...(dataOf(one)['rule'] as object | undefined), count } })(one),
  );
}

const meeting: readonly DoctoredExample[] = [
  example(
    'decided by two of five',
    town,
    both(
      inStream('meeting', [10], saidOtherwise({ present: ['o-701', 'o-702'] })),
      inStream('meeting', [18], saidOtherwise({ present: 2 })),
    ),
    { 'streams.meeting.quorum': ['meeting 18'] },
  ),
  example(
    'papers that came a day before the meeting',
    town,
    inStream('meeting', [4], saidOtherwise({ on: '2026-06-07' })),
    { 'streams.meeting.papers': ['meeting 11'] },
  ),
  example(
    'who presides spoke before the last member',
    town,
    inOrder('meeting', (records) => [
      ...records.slice(0, 16),
      ...records.slice(17, 18),
      ...records.slice(16, 17),
      ...records.slice(18),
    ]),
    { 'streams.meeting.chiefLast': ['meeting 16'] },
  ),
  example(
    'a departure from the majority for which nobody gave a reason',
    town,
    inStream(
      'meeting',
      [18],
      saidOtherwise({ result: 'rejected', departs: true, dissents: ['o-703', 'o-704', 'o-705'] }),
    ),
    { 'streams.meeting.departs': ['meeting 18'] },
  ),
  example(
    'a departure for a reason on record',
    town,
    inStream('meeting', [18], (one) =>
      withPart('reason')(
        saidOtherwise({
          ...{ result: 'rejected', departs: true, reasoned: true },
          dissents: ['o-703', 'o-704', 'o-705'],
        })(one),
      ),
    ),
    {},
    ['streams.meeting.departs'],
  ),
  example('dissent that was left out', town, inStream('meeting', [18], saidOtherwise({ dissents: [] })), {
    'streams.meeting.dissents': ['meeting 18'],
  }),
  example(
    'minutes that were there before the decision',
    town,
    inOrder('meeting', (records) => [
      ...records.slice(0, 18),
      ...records.slice(23),
      ...records.slice(18, 23),
    ]),
    { 'streams.meeting.minutes': ['meeting 18'] },
  ),
];

const panel: readonly DoctoredExample[] = [
  example('a panel smaller than the rule of its draw', town, ruleOfDraw(6), {
    'streams.panel.composition': ['panel 4'],
  }),
  example(
    'a panel of an even number',
    composed,
    both(
      ruleOfDraw(6),
      drawn((members) => [...members, { expert: 'o-750' }]),
    ),
    { 'streams.panel.composition': ['panel 4'] },
  ),
  example(
    'a panel of three for what needs five',
    composed,
    both(
      ruleOfDraw(3),
      drawn((members) => members.slice(0, 3)),
    ),
    // What the two who were not drawn did fits nothing.
    {
      'streams.panel.history': [8, 9, 13, 14, 18, 19].map((seq) => `panel ${seq}`),
      'streams.panel.composition': ['panel 4'],
    },
  ),
  example(
    'more than a third of the experts from the department in charge',
    composed,
    drawn((members) => members.map((one) => ({ ...one, sector: true }))),
    { 'streams.panel.composition': ['panel 4'] },
  ),
  example(
    'an opinion by an expert who had declared a conflict',
    town,
    inStream('panel', [5], saidOtherwise({ conflict: true })),
    { 'streams.panel.declared': ['panel 10'] },
  ),
  example('an answer to an expert without a reason', town, inStream('panel', [19], withoutPart('reason')), {
    'streams.panel.answered': ['panel 19'],
  }),
];

const beside: readonly DoctoredExample[] = [
  example(
    'a declaration by somebody who is not on the panel',
    town,
    inStream('panel', [5], doneBy('o-750')),
    { 'streams.panel.history': ['panel 5'], 'streams.panel.declared': ['panel 10'] },
  ),
  example(
    'a solicitation that another post opened',
    town,
    inStream('consultation', [0], saidOtherwise({ post: 'office' })),
    { 'streams.solicitation.by': ['consultation 0'] },
  ),
  example(
    'a solicitation that was opened before there was a draft',
    town,
    inStream('consultation', [0], (one) =>
      saidOtherwise({ considered: { ...(dataOf(one)['considered'] as object | undefined), streams: {} } })(
        one,
      ),
    ),
    {
      'streams.solicitation.requires.1': ['consultation 0'],
      'properties.begins.solicitation': ['consultation 0'],
    },
  ),
  example(
    'a solicitation that was closed after ten days',
    town,
    inStream('consultation', [0], saidOtherwise({ closesOn: '2026-04-02' })),
    { 'streams.solicitation.period': ['consultation 0'] },
  ),
  example(
    'a comment that was not adopted for no reason',
    town,
    inStream('consultation', [12], withoutPart('reason')),
    { 'streams.solicitation.reasons': ['consultation 12'] },
  ),
  example(
    'results that were published with a comment unhandled',
    town,
    inStream('consultation', [16], () => undefined),
    { 'streams.solicitation.results': ['consultation 17'] },
  ),
];

const power: readonly DoctoredExample[] = [
  example('a decision started by somebody without the power', town, inCase(4, doneBy('o-771')), {
    'acts.start.power': [4],
  }),
  example(
    'a decision that goes on to be reported though the meeting rejected it',
    town,
    inCase(45, (one) =>
      saidOtherwise({ facts: { ...(dataOf(one)['facts'] as object | undefined), resolution: 'rejected' } })(
        one,
      ),
    ),
    { 'properties.enters.passed': [45], 'properties.noIssueUnlessPassed': [45, 47, 48, 49, 50] },
  ),
];

// 公文处理: the checker and the drafter each fill in fields of a form.
const desk = wholeBench(recordedHistory('desk-5'));

const form: readonly DoctoredExample[] = [
  example('a field that somebody filled in who had no task for it', desk, inCase(1, doneBy('hong')), {
    'form.heading': [1],
    'form.reserve': [1],
  }),
  example(
    'a required field that was not filled in before the act',
    desk,
    inCase(1, saidOtherwise({ form: { filled: ['reserve'], record: 1 } })),
    { 'form.heading': [2] },
  ),
];

/** Whole histories in which one thing was altered: the meeting, the panel, the consultation, who acted, who filled in. */
export const TOWN_EXAMPLES: readonly DoctoredExample[] = [...meeting, ...panel, ...beside, ...power, ...form];
