import type { Term } from '../../clock/deadline.js';
import type { ClockDefinition, Text } from '../definition.js';
import { basisList } from '../states.js';
import { limitWords } from './in-words.js';
import type { Weakening, WeakeningKind } from './weakening.js';

/** A clock of the level above and the same clock here. */
export interface ClockPair {
  readonly name: string;
  readonly above: ClockDefinition;
  readonly here: ClockDefinition;
  readonly local: Weakening['local']['basis'];
}

/** A weakening of a term, with both values in words. */
export function weaker(
  pair: ClockPair,
  kind: WeakeningKind,
  path: string,
  above: Term | undefined,
  here: Term | undefined,
  why: Text,
): Weakening {
  const none = { zh: '无', en: 'nothing' };
  return {
    kind,
    path,
    about: pair.above.title,
    above: { basis: pair.above.basis, says: above ? limitWords(pair.above.kind, above) : none },
    local: { basis: pair.local, says: here ? limitWords(pair.above.kind, here) : none },
    why,
  };
}

/** `正程 …` among the provisions of a term says that no law gives its number: a local rule may, and then it binds those below. */
export function isHouseNumber({ basis }: ClockDefinition): boolean {
  return basisList(basis).some((provision) => provision.startsWith('正程 '));
}
