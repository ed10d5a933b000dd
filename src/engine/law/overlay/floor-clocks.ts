import { SAFE_CONVENTIONS, type Conventions } from '../../clock/conventions.js';
import type { ClockKind, Term } from '../../clock/deadline.js';
import type { ClockDefinition, Definition, Text } from '../definition.js';
import { Subject } from '../lint/subject.js';
import { conventionWeakenings } from './floor-conventions.js';
import { extensionWeakenings, suspensionWeakenings } from './floor-pauses.js';
import { compareTerms, type Comparison, type CountedTerm } from './compare-terms.js';
import { type ClockPair, isHouseNumber, weaker } from './clock-pair.js';
import type { OverlaySource } from './overlay-source.js';
import { sameThing, without } from './same-thing.js';
import type { Weakening, WeakeningKind } from './weakening.js';

/** Terms that give less than the level above wants: a shorter minimum, a longer maximum, a shorter lead. */
export function clockWeakenings(above: Definition, here: Definition, overlay: OverlaySource): Weakening[] {
  return Object.entries(above.clocks).flatMap(([name, clock]) => {
    const now = here.clocks[name];
    const pair: ClockPair = {
      name,
      above: clock,
      here: now ?? clock,
      local: overlay.change?.clocks?.[name]?.basis,
    };
    if (!now) return [changed(pair, { zh: '该期限被取消', en: 'the term is gone' })];
    if (sameThing(without(clock, 'basis'), without(now, 'basis'))) return [];
    if (clock.kind === 'ceiling' && bindsParty(above, name, clock)) return [cutShort(pair)];
    return [
      ...fixedParts(pair),
      ...termWeakenings(pair, above.conventions),
      ...promiseWeakenings(pair),
      ...alternativeWeakenings(pair, above.conventions),
      ...conventionWeakenings(pair, above.conventions),
      ...extensionWeakenings(pair),
      ...suspensionWeakenings(pair),
    ];
  });
}

const COMPARED = ['basis', 'term', 'promised', 'conventions', 'alternatives', 'extend', 'suspend'] as const;

function fixedParts(pair: ClockPair): Weakening[] {
  if (sameThing(without(pair.above, ...COMPARED), without(pair.here, ...COMPARED))) return [];
  return [
    changed(pair, {
      zh: '期限的种类、起算和逾期后果不得改动',
      en: 'kind, start and consequence of a term stay as they are',
    }),
  ];
}

function changed(pair: ClockPair, why: Text): Weakening {
  return weaker(pair, 'clock-changed', `/clocks/${pair.name}`, pair.above.term, pair.here.term, why);
}

/** What binds a party is not made tighter, and what binds the authority beside it not looser: it stays. */
function cutShort(pair: ClockPair): Weakening {
  const path = `/clocks/${pair.name}/${sameThing(pair.above.term, pair.here.term) ? 'conventions' : 'term'}`;
  const why = {
    zh: '该期限约束的是当事人，改变即可能减损其权利',
    en: 'this term binds a party, whose right a change may cut short',
  };
  return weaker(pair, 'right-shortened', path, pair.above.term, pair.here.term, why);
}

function termWeakenings(pair: ClockPair, conventions: Partial<Conventions> | undefined): Weakening[] {
  const { above, here, name } = pair;
  if (!above.term || !here.term || sameThing(above.term, here.term) || isHouseNumber(above)) return [];
  const path = `/clocks/${name}/term`;
  const result = compareTerms(counted(here, here.term, conventions), counted(above, above.term, conventions));
  const why = reasonAgainst(above.kind, result);
  return why ? [weaker(pair, KINDS[above.kind], path, above.term, here.term, why)] : [];
}

const KINDS: Readonly<Record<ClockKind, WeakeningKind>> = {
  ceiling: 'ceiling-lengthened',
  floor: 'floor-shortened',
  lead: 'lead-shortened',
  fixed: 'clock-changed',
};

