import { formatCheckpoint, parseCheckpoint } from '../../../../src/engine/audit/log/checkpoint.js';
import { formatNoteKey } from '../../../../src/engine/audit/log/note-key.js';
import {
  formatNote,
  type NoteSignature,
  parseNote,
  type SignedNote,
} from '../../../../src/engine/audit/log/signed-note.js';
import { textIn } from '../edited-bundle.js';
import { type BundleMap, sampleBundle } from '../sample-bundle.js';
import { type SampleLog, sampleLog } from '../sample-log.js';
import type { Attack } from './attack.js';
import { rewritten } from './rewritten-log.js';
import { bundle, log, opened } from './target.js';

const NOTES = { sha256: 'data/checkpoint/sha256.note', sm3: 'data/checkpoint/sm3.note' } as const;
/** Somebody with keys of his own, under the same names. */
const stranger = sampleLog({ seed: 77, records: 8 }).keys;
/** Order of the group of Ed25519. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

function attack(how: string, given: BundleMap, more: Partial<Attack> = {}): Attack {
  return { kind: 'keys', how, given, rebuild: true, ...more };
}

function noteIn(name: string): SignedNote {
  return parseNote(textIn(bundle, name)) as SignedNote;
}

function withNote(name: string, note: SignedNote): BundleMap {
  return opened().set(name, Buffer.from(formatNote(note)));
}

/** Other keys, other signatures, other notes than those that the auditor trusts. */
export function* keyAttacks(): Generator<Attack> {
  yield* policies();
  for (const suite of ['sha256', 'sm3'] as const) {
    yield* signatures(suite);
    yield* notes(suite);
  }
  const signer = (keys: Partial<SampleLog['keys']>): BundleMap =>
    sampleBundle({ ...log, keys: { ...log.keys, ...keys } });
  yield attack('a stranger signs as the log', signer(stranger), { code: 'log-not-trusted' });
  yield attack('a stranger signs the SHA-256 checkpoints', signer({ sha256: stranger.sha256 }), {
    ...{ code: 'log-not-trusted', places: [{ file: NOTES.sha256 }] },
  });
  yield attack('a stranger signs the SM3 checkpoints', signer({ sm3: stranger.sm3 }), {
    ...{ code: 'log-not-trusted', places: [{ file: NOTES.sm3 }] },
  });
  yield attack('a stranger cosigns', signer({ witness: stranger.witness }), {
    ...{ code: 'quorum-not-met', places: [{ file: NOTES.sha256 }] },
  });
}

function* policies(): Generator<Attack> {
  const lines = log.policy.split('\n');
  const of = (...kept: readonly string[]): string => `${kept.join('\n')}\n`;
  const [sha256 = '', sm3 = '', witness = '', quorum = ''] = lines;
  const rotated = `log ${formatNoteKey(stranger.sha256.key)}`;
  for (const [how, policy, code] of [
    ['of another log', sampleLog({ seed: 77, records: 8 }).policy, 'log-not-trusted'],
    ['after the rotation of the log key', of(rotated, sm3, witness, quorum), 'log-not-trusted'],
    [
      'of another witness',
      log.policy.replace(/^witness .*$/m, (line) =>
        line.replace(/ \S+$/, ` ${formatNoteKey(stranger.witness.key)}`),
      ),
      'quorum-not-met',
    ],
    [
      'of a key of an unknown algorithm',
      of(sha256.replace(/\+[^+]+$/, '+/wBB'), sm3, witness, quorum),
      'policy-malformed',
    ],
    [
      'of two witnesses, both asked for',
      of(
        sha256,
        sm3,
        witness,
        `witness w2 ${formatNoteKey(stranger.witness.key)}`,
        'group g all audit-office w2',
        'quorum g',
      ),
      'quorum-not-met',
    ],
    ['without a quorum line', of(sha256, sm3, witness), 'policy-malformed'],
    ['of nobody', of('quorum none'), 'log-not-trusted'],
  ] as const)
    yield attack(`a policy ${how}`, opened(), { policy, code });
}

