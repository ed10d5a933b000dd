import { basisList } from '../case/basis-list.js';
import type { CaseEvent } from '../case/case-event.js';
import type { Condition, GateProperty, LapseProperty, PathProperty } from '../law/property-definition.js';
import type { Definition, PropertyDefinition, Requirement } from '../law/definition.js';
import { conditionsIn, namedBy } from '../law/lint/gated.js';
import { performancesOf } from './act-rules.js';
import { sightOfWork, workDone } from './beside-rules.js';
import { servicesIn, sightOfService } from './document-rules.js';
import { holdsIn, judgeRequirement, sightOfAct, sightOnEntry, type Sight } from './judge-condition.js';
import type { JudgedCase, JudgedRecord } from './judged-case.js';
import { factsWanted, mismatch, type WantedConsequence } from './lapse-rules.js';
import { complies, deviates, wordsOf, type Instance, type Rule } from './rule.js';
import { judgeBeginnings } from './stream-beginning.js';

/** The properties that were proved of the definition before it was published, held against the one path that was taken. */
export function propertyRules(definition: Definition): readonly Rule[] {
  return Object.entries(definition.properties ?? {}).map(([name, property]): Rule => ({
    id: `properties.${name}`,
    kind: 'property',
    title: wordsOf(property.title),
    basis: basisList(property.basis),
    judge: (judged) => judgeProperty(judged, definition, property),
  }));
}

function judgeProperty(
  judged: JudgedCase,
  definition: Definition,
  property: PropertyDefinition,
): readonly Instance[] {
  if ('never' in property) return judgePath(judged, property);
  if ('lapse' in property) return judgeLapse(judged, definition, property);
  return judgeGate(judged, definition, property);
}

const listOf = (names: string | readonly string[] | undefined): readonly string[] =>
  names === undefined ? [] : [names].flat();