/** How a term is counted here; what the procedure leaves open is counted in the safe way. */
function counted(
  clock: ClockDefinition,
  term: Term,
  definition: Partial<Conventions> | undefined,
): CountedTerm {
  const conventions: Conventions = { ...SAFE_CONVENTIONS, ...definition, ...clock.conventions };
  const rolls =
    clock.kind === 'floor' ? conventions.minimum === 'rollForward' : conventions.restDayEnd === 'roll';
  return { term, startDay: clock.kind === 'lead' ? 'excluded' : conventions.startDay, rolls };
}

/** Why a term compared so is weaker; undefined when it is as tight for every start day. */
function reasonAgainst(kind: ClockKind, result: Comparison): Text | undefined {
  if (result === 'same') return undefined;
  if (result === 'undecided') {
    return {
      zh: '两种期限单位不同，无法证明对每一起算日都不低于上位规定',
      en: 'the units differ, and it cannot be shown that no start day gives less',
    };
  }
  const ceiling = kind === 'ceiling';
  if (result === (ceiling ? 'shorter' : 'longer')) return undefined;
  if (result === 'shorter') return { zh: '期限更短', en: 'it is shorter' };
  if (result === 'longer') return { zh: '期限更长', en: 'it is longer' };
  if (ceiling === (result === 'sometimesShorter')) {
    return {
      zh: '两种期限单位不同，无法证明对每一起算日都不低于上位规定',
      en: 'the units differ, and it cannot be shown that no start day gives less',
    };
  }
  return ceiling
    ? { zh: '在某些起算日期限更长', en: 'from some start days it is longer' }
    : { zh: '在某些起算日期限更短', en: 'from some start days it is shorter' };
}

/** A term in which a party may or must do something: its tasks are a party's, or its end takes a right away. */
function bindsParty(definition: Definition, name: string, clock: ClockDefinition): boolean {
  if (clock.onLapse?.end !== undefined) return true;
  return new Subject(definition).nodes.some(({ state }) =>
    (state.tasks ?? []).some(
      (task) =>
        (task.clock === name || (task.clock === undefined && (state.clocks ?? []).includes(name))) &&
        definition.posts[task.post]?.kind === 'party',
    ),
  );
}

function promiseWeakenings(pair: ClockPair): Weakening[] {
  const { above, here, name } = pair;
  if (sameThing(above.promised, here.promised) || !above.promised) return [];
  const path = `/clocks/${name}/promised`;
  const result = here.promised && compareTerms(plain(here.promised), plain(above.promised));
  const why =
    result === undefined ? { zh: '取消了承诺', en: 'the promise is gone' } : reasonAgainst('ceiling', result);
  return why ? [weaker(pair, 'promise-weakened', path, above.promised, here.promised, why)] : [];
}

function plain(term: Term): CountedTerm {
  return { term, startDay: 'excluded', rolls: true };
}

/** Those of the level above stay first and as they are; further ones are compared with the term that they stand for. */
function alternativeWeakenings(pair: ClockPair, conventions: Partial<Conventions> | undefined): Weakening[] {
  const { above, here, name } = pair;
  const before = above.alternatives ?? [];
  const now = here.alternatives ?? [];
  if (!sameThing(before, now.slice(0, before.length))) {
    return [changed(pair, { zh: '法定的其他期限不得改动', en: 'the other terms of the law stay' })];
  }
  return now.slice(before.length).flatMap((alternative, index) => {
    const path = `/clocks/${name}/alternatives/${before.length + index}`;
    if (!above.term) return [];
    const result = compareTerms(
      counted(here, alternative.term, conventions),
      counted(above, above.term, conventions),
    );
    const why = reasonAgainst(above.kind, result);
    const local: ClockPair = { ...pair, local: alternative.basis };
    const extended = alternative.extend
      ? extensionWeakenings({ ...local, here: { ...here, extend: alternative.extend } }, path)
      : [];
    const promise = above.promised && !alternative.promised;
    return [
      ...(why ? [weaker(local, KINDS[above.kind], `${path}/term`, above.term, alternative.term, why)] : []),
      ...(promise
        ? [
            weaker(local, 'promise-weakened', path, above.promised, undefined, {
              zh: '取消了承诺',
              en: 'the promise is gone',
            }),
          ]
        : []),
      ...extended,
    ];
  });
}
