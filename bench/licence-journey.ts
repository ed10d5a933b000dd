import type { Actor } from '../src/engine/case/command.js';

/** One act of the journey that the benchmark performs in every case, and who performs it. */
export interface JourneyAct {
  readonly act: string;
  readonly by: keyof typeof OFFICERS;
  readonly input: Readonly<Record<string, unknown>>;
}

/** People of the benchmark's office: a person for each post, so that duties stay apart. */
export const OFFICERS = {
  window: { person: 'bench-window', unit: 'bench', posts: ['window'] },
  reviewer: { person: 'bench-reviewer', unit: 'bench', posts: ['reviewer'] },
  checkerA: { person: 'bench-checker-a', unit: 'bench', posts: ['checker'] },
  checkerB: { person: 'bench-checker-b', unit: 'bench', posts: ['checker'] },
  decider: { person: 'bench-decider', unit: 'bench', posts: ['decider'] },
} as const satisfies Readonly<Record<string, Actor>>;

/** The bearer token of an officer of the benchmark: its database lives for minutes, on loopback. */
export function tokenOf(person: string): string {
  return `token-of-${person}`;
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
  { act: 'assignCheckers', by: 'reviewer', input: { persons: ['bench-checker-a', 'bench-checker-b'] } },
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
