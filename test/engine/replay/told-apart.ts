import type { ReplayReport } from '../../../src/engine/replay/verdict.js';

/** Records that are not the same, one short line each: what a failing test should say. */
export function notTheSame({ records, streams }: ReplayReport): readonly string[] {
  return [...linesOf(records, ''), ...streams.flatMap((one) => linesOf(one.records, `${one.kind} `))];
}

function linesOf(records: ReplayReport['records'], where: string): readonly string[] {
  return records.flatMap((one) => {
    if (one.verdict === 'same') return [];
    const why =
      one.verdict === 'differs'
        ? one.differences
            .slice(0, 3)
            .map(({ at, expected, found }) => `${at} ${short(expected)} / ${short(found)}`)
        : [`${one.why.kind} ${one.why.name}`];
    return [`${where}${one.seq} ${one.type} ${one.verdict}: ${why.join('; ')}`];
  });
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? '-').slice(0, 300);
}
