import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import { TestAuthority } from '../../test-authority.js';
import { type BundleMap, sampleBundle } from '../sample-bundle.js';
import type { Attack, Dice } from './attack.js';
import { ANCHORS, linesIn, putLines } from './cut-bundle.js';
import { authority, bundle, log, opened, STAMPED_AT, stampedSize } from './target.js';

const TOKEN = `data/anchors/${stampedSize}/authority.tsr`;
const LINE = linesIn(bundle, ANCHORS).length;

/** Stamps over something else, by somebody else, or spoilt. */
export function* stampAttacks(dice: Dice): Generator<Attack> {
  const attack = (how: string, given: BundleMap, more: Partial<Attack> = {}): Attack => ({
    ...{ kind: 'stamps', how, given, rebuild: true, ...more },
  });
  const spoilt = { code: 'stamp-fails', places: [{ file: TOKEN }] } as const;
  const put = (token: Uint8Array): BundleMap => opened().set(TOKEN, token);
  const token = Buffer.from(bundle.get(TOKEN) as Uint8Array);
  yield attack('over another text', put(authority.tokenOver('duecourse-stamp/v1\nanother')), spoilt);
  yield attack('over nothing', put(authority.tokenOver('')), spoilt);
  const texts: string[] = [];
  sampleBundle(log, { stamps: (_, message) => (texts.push(Buffer.from(message).toString()), {}) });
  for (const text of texts.slice(0, -1))
    yield attack('over an older checkpoint', put(authority.tokenOver(text)), spoilt);
  const text = texts.at(-1) as string;
  for (const [how, other] of Object.entries({
    'without the name of the format': text.slice(text.indexOf('\n') + 1),
    'of the SHA-256 note alone': text.split('\n').slice(0, 4).join('\n'),
    'with the notes in the other order': text.replace(
      /^([^\n]*\n)((?:[^\n]*\n){3})((?:[^\n]*\n){3})$/,
      '$1$3$2',
    ),
    'with a newline more': `${text}\n`,
  }))
    yield attack(`over the text ${how}`, put(authority.tokenOver(other)), spoilt);
  const stranger = new TestAuthority('stranger', () => STAMPED_AT);
  yield attack('by an authority that nobody trusts', put(stranger.tokenOver(text)), {
    lesser: 'stamps-not-anchored',
  });
  const namesake = new TestAuthority('authority', () => STAMPED_AT);
  yield attack('by an authority of the same name', put(namesake.tokenOver(text)), {
    lesser: 'stamps-not-anchored',
  });
  const late = new TestAuthority('late', () => '2150-01-01T00:00:00.000Z');
  yield attack('when the certificate was over', put(late.tokenOver(text)), spoilt);
  for (let n = 0; n < 120; n++)
    yield attack('cut off', put(token.subarray(0, dice.below(token.length))), spoilt);
  for (let n = 0; n < 300; n++) {
    const bytes = Buffer.from(token);
    const at = dice.below(bytes.length);
    bytes[at] = ((bytes[at] as number) + 1 + dice.below(255)) % 256;
    yield attack(`another byte at ${at}`, put(bytes), spoilt);
  }
  yield attack('with a byte more', put(Buffer.concat([token, Buffer.from([0])])), spoilt);
  yield* lists(attack);
}

function* lists(
  attack: (how: string, given: BundleMap, more?: Partial<Attack>) => Attack,
): Generator<Attack> {
  const listing = (stamps: readonly string[], at = LINE): BundleMap => {
    const files = opened();
    const lines = linesIn(files, ANCHORS);
    lines[at - 1] = canonicalJson({ ...(JSON.parse(lines[at - 1] as string) as object), stamps });
    putLines(files, ANCHORS, lines);
    return files;
  };
  yield attack('not listed', listing([]), { code: 'anchor-file-surplus', places: [{ file: TOKEN }] });
  yield attack('listed twice', listing(['authority.tsr', 'authority.tsr']), {
    places: [{ file: ANCHORS, line: LINE }],
  });
  yield attack('listed, and not there', listing(['authority.tsr', 'b.tsr']), { code: 'anchor-file-missing' });
  yield attack('under a name that leads elsewhere', listing(['../authority.tsr']), {
    places: [{ file: ANCHORS, line: LINE }],
  });
  const moved = listing(['authority.tsr'], 1);
  const { size } = JSON.parse(linesIn(bundle, ANCHORS)[0] as string) as { readonly size: number };
  moved.set(`data/anchors/${size}/authority.tsr`, bundle.get(TOKEN) as Uint8Array);
  yield attack('with another checkpoint as well', moved, {
    ...{ code: 'stamp-fails', places: [{ file: `data/anchors/${size}/authority.tsr` }] },
  });
  const gone = listing([]);
  gone.delete(TOKEN);
  yield attack('left out', gone, { lesser: 'no-stamp' });
}
