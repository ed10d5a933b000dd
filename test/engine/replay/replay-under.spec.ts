import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { Term } from '../../../src/engine/clock/deadline.js';
import type { CaseHistory } from '../../../src/engine/replay/history.js';
import { replayUnder } from '../../../src/engine/replay/replay-under.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { loadCanonical } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { historiesOf } from './scenario-history.js';
import { libraryScenarios } from './scenario-library.js';

const NATIONAL = ['administrative-licence', 'major-decision', 'normative-document'] as const;

function historiesUnder(name: string): readonly { readonly title: string; readonly history: CaseHistory }[] {
  return libraryScenarios(`workflows/national/${name}`).flatMap((one) =>
    [...historiesOf(one.scenario, one)]
      .filter(([, { records }]) => records.length > 0)
      .map(([title, history]) => ({ title: `${one.scenario.scenario} ${title}`, history })),
  );
}

const changedOnes = new Map<string, CompiledProcedure>();

/** The definition with one limit longer by a day; each compiled once. */
function longer(procedure: CompiledProcedure, clock: string): CompiledProcedure {
  const key = `${procedure.digest.sha256} ${clock}`;
  const found = changedOnes.get(key) ?? compiledWithLonger(procedure, clock);
  changedOnes.set(key, found);
  return found;
}

function compiledWithLonger({ definition }: CompiledProcedure, clock: string): CompiledProcedure {
  const { term } = definition.clocks[clock] ?? {};
  const changed = {
    ...definition,
    clocks: { ...definition.clocks, [clock]: { ...definition.clocks[clock], term: more(term) } },
  };
  return loadCanonical(canonicalJson(changed), nodeHash);
}

function more(term: Term | undefined): Term {
  if (!term) throw new Error('the clock has no term of its own');
  return { ...term, n: term.n + 1 };
}

function definitionOf({ records, law }: CaseHistory): CompiledProcedure {
  const digest = records[0]?.record.def;
  const found = digest && law.procedure(digest);
  if (!found) throw new Error('a history without a definition');
  return found;
}

/** Places at which the record of a history gives a last day to a clock: what a changed limit of it must move. */
function placesOf({ records }: CaseHistory, clock: string): readonly string[] {
  return records.flatMap(({ record }) =>
    ((record.data as unknown as CaseEvent).clocks ?? []).flatMap(({ id, action, dueOn, alternative }) =>
      id === clock && dueOn !== undefined && alternative === undefined ? [`${record.seq} ${action}`] : [],
    ),
  );
}

function lapsesIn({ records }: CaseHistory, clock: string): boolean {
  return records.some(({ record }) => (record.data as unknown as CaseEvent).lapse?.clock === clock);
}

describe.each(NATIONAL)('a differential replay of %s', (name) => {
  const histories = historiesUnder(name);

  it('finds nothing under the rules that were in force', () => {
    for (const { title, history } of histories) {
      const { counts, missing, days, stopsAt } = replayUnder(history, {});
      expect([title, counts.same, missing, days, stopsAt]).toEqual([
        ...[title, history.records.length, [], [], undefined],
      ]);
    }
  });

  const limits = ceilingsOf(definitionOf(histories[0]!.history));

  it.each(limits)('under a definition with a longer %s tells exactly the days of that term', (clock) => {
    let moved = 0;
    for (const { title, history } of histories) {
      const procedure = definitionOf(history);
      if (!procedure.definition.clocks[clock] || lapsesIn(history, clock)) continue;
      const report = replayUnder(history, { procedure: longer(procedure, clock) });
      const days = report.days.filter(({ field }) => field === 'dueOn');
      expect([title, days.map(({ seq, action }) => `${seq} ${action}`)]).toEqual([
        title,
        placesOf(history, clock),
      ]);
      expect(new Set(days.map((day) => day.clock)).size).toBeLessThanOrEqual(1);
      expect(report.missing).toEqual([]);
      moved += days.length;
    }
    expect(moved).toBeGreaterThan(0);
  });
});

/** A few terms of each procedure that cases stop before their end. */
function ceilingsOf({ definition }: CompiledProcedure): readonly string[] {
  return Object.entries(definition.clocks)
    .filter(([, { kind, term }]) => kind === 'ceiling' && term?.unit === 'workingDay')
    .map(([clock]) => clock)
    .slice(0, 3);
}
