import type { Asker } from '../src/usecases/powers/power-facts.js';
import { leaderOf, personOfSection } from '../test/support/big-organisation.js';

/** One act of the journey that the benchmark performs in every case, and who performs it. */
export interface JourneyAct {
  readonly act: string;
  readonly by: keyof typeof OFFICERS;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The department that handles the cases: one of 37 in a city of 10,000 officers and 1,000 units. */
export const UNIT = 'd00';

/** People of the benchmark's department: a person for each post, so that duties stay apart. */
export const OFFICERS = {
  window: { person: leaderOf(0, 6), posts: ['window'] },
  reviewer: { person: personOfSection(0, 1, 2), posts: ['reviewer'] },
  checkerA: { person: personOfSection(0, 1, 4), posts: ['checker'] },
  checkerB: { person: personOfSection(0, 1, 5), posts: ['checker'] },
  decider: { person: leaderOf(0, 4), posts: ['decider'] },
} as const;

/** An officer as he asks, signed in with a token. */
export function askerOf(who: keyof typeof OFFICERS): Asker {
  return { person: OFFICERS[who].person, scopes: null, signIn: 'bearer' };
}

/** The bearer token of an officer of the benchmark: its database lives for minutes, on loopback. */
export function tokenOf(person: string): string {
  return `bench-token-of-${person}`;
}

/** What the window enters when it receives an application. */
export const APPLICATION = {
  kind: 'general',
  guideVersion: '2026-01',
  channel: 'counter',
  materials: [
    { name: '申请书', form: 'original', state: 'ok' },
    { name: '营业执照', form: 'copy', state: 'ok' },
    { name: '经营场所证明', form: 'electronic', state: 'ok' },
  ],
  truthful: true,
  substantiveCheck: true,
} as const;

/** From acceptance to publication, as the statute orders it (行政许可法 32-44). */
export const JOURNEY: readonly JourneyAct[] = [
  { act: 'accept', by: 'window', input: {} },
  {
    act: 'assignCheckers',
    by: 'reviewer',
    input: { persons: [OFFICERS.checkerA.person, OFFICERS.checkerB.person] },
  },
  { act: 'signCheckRecord', by: 'checkerA', input: { finding: '经营场所与申请材料一致，消防通道畅通。' } },
  { act: 'signCheckRecord', by: 'checkerB', input: { finding: '同意核查情况。' } },
  { act: 'completeCheck', by: 'reviewer', input: {} },
  {
    act: 'concludeReview',
    by: 'reviewer',
    input: { opinion: 'grant', reasons: '申请材料真实，符合法定条件。' },
  },
  { act: 'grant', by: 'decider', input: { content: '食品经营（预包装食品销售）', validUntil: '2031-11-21' } },
  { act: 'deliver', by: 'window', input: { form: 'permit', mode: 'direct', sealed: true } },
  { act: 'publish', by: 'window', input: { secretsRemoved: true } },
  { act: 'publishCredit', by: 'window', input: {} },
];
