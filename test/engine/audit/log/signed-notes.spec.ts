import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sm2, sm3 } from 'sm-crypto-v2';
import { fromBase64, toBase64 } from '../../../../src/engine/audit/log/base64.js';
import { formatCheckpoint, parseCheckpoint } from '../../../../src/engine/audit/log/checkpoint.js';
import { formatLogProof, parseLogProof } from '../../../../src/engine/audit/log/log-proof.js';
import { formatNoteKey, type NoteKey, parseNoteKey } from '../../../../src/engine/audit/log/note-key.js';
import { formatNote, parseNote, verifyNote } from '../../../../src/engine/audit/log/signed-note.js';
import { parsePolicy } from '../../../../src/engine/audit/log/trust-policy.js';
import { nodeHash } from '../../../../src/outside/crypto/node-hash.js';
import {
  checkSignature,
  generateNoteKey,
  noteSigner,
  sha256Bytes,
} from '../../../../src/outside/crypto/note-keys.js';

/** The example that C2SP signed-note publishes. */
const PUBLISHED_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const PUBLISHED_NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const CHECKPOINT = formatCheckpoint({
  ...{ origin: 'audit.yunling.example/2026', size: 20_852_163n },
  ...{ root: new Uint8Array(32).fill(7), extensions: [] },
});

const keyOf = (text: string): NoteKey => parseNoteKey(text, sha256Bytes) as NoteKey;
const note = (text: string) => parseNote(text) as NonNullable<ReturnType<typeof parseNote>>;

describe('signed notes', () => {
  it('verifies the note that the specification publishes, and no other text under its signature', () => {
    const key = keyOf(PUBLISHED_KEY);
    expect(formatNoteKey(key)).toBe(PUBLISHED_KEY);
    expect(formatNote(note(PUBLISHED_NOTE))).toBe(PUBLISHED_NOTE);
    expect(verifyNote(note(PUBLISHED_NOTE), [key], checkSignature)).toEqual({ signedBy: [{ key }] });
    const changed = note(PUBLISHED_NOTE.replace('example message', 'example massage'));
    expect(verifyNote(changed, [key], checkSignature)).toEqual({ forged: key });
  });

  it.each(['ed25519', 'sm2'] as const)(
    'signs with %s what verifies, and no bit of it may change',
    (algorithm) => {
      const signer = noteSigner('audit.yunling.example/2026', algorithm, generateNoteKey(algorithm));
      const key = keyOf(formatNoteKey(signer.key));
      const signed = { text: CHECKPOINT, signatures: [signer.sign(CHECKPOINT)] };
      expect(verifyNote(note(formatNote(signed)), [key], checkSignature)).toEqual({ signedBy: [{ key }] });
      fc.assert(
        fc.property(fc.nat(CHECKPOINT.length * 8 - 1), (bit) => {
          const bytes = Buffer.from(CHECKPOINT);
          bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
          const verdict = verifyNote({ ...signed, text: bytes.toString('latin1') }, [key], checkSignature);
          expect(verdict).toEqual({ forged: key });
        }),
        { numRuns: 40 },
      );
    },
  );

  it('ignores signatures by keys that nobody here knows, and refuses what a known key did not make', () => {
    const mine = noteSigner('a.example/log', 'ed25519', generateNoteKey('ed25519'));
    const other = noteSigner('b.example/log', 'ed25519', generateNoteKey('ed25519'));
    const both = { text: CHECKPOINT, signatures: [other.sign(CHECKPOINT), mine.sign(CHECKPOINT)] };
    expect(verifyNote(both, [mine.key], checkSignature)).toEqual({ signedBy: [{ key: mine.key }] });
    const posing = { ...other.sign(CHECKPOINT), name: mine.key.name, id: mine.key.id };
    const forged = { text: CHECKPOINT, signatures: [mine.sign(CHECKPOINT), posing] };
    expect(verifyNote(forged, [mine.key], checkSignature)).toEqual({ forged: mine.key });
  });

  it('binds the time of a cosignature', () => {
    const witness = noteSigner('witness.example/w1', 'ed25519-cosignature', generateNoteKey('ed25519'));
    const line = witness.sign(CHECKPOINT, 1_795_000_000n);
    const seen = verifyNote({ text: CHECKPOINT, signatures: [line] }, [witness.key], checkSignature);
    expect(seen).toEqual({ signedBy: [{ key: witness.key, time: 1_795_000_000n }] });
    const later = { ...line, signature: Uint8Array.from(line.signature, (b, at) => (at === 7 ? b ^ 1 : b)) };
    const verdict = verifyNote({ text: CHECKPOINT, signatures: [later] }, [witness.key], checkSignature);
    expect(verdict).toEqual({ forged: witness.key });
  });

  it.each([
    ['no signature', 'text\n\n'],
    ['no empty line', 'text\n— a.example AAAAAAA=\n'],
    ['a control character', 'te\u0001xt\n\n— a.example AAAAAAA=\n'],
    ['a signature that is no Base 64', 'text\n\n— a.example AAAA*AA=\n'],
    ['bits left over in Base 64', 'text\n\n— a.example AAAAAAB=\n'],
    ['nothing behind the key id', 'text\n\n— a.example AAAAAA==\n'],
    ['a name with a plus', 'text\n\n— a+b AAAAAAA=\n'],
    ['no newline at the end', 'text\n\n— a.example AAAAAAA='],
  ])('reads no note with %s', (_, source) => {
    expect(parseNote(source)).toBeUndefined();
  });
});