/** Active states before and after a record, for those that changed them. */
interface Entry {
  readonly at: JudgedRecord;
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

function entriesOf({ records, procedure }: JudgedCase, states: readonly string[]): readonly Entry[] {
  let active: readonly string[] = [];
  return records.flatMap((at): Entry[] => {
    if (at.before !== null && at.event.value === undefined) return [];
    const left = active;
    active = procedure.activePaths(at.after.value);
    const entered = active.filter((path) => states.includes(path) && !left.includes(path));
    return entered.length > 0 ? [{ at, entered, left }] : [];
  });
}

/** By what names a property may call what a record did. */
function namesOf({ event, after }: JudgedRecord): readonly string[] {
  return [
    event.type,
    ...(event.act === undefined ? [] : [event.act]),
    ...(event.lapse ? [`lapsed.${event.lapse.clock}`] : []),
    ...(event.lapse?.deemed === undefined ? [] : [`deemed.${event.lapse.deemed}`]),
    ...(event.signings ?? []).flatMap(({ signing, after: { result } }) =>
      result === undefined ? [] : [`${result}.${signing}`],
    ),
    ...(event.papers ?? []).flatMap((change) =>
      change.did === 'served' || change.did === 'tookEffect'
        ? [`served.${after.documents?.[change.id]?.document ?? change.id}`]
        : [],
    ),
  ];
}

function judgePath(judged: JudgedCase, { never, without, unless }: PathProperty): readonly Instance[] {
  const before = listOf(without);
  return entriesOf(judged, listOf(never)).map(({ at, entered }): Instance => {
    const { seq } = at.record;
    const steps = judged.records.filter(
      (one) => one.record.seq <= seq && namesOf(one).some((name) => before.includes(name)),
    );
    if (steps.length > 0) return complies(seq, { seqs: seqsOf([...steps, at]) });
    if (unless !== undefined && holdsIn(judged, unless, at, sightOnEntry(judged, at)))
      // Where nothing else would do, what is asked is a condition that was kept, no exception.
      return before.length > 0 ? lifted(seq, unless) : complies(seq);
    const note = { zh: '此前没有法定的行为或者事件', en: 'nothing of what must come before it did' };
    const expected = before.length > 0 ? before.join('|') : (unless ?? '-');
    return deviates(seq, note, { expected, actual: entered.join('|') });
  });
}

function seqsOf(records: readonly JudgedRecord[]): readonly number[] {
  return [...new Set(records.map(({ record }) => record.seq))];
}

function lifted(seq: number, unless: string): Instance {
  const note = { zh: '本案的事实使该项依法不适用', en: 'the facts on record lift it lawfully' };
  return { conclusion: 'exempt', seqs: [seq], note, expected: unless };
}

function judgeGate(judged: JudgedCase, definition: Definition, gate: GateProperty): readonly Instance[] {
  const conditions = conditionsIn(gate.only, '').map(([condition]) => condition);
  return namedBy(gate).flatMap(({ kind, name }): readonly Instance[] => {
    if (kind === 'begins')
      return judgeBeginnings(judged, name, [gate.only, gate.unless], (then, sight) =>
        judgeOccasion(judged, gate, conditions, then, sight),
      );
    const occasions = occasionsOf(judged, definition, kind, name, listOf(gate.from));
    return occasions.map(([at, sight]) => judgeOccasion(judged, gate, conditions, at, sight));
  });
}

function occasionsOf(
  judged: JudgedCase,
  { service = {} }: Definition,
  kind: 'of' | 'serves' | 'work' | 'enters',
  name: string,
  from: readonly string[],
): readonly (readonly [JudgedRecord, Sight])[] {
  switch (kind) {
    case 'of':
      return performancesOf(judged, name).map((at) => [at, sightOfAct(judged, name, at)]);
    case 'work':
      return workDone(judged, name).map((at) => [at, sightOfWork(judged, at)]);
    case 'serves':
      return servicesIn(judged, name)
        .filter(({ failed }) => !failed)
        .map(({ at, id }) => [at, sightOfService(judged, service[name] ?? {}, at, id)]);
    case 'enters':
      return entriesOf(judged, [name])
        .filter(({ left }) => from.length === 0 || left.some((path) => from.includes(path)))
        .map(({ at }) => [at, sightOnEntry(judged, at)]);
  }
}

/** All conditions of a gate on one occasion: the worst of them is what is told. */
function judgeOccasion(
  judged: JudgedCase,
  gate: GateProperty,
  conditions: readonly Condition[],
  at: JudgedRecord,
  sight: Sight,
): Instance {
  const { seq } = at.record;
  const held = conditions.map((condition) =>
    judgeRequirement(judged, asRequirement(gate, condition), at, sight),
  );
  const worst =
    held.find(({ conclusion }) => conclusion === 'deviates') ??
    held.find(({ conclusion }) => conclusion === 'undetermined') ??
    held.find(({ conclusion }) => conclusion === 'exempt');
  if (!worst) return complies(seq);
  if (worst.conclusion !== 'exempt' && gate.unless !== undefined && holdsIn(judged, gate.unless, at, sight))
    return lifted(seq, gate.unless);
  return worst;
}

function asRequirement({ basis, title }: GateProperty, condition: Condition): Requirement {
  return typeof condition === 'string'
    ? { that: condition, basis, say: title }
    : { ...condition, basis, say: title };
}

function judgeLapse(
  judged: JudgedCase,
  definition: Definition,
  { lapse, leads }: LapseProperty,
): readonly Instance[] {
  const clocks = listOf(lapse);
  return judged.records.flatMap((at): readonly Instance[] => {
    const { event, record, before } = at;
    const { seq } = record;
    if (event.cause !== 'lapse' || !event.lapse || !clocks.includes(event.lapse.clock)) return [];
    const sets = factsWanted(definition, leads.sets, at);
    const from = before?.clocks[event.lapse.clock]?.from;
    const wanted = { ...wantedOf(leads, event, from), sets };
    const wrong = mismatch(event, wanted, definition);
    const note = { zh: '届满的后果与规定不符', en: 'another consequence than the law gives it' };
    return [wrong ? deviates(seq, note, wrong) : complies(seq)];
  });
}

function wantedOf(
  { deem, to, effective, records, serve }: LapseProperty['leads'],
  { lapse, on }: CaseEvent,
  from: CaseEvent['on'] | undefined,
): WantedConsequence {
  const days = { from, dueDay: lapse?.dueOn, dayAfter: on };
  const day = effective && days[effective];
  return {
    ...(deem !== undefined && { deem }),
    ...(to === 'breach' && { breach: true as const }),
    ...(day && { effective: day }),
    records: listOf(records),
    ...(serve !== undefined && { serve }),
  };
}
