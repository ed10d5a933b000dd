import type { Definition } from '../law/definition.js';
import { milestonesOf } from '../law/lint/documents.js';
import { type Finding, namesIn } from '../law/lint/subject.js';
import { settledBy, signingActs } from '../law/signing-events.js';
import type { Configuration, Exploration, Passage } from './explore.js';
import { pathInWords, pathTo } from './shortest-paths.js';

/** Clocks that start on some path on which their milestone has not been recorded. */
export function startsWithoutDay(
  definition: Definition,
  exploration: Exploration,
  arrivals: readonly (Passage | undefined)[],
): Finding[] {
  const surely = surelyRecorded(definition, exploration);
  const found = new Map<string, Finding>();
  for (const passage of exploration.passages) {
    const before =
      passage.from === undefined ? new Set<string>() : (surely[passage.from] ?? new Set<string>());
    for (const clock of passage.started) {
      const from = definition.clocks[clock]?.from;
      if (
        from === undefined ||
        found.has(clock) ||
        before.has(from) ||
        recordedBy(definition, passage).includes(from)
      )
        continue;
      const way =
        passage.from === undefined
          ? []
          : pathTo(exploration.configurations[passage.from] as Configuration, arrivals);
      const words = pathInWords(definition, [...way, passage]);
      const message = `the clock "${clock}" may start before its milestone "${from}" has a day: ${words}`;
      found.set(clock, {
        code: 'clock-without-day',
        path: `/clocks/${clock}/from`,
        message,
        severity: 'warning',
      });
    }
  }
  return [...found.values()];
}

/** For each configuration the milestones that every path into it has recorded (greatest fixed point). */
function surelyRecorded(
  definition: Definition,
  { configurations, passages }: Exploration,
): readonly ReadonlySet<string>[] {
  const all = Object.keys(definition.milestones);
  const surely: Set<string>[] = configurations.map(() => new Set(all));
  for (let shrank = true; shrank;) {
    shrank = false;
    for (const passage of passages) {
      const before = passage.from === undefined ? undefined : surely[passage.from];
      const recorded = recordedBy(definition, passage);
      const into = surely[passage.to] as Set<string>;
      for (const milestone of into) {
        if (before?.has(milestone) || recorded.includes(milestone)) continue;
        into.delete(milestone);
        shrank = true;
      }
    }
  }
  return surely;
}

function recordedBy(definition: Definition, { event, clock }: Passage): readonly string[] {
  if (clock !== undefined)
    return namesIn(definition.clocks[clock]?.onLapse?.records, '').map(([name]) => name);
  if (event.startsWith('served.')) {
    const document = definition.documents[event.slice('served.'.length)];
    return namesIn(document?.served?.records, '').map(([name]) => name);
  }
  const signing = settledBy(event);
  if (signing !== undefined) return recordedByAll(definition, signing);
  return milestonesOf(definition.acts[event]?.records);
}

/** A round ends by a signature: what every act that signs in it records has its day then. */
function recordedByAll(definition: Definition, signing: string): readonly string[] {
  const [first = [], ...others] = signingActs(definition, signing).map(([, { records }]) =>
    milestonesOf(records),
  );
  return first.filter((milestone) => others.every((recorded) => recorded.includes(milestone)));
}
