import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import { Dice, type Files } from '../attacks/attack.js';
import { LINES, linesIn, putLines, RENEWALS, SCOPE } from '../attacks/cut-bundle.js';
import { bundle } from '../attacks/target.js';
import { textIn } from '../edited-bundle.js';
import { type BundleMap, rebuilt, zipped } from '../sample-bundle.js';

/** Values that are seldom what a member of the format must be. */
const ODD: readonly unknown[] = [
  ...[null, true, -1, 0, 1, 7, Number.MAX_SAFE_INTEGER, '', 'x', '\u0000', '0'.repeat(64), 'ab'.repeat(32)],
  ...['.tsr', 'a.tsr', 'zz.tsr'],
  ...[[], {}, [[]], [null], [`${'A'.repeat(43)}=`], { sha256: '0'.repeat(64), sm3: '0'.repeat(64) }],
];
const MANIFESTS = ['manifest-sha256.txt', 'manifest-sm3.txt', 'tagmanifest-sha256.txt'];
/** In a bundle with renewals these are tampered with more than anything else. */
const RENEWAL_STEPS = Array.from({ length: 2 * LINES.length }, () => RENEWALS);
type Holder = Record<string | number, unknown>;

/** A member somewhere in a value, and what holds it. */
function membersIn(value: unknown): readonly (readonly [Holder, string | number])[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.keys(value).map((key) => [value as Holder, key] as const);
  return own.flatMap((one) => [one, ...membersIn(one[0][one[1]])]);
}

/** The text with an odd value in one place, a member more, or one less. */
function oddly(text: string, dice: Dice): string {
  const value: unknown = JSON.parse(text);
  const members = membersIn(value);
  if (members.length === 0) return text;
  const [holder, key] = dice.of(members);
  const way = dice.below(8);
  if (way === 0) delete holder[key];
  else if (way === 1) holder['zz'] = dice.of(ODD);
  else if (way < 4 && typeof holder[key] === 'number') holder[key] = holder[key] + (way === 2 ? 1 : -1);
  else holder[key] = dice.of(ODD);
  try {
    return canonicalJson(value);
  } catch {
    return text;
  }
}

/** One step of a forger who does not know what he does. @returns what it was */
function step(files: BundleMap, dice: Dice, whole: Files): string {
  const name = dice.of(whole.has(RENEWALS) ? [...LINES, ...RENEWAL_STEPS] : [...LINES, SCOPE, ...LINES]);
  if (!files.has(name)) return `${name} stays away`;
  if (name === SCOPE) {
    files.set(SCOPE, Buffer.from(oddly(textIn(files, SCOPE), dice)));
    return `${name} oddly`;
  }
  const lines = linesIn(files, name);
  const at = dice.below(lines.length + 1);
  const to = dice.below(lines.length + 1);
  const line = lines[at] ?? '';
  const way = dice.of(['drop', 'again', 'move', 'odd', 'odd', 'odd', 'foreign', 'cut', 'null']);
  if (way === 'drop') lines.splice(at, 1 + dice.below(3));
  if (way === 'again') lines.splice(to, 0, line);
  if (way === 'move') lines.splice(to, 0, ...lines.splice(at, 1));
  if (way === 'odd' && line.startsWith('{')) lines[at] = oddly(line, dice);
  if (way === 'foreign') lines.splice(at, 0, dice.of(linesIn(whole, dice.of(LINES))));
  if (way === 'null') lines.splice(at, 0, dice.of(['null', '0', '[]', '{}', '""', '', '{"a":-0}', '1e3']));
  putLines(files, name, lines);
  if (way === 'cut') files.set(name, (files.get(name) as Uint8Array).slice(0, -1));
  return `${name} ${way} ${at} ${to}`;
}

/**
 * Bundles with several things wrong at once, the same at each run: how what is wrong bears upon the rest.
 *
 * @param whole the bundle that nobody touched
 */
export function* tangles(
  count: number,
  whole: Files = bundle,
): Generator<readonly [how: string, bytes: Uint8Array]> {
  const dice = new Dice(11);
  for (let n = 0; n < count; n++) {
    const files = new Map(whole);
    const steps = Array.from({ length: 1 + dice.below(3) }, () => step(files, dice, whole));
    const way = dice.below(12);
    if (way === 0) files.delete(dice.of([...files.keys()]));
    if (way === 1) {
      const name = dice.of(MANIFESTS);
      const lines = linesIn(files, name);
      lines.splice(
        dice.below(lines.length + 1),
        dice.below(2),
        dice.of([...linesIn(whole, dice.of(MANIFESTS)), 'x']),
      );
      putLines(files, name, lines);
    }
    yield [`${n}: ${steps.join('; ')}; ${way}`, way < 4 ? zipped(files) : rebuilt(files)];
  }
}