describe('SM2 signatures as the standard has them', () => {
  const pem = generateNoteKey('sm2');
  const signer = noteSigner('audit.yunling.example/2026/sm3', 'sm2', pem);
  const publicKey = Buffer.from(signer.key.publicKey).toString('hex');
  // Node 20 cannot export the number of an SM2 key (it aborts): in the file it follows SEC 1's version.
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64').toString('hex');
  const secret = der.slice(der.indexOf('0201010420') + 10).slice(0, 64);
  const identity = { hash: true, der: true, userId: '1234567812345678' } as const;

  it('are verified by sm-crypto-v2, an implementation by others, with the standard identity and with no other', () => {
    const signature = Buffer.from(signer.sign(CHECKPOINT).signature).toString('hex');
    const verified = (text: string, userId: string): boolean =>
      sm2.doVerifySignature(text, signature, publicKey, { ...identity, userId });
    expect(verified(CHECKPOINT, identity.userId)).toBe(true);
    expect(verified(`${CHECKPOINT} `, identity.userId)).toBe(false);
    expect(verified(CHECKPOINT, '')).toBe(false);
  });

  it('are what sm-crypto-v2 makes', () => {
    const signature = Buffer.from(sm2.doSignature(CHECKPOINT, secret, identity), 'hex');
    const line = { name: signer.key.name, id: signer.key.id, signature };
    expect(verifyNote({ text: CHECKPOINT, signatures: [line] }, [signer.key], checkSignature)).toEqual({
      signedBy: [{ key: signer.key }],
    });
  });

  it('hash as the standard’s examples and as sm-crypto-v2', () => {
    // GB/T 32905-2016, appendix A.
    expect(nodeHash.sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(nodeHash.sm3('abcd'.repeat(16))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(nodeHash.sm3(bytes)).toBe(sm3(bytes));
      }),
      { numRuns: 50 },
    );
  });
});

describe('checkpoints', () => {
  it('are read as they are written, at every size up to 64 bits', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 2n ** 64n - 1n),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (size, root) => {
          const checkpoint = { origin: 'a.example/log', size, root, extensions: [] };
          expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
        },
      ),
    );
  });

  it.each([
    ['a size with a leading zero', 'o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a size beyond 64 bits', 'o\n18446744073709551616\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a short root', 'o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n'],
    ['an empty line', 'o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nx\n'],
    ['two lines', 'o\n1\n'],
  ])('are none with %s', (_, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });
});

describe('proof files', () => {
  it('are read as they are written', () => {
    const signer = noteSigner('a.example/log', 'ed25519', generateNoteKey('ed25519'));
    const checkpoint = { text: CHECKPOINT, signatures: [signer.sign(CHECKPOINT)] };
    fc.assert(
      fc.property(
        fc.bigInt(0n, 2n ** 64n - 1n),
        fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 64 }),
        (index, hashes) => {
          const read = parseLogProof(formatLogProof({ index, hashes, checkpoint }));
          expect(read?.index).toBe(index);
          expect(read?.hashes).toEqual(hashes);
          expect(formatNote(read?.checkpoint ?? checkpoint)).toBe(formatNote(checkpoint));
        },
      ),
    );
  });
});

describe('Base 64', () => {
  it('is that of everybody else, and read in its one form only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    for (const bad of ['A', 'AA', 'AA=', 'AB==', 'A===', 'AAA*', 'AA==AAAA', ' AAA']) {
      expect(fromBase64(bad)).toBeUndefined();
    }
  });
});

describe('a trust policy', () => {
  const witnesses = [1, 2, 3].map((n) =>
    noteSigner(`witness.example/w${n}`, 'ed25519-cosignature', generateNoteKey('ed25519')),
  );
  const log = noteSigner('a.example/log', 'ed25519', generateNoteKey('ed25519'));
  const lines = [
    '# whom the audit office believes',
    `log ${formatNoteKey(log.key)} https://a.example/log`,
    ...witnesses.map(({ key }, n) => `witness w${n + 1} ${formatNoteKey(key)}`),
  ];
  const read = (...more: readonly string[]) => parsePolicy([...lines, ...more].join('\n'), sha256Bytes);

  it('counts the witnesses that its groups ask for', () => {
    const parsed = read('group two 2 w1 w2', 'group all all two w3', 'quorum all');
    if (!parsed.ok) throw new Error(parsed.problem);
    const { policy } = parsed;
    const [first, second, third] = policy.witnesses as [NoteKey, NoteKey, NoteKey];
    expect(policy.logs.map(({ name }) => name)).toEqual(['a.example/log']);
    expect(policy.isQuorum([first, second, third])).toBe(true);
    expect(policy.isQuorum([first, third])).toBe(false);
    expect(policy.isQuorum([first, second])).toBe(false);
  });

  it.each([
    ['no quorum', []],
    ['two quorums', ['quorum w1', 'quorum w2']],
    ['a quorum that is not defined', ['quorum w9']],
    ['a group that asks for more than it has', ['group g 3 w1 w2', 'quorum g']],
    ['a member of two groups', ['group g any w1', 'group h any w1', 'quorum h']],
    ['a name taken twice', ['group w1 any w2', 'quorum w1']],
    ['a log twice', [`log ${formatNoteKey(log.key)}`, 'quorum w1']],
    ['a log that is a witness', [`log ${formatNoteKey((witnesses[0] as typeof log).key)}`, 'quorum w1']],
    ['an unknown word', ['trust everybody', 'quorum w1']],
  ])('is refused with %s', (_, more) => {
    expect(read(...more)).toMatchObject({ ok: false });
  });
});
