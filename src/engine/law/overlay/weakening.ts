import type { Basis, LawReference, Text } from '../definition.js';
import type { Problem } from '../problem.js';
import { provisionLine } from '../provision-text.js';
import { basisList } from '../states.js';
import { problemAt, type SourceMap } from '../source-map.js';

/** In how a local rule is weaker than the rule above it. Codes of problems, each refused. */
export type WeakeningKind =
  | 'floor-shortened'
  | 'ceiling-lengthened'
  | 'right-shortened'
  | 'lead-shortened'
  | 'promise-weakened'
  | 'convention-weakened'
  | 'extension-widened'
  | 'suspension-widened'
  | 'clock-changed'
  | 'requirement-removed'
  | 'power-widened'
  | 'separation-removed'
  | 'duty-made-optional'
  | 'composition-weakened'
  | 'property-removed'
  | 'step-made-optional'
  | 'way-around'
  | 'foreign-effect'
  | 'rule-changed';

/** A place where a lower level gives less than the level above demands. */
export interface Weakening {
  readonly kind: WeakeningKind;
  /** JSON pointer into the definition with the overlay laid over it. */
  readonly path: string;
  /** Whether the place is the key. */
  readonly atKey?: boolean;
  /** What the rule is about: the title of a term, an act, a post. */
  readonly about: Text;
  /** The rule above, what it demands. */
  readonly above: { readonly basis: Basis | undefined; readonly says: Text };
  /** The local rule, what it gives. */
  readonly local: { readonly basis: Basis | undefined; readonly says: Text };
  /** Why that is weaker. */
  readonly why: Text;
}

/** Chinese and English of a text. */
export function bothOf(text: Text): { readonly zh: string; readonly en: string } {
  return typeof text === 'string' ? { zh: text, en: text } : { zh: text.zh, en: text.en ?? text.zh };
}

/** The refusal of a weakening: both provisions by article, both values, and the reason, in Chinese and English. */
export function weakeningProblem(
  weakening: Weakening,
  law: Readonly<Record<string, LawReference>>,
  source: SourceMap,
): Problem {
  const { above, local } = weakening;
  const [about, rule, here, why] = [weakening.about, above.says, local.says, weakening.why].map(bothOf);
  const zh = `「${about?.zh}」低于上位规定：${cite(above.basis, law)}规定${rule?.zh}；${cite(local.basis, law)}规定${here?.zh}。${why?.zh}，不予采用`;
  const en = `"${about?.en}" is weaker than the level above: ${plain(above.basis)} demands ${rule?.en}, ${plain(local.basis)} gives ${here?.en}; ${why?.en}`;
  return problemAt(source, {
    code: weakening.kind,
    path: weakening.path,
    message: `${zh} / ${en}`,
    ...(weakening.atKey && { atKey: true }),
  });
}

function cite(basis: Basis | undefined, law: Readonly<Record<string, LawReference>>): string {
  const line = basis === undefined ? '' : provisionLine(basis, law);
  return line === '' ? plain(basis) : line;
}

function plain(basis: Basis | undefined): string {
  const list = basisList(basis);
  return list.length === 0 ? '（未注明条文）' : list.join('、');
}