function* signatures(suite: 'sha256' | 'sm3'): Generator<Attack> {
  const name = NOTES[suite];
  const note = noteIn(name);
  const at = { places: [{ file: name }] };
  for (const [n, signature] of note.signatures.entries()) {
    const whose = `signature ${n + 1} of ${name}`;
    const put = (one: NoteSignature): BundleMap =>
      withNote(name, { ...note, signatures: note.signatures.toSpliced(n, 1, one) });
    const code = n === 0 ? 'log-not-trusted' : 'quorum-not-met';
    yield attack(`${whose} by an unknown algorithm`, put({ ...signature, id: 'ffffffff' }), { ...at, code });
    yield attack(`${whose} under another name`, put({ ...signature, name: 'somebody.example' }), {
      ...at,
      code,
    });
    const others = {
      sha256: [stranger.sha256.sign(note.text), stranger.witness.sign(note.text, 1n)],
      sm3: [stranger.sm3.sign(note.text)],
    };
    const forged = { ...signature, signature: (others[suite][n] as NoteSignature).signature };
    yield attack(`${whose} by a stranger, under the true id`, put(forged), {
      ...at,
      code: 'signature-forged',
    });
    for (const [how, bytes] of Object.entries(respelt(suite, signature.signature)))
      yield attack(`${whose} ${how}`, put({ ...signature, signature: bytes }), {
        ...at,
        code: 'signature-forged',
      });
    yield attack(`${whose} twice`, withNote(name, { ...note, signatures: [...note.signatures, signature] }), {
      lesser: 'never-recorded',
    });
  }
  const unknown = { name: 'somebody.example', id: '01020304', signature: new Uint8Array(64) };
  yield attack(
    `a signature more in ${name}`,
    withNote(name, { ...note, signatures: [...note.signatures, unknown] }),
    {
      lesser: 'unknown-signatures',
    },
  );
  const many = Array.from({ length: 65 }, () => unknown);
  yield attack(`65 signatures in ${name}`, withNote(name, { ...note, signatures: many }), {
    ...at,
    code: 'checkpoint-malformed',
  });
}

/** The same signature in other bytes, none of which is the one that the standard has. */
function respelt(suite: 'sha256' | 'sm3', signature: Uint8Array): Readonly<Record<string, Uint8Array>> {
  const all = {
    'with a byte more': Buffer.concat([signature, Buffer.from([0])]),
    'a byte short': signature.slice(0, -1),
    'all zero': new Uint8Array(signature.length),
  };
  if (suite === 'sha256') {
    const low = Buffer.from(signature.slice(-32)).reverse();
    const high = (BigInt(`0x${low.toString('hex')}`) + ORDER).toString(16).padStart(64, '0');
    return {
      ...all,
      'with S + L': Buffer.concat([signature.slice(0, -32), Buffer.from(high, 'hex').reverse()]),
    };
  }
  // SEQUENCE of two INTEGER: a zero octet more in front of the first, and the length in two octets.
  const [, length = 0, , first = 0] = signature;
  const integers = signature.slice(2);
  const padded = Buffer.concat([Buffer.from([0x30, length + 1, 0x02, first + 1, 0]), integers.slice(2)]);
  const long = Buffer.concat([Buffer.from([0x30, 0x81, length]), integers]);
  return { ...all, 'with a zero more': padded, 'with a long length': long };
}

function* notes(suite: 'sha256' | 'sm3'): Generator<Attack> {
  const name = NOTES[suite];
  const note = noteIn(name);
  const { keys } = log;
  const at = { places: [{ file: name }] };
  const signedAnew = (text: string, signer = keys[suite]): BundleMap =>
    withNote(name, {
      text,
      signatures: [signer.sign(text), ...(suite === 'sha256' ? [keys.witness.sign(text, 1n)] : [])],
    });
  const checkpoint = parseCheckpoint(note.text);
  if (!checkpoint) throw new Error(`${name} has no checkpoint`);
  const other = { ...checkpoint, origin: suite === 'sha256' ? `${log.origin}/sm3` : log.origin };
  const changes = {
    'of another origin': formatCheckpoint({ ...checkpoint, origin: 'other.example/2026' }),
    'under the origin of the other suite': formatCheckpoint(other),
    'with a size less': formatCheckpoint({ ...checkpoint, size: checkpoint.size - 1n }),
    'with a size of 2^64 - 1': formatCheckpoint({ ...checkpoint, size: 2n ** 64n - 1n }),
    'with an extension': formatCheckpoint({ ...checkpoint, extensions: ['extension'] }),
    'with a zero before the size': note.text.replace(/\n(\d+)\n/, '\n0$1\n'),
    'with a size of 2^64': note.text.replace(/\n(\d+)\n/, '\n18446744073709551616\n'),
  };
  // All of them signed by the true keys of the log and the witness: what is wrong is what they say.
  for (const [how, text] of Object.entries(changes)) yield attack(`${name} ${how}`, signedAnew(text), at);
  const otherSuite = suite === 'sha256' ? 'sm3' : 'sha256';
  yield attack(
    `${name} is that of the other suite`,
    opened().set(name, bundle.get(NOTES[otherSuite]) as Uint8Array),
    {
      ...{ ...at, code: 'checkpoint-differs' },
    },
  );
  yield attack(`${name} signed by the key of the other suite`, signedAnew(note.text, keys[otherSuite]), {
    ...at,
    code: 'log-not-trusted',
  });
  const forged = rewritten(log, (one, index) => (index === 3 ? { ...one, type: 'comment.rejected' } : one));
  const tree = sampleBundle(forged).get(name) as Uint8Array;
  yield attack(`${name} of another tree, truly signed`, opened().set(name, tree), {
    ...{ code: 'proof-fails', places: [{ file: `data/proofs/${suite}.jsonl`, line: 1 }] },
  });
}
