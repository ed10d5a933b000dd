import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import type { BundleMap } from '../sample-bundle.js';
import { AUTHORITIES, renewedBundle, renewedLog, textAt } from '../renewed-target.js';
import { TestAuthority } from '../../test-authority.js';
import type { Attack, Dice } from './attack.js';
import { flipsIn } from './bits.js';
import { ANCHORS, linesIn, putLines, RECORDS, RENEWALS, type RecordPlace, valuesIn } from './cut-bundle.js';

const bundle: ReadonlyMap<string, Uint8Array> = renewedBundle();
const fileOf = (name: string): string =>
  [...bundle.keys()].find((file) => file.endsWith(`/${name}`)) as string;
const FIRST = fileOf('first.tsr');
const SECOND = fileOf('second.tsr');
const LIST = fileOf('first.crl');
const opened = (): BundleMap => new Map(bundle);

/** Stamps that were renewed, and lists of revoked certificates: looked at when the first certificates have ended. */
export function* renewalAttacks(dice: Dice): Generator<Attack> {
  yield attack('a bundle that nobody touched', opened(), { lesser: 'revocation-not-checked' });
  for (const name of [RENEWALS, LIST, SECOND]) {
    const flip = flipsIn(bundle, name);
    const { length } = bundle.get(name) as Uint8Array;
    for (let n = 0; n < 60; n++) yield { ...flip(dice.below(length), dice.below(8)), kind: 'stamps' };
  }
  yield* editedLines();
  yield* editedLists();
  yield* editedStamps();
}

function attack(how: string, given: BundleMap, more: Partial<Attack> = {}): Attack {
  return { ...{ kind: 'stamps', how, given, rebuild: true }, ...more };
}

interface Line {
  readonly index: number;
  readonly name: string;
  readonly record: number;
  readonly size: number;
}

function* editedLines(): Generator<Attack> {
  const lines = valuesIn<Line>(bundle, RENEWALS);
  const [one, other] = lines as [Line, Line];
  const put = (how: string, all: readonly object[], more: Partial<Attack> = {}): Attack => {
    const files = opened();
    putLines(files, RENEWALS, all.map(canonicalJson));
    return attack(how, files, { places: [{ file: RENEWALS }], ...more });
  };
  const fails = { code: 'renewal-fails', places: [{ file: RENEWALS, line: 1 }] } as const;
  const surplus = { code: 'renewal-surplus', places: [{ file: RENEWALS, line: 2 }] } as const;
  const published = valuesIn<RecordPlace & { readonly type: string }>(bundle, RECORDS).findIndex(
    ({ type }) => type === 'heads.published',
  );
  const hash = Buffer.alloc(32).toString('base64');
  yield put('renewed by the other record', [{ ...one, record: other.record }, other], fails);
  yield put('renewed by a record that renews nothing', [{ ...one, record: published }, other], fails);
  yield put('renewed by no record', [{ ...one, record: 10_000 }, other], fails);
  yield put('at another place of the tree', [{ ...one, index: 1 }, other], fails);
  yield put('with a path', [{ ...one, sm3: [hash] }, other], fails);
  for (const [how, odd] of Object.entries({
    'a path that is none': { ...one, sha256: ['no'] },
    'a name of no stamp': { ...one, name: '.tsr' },
    'a member more': { ...one, more: 1 },
  }))
    yield put(`with ${how}`, [odd, other], {
      ...{ code: 'renewal-malformed', places: [{ file: RENEWALS, line: 1 }] },
    });
  yield put('behind a line of no stamp', [{ ...other, size: other.size + 1 }, other], surplus);
  yield put('twice', [one, one, other], surplus);
  yield put('in the other order', [other, one], surplus);
  yield put('of a stamp that there is not', [one, { ...other, name: 'fourth.tsr' }], surplus);
  yield put('with the second for the first', [{ ...other, size: one.size, name: one.name }], fails);
  for (const left of [[one], [other], []])
    yield put(`${left.length} of two left`, left, { lesser: 'stamps-expired' });
  const without = opened();
  without.delete(RENEWALS);
  yield attack('the file of renewals left out', without, { lesser: 'stamps-expired' });
}

function* editedLists(): Generator<Attack> {
  const [from, to] = ['2026-03-01T00:00:00.000Z', '2026-03-08T00:00:00.000Z'];
  const list = bundle.get(LIST) as Uint8Array;
  const put = (how: string, bytes: Uint8Array, more: Partial<Attack> = {}): Attack =>
    attack(`a list ${how}`, opened().set(LIST, bytes), {
      ...{ code: 'revocations-fail', places: [{ file: LIST }] },
      ...more,
    });
  for (const length of [0, 1, 40, list.length - 1]) yield put(`cut to ${length}`, list.subarray(0, length));
  yield put('with a byte more', Buffer.concat([list, Buffer.of(0)]));
  yield put('of another issuer', AUTHORITIES['third.tsr'].revocationList({ from, to }));
  yield put(
    'by a namesake of the issuer',
    new TestAuthority('first', () => from).revocationList({ from, to }),
  );
  const listing = (how: string, edit: (line: Readonly<Record<string, unknown>>) => object): BundleMap => {
    const files = opened();
    const edited = linesIn(files, ANCHORS).map((line) =>
      line.includes('first.crl') ? canonicalJson(edit(JSON.parse(line) as Record<string, unknown>)) : line,
    );
    putLines(files, ANCHORS, edited);
    return files;
  };
  const unlisted = listing('not listed', ({ lists: _, ...line }) => line);
  yield attack('a list that is not listed', unlisted, {
    ...{ code: 'anchor-file-surplus', places: [{ file: LIST }] },
  });
  const gone = new Map(unlisted);
  gone.delete(LIST);
  yield attack('a list left out', gone, { lesser: 'revocation-not-checked' });
  const missing = opened();
  missing.delete(LIST);
  yield attack('a list that is listed, and not there', missing, { code: 'anchor-file-missing' });
  for (const lists of [[], ['first.tsr'], ['first.crl', 'first.crl'], ['../first.crl'], 'first.crl'])
    yield attack(
      `lists ${JSON.stringify(lists)}`,
      listing('', (line) => ({ ...line, lists })),
      { code: 'anchor-malformed' },
    );
  yield put(
    'in which the certificate is',
    AUTHORITIES['first.tsr'].revocationList({ from, to, revoked: from }),
    { lesser: 'stamps-revoked' },
  );
}

function* editedStamps(): Generator<Attack> {
  const swapped = opened()
    .set(FIRST, bundle.get(SECOND) as Uint8Array)
    .set(SECOND, bundle.get(FIRST) as Uint8Array);
  yield attack('two stamps exchanged', swapped, { code: 'stamp-fails', places: [{ file: FIRST }] });
  // Made today over the old text, by whoever: it is not the token that was renewed.
  const size = Number(FIRST.split('/')[2]);
  for (const [how, authority] of Object.entries({
    'the same authority': AUTHORITIES['first.tsr'],
    'another one': AUTHORITIES['third.tsr'],
  })) {
    const token = authority.tokenOver(textAt(renewedLog, size));
    const files = opened().set(FIRST, token);
    yield attack(`a renewed stamp made anew by ${how}`, files, {
      ...{ code: 'renewal-fails', places: [{ file: RENEWALS, line: 1 }] },
    });
  }
}
