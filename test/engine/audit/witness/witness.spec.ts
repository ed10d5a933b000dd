import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatNote, parseNote } from '../../../../src/engine/audit/log/signed-note.js';
import {
  formatAddCheckpoint,
  parseAddCheckpoint,
} from '../../../../src/engine/audit/witness/add-checkpoint.js';
import {
  considerCheckpoint,
  type WitnessMeans,
  type Witnessed,
} from '../../../../src/engine/audit/witness/consider-checkpoint.js';
import { checkSignature, sha256Bytes, sm3Bytes } from '../../../../src/outside/crypto/note-keys.js';
import { MemoryLog } from '../../../support/memory-log.js';

/** The body that C2SP tlog-witness publishes. */
const PUBLISHED = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`;

const log = new MemoryLog('audit.example/2026').append(...Array.from({ length: 40 }, (_, n) => `entry ${n}`));
const means: WitnessMeans = {
  logs: [log.signers.sha256.key, log.signers.sm3.key],
  check: checkSignature,
  hashOf: { ed25519: sha256Bytes, sm2: sm3Bytes },
};

/** A witness in memory. */
class Memory {
  readonly kept = new Map<string, Witnessed>();

  ask(body: string): number {
    const found = considerCheckpoint((origin) => this.kept.get(origin), body, means);
    if (found.status === 200) this.kept.set(found.checkpoint.origin, found.checkpoint);
    return found.status;
  }
}

describe('a request to a witness', () => {
  it('is the one that the specification publishes', () => {
    const request = parseAddCheckpoint(PUBLISHED);
    expect(request).toMatchObject({ oldSize: 20_852_014n });
    expect(request?.proof).toHaveLength(4);
    expect(formatAddCheckpoint(request as NonNullable<typeof request>)).toBe(PUBLISHED);
  });

  it.each([
    ['nothing', ''],
    ['a size with a zero before', PUBLISHED.replace('old 2', 'old 02')],
    ['no size', PUBLISHED.replace('old 20852014\n', '')],
    ['a proof that is no hash', PUBLISHED.replace('PlRN', 'PlR')],
    ['no empty line', PUBLISHED.replace('0=\n\nexample', '0=\nexample').replace('\n\n—', '\n—')],
    ['no signature', PUBLISHED.slice(0, PUBLISHED.indexOf('—'))],
    ['a proof of 64 lines', PUBLISHED.replace('\nPlRN', `${`\n${'A'.repeat(43)}=`.repeat(60)}\nPlRN`)],
  ])('is refused with %s', (_, body) => {
    expect(new Memory().ask(body)).toBe(400);
  });
});

describe.each(['sha256', 'sm3'] as const)('a witness of the log of %s', (suite) => {
  it('cosigns what continues what it has seen, and the same again', () => {
    const witness = new Memory();
    const steps = [
      [0, 1],
      [1, 1],
      [1, 7],
      [7, 8],
      [8, 40],
    ] as const;
    for (const [old, size] of steps) expect(witness.ask(log.request(suite, old, size))).toBe(200);
  });

  it('says what it has seen last when the log believes something else', () => {
    const witness = new Memory();
    witness.ask(log.request(suite, 0, 7));
    const found = considerCheckpoint((origin) => witness.kept.get(origin), log.request(suite, 3, 9), means);
    expect(found).toEqual({ status: 409, size: 7n, origin: log.signers[suite].key.name });
    expect(witness.ask(log.request(suite, 0, 9))).toBe(409);
  });

  it('refuses a second history with every proof that there is', () => {
    const witness = new Memory();
    witness.ask(log.request(suite, 0, 20));
    const fork = log.fork(['another beginning', ...log.entries.slice(1), 'and more']);
    for (let old = 0; old <= 30; old++) {
      const status = witness.ask(fork.request(suite, old, 30));
      expect(status).toBe(old === 20 ? 422 : 409);
    }
    expect(witness.ask(fork.request(suite, 20, 20))).toBe(422);
    expect(witness.ask(log.request(suite, 20, 40))).toBe(200);
  });

  it('refuses an unknown log, a missing signature and a forged one', () => {
    const witness = new Memory();
    const stranger = new MemoryLog('another.example').append('a');
    expect(witness.ask(stranger.request(suite, 0))).toBe(404);
    const imposter = new MemoryLog(log.origin).append(...log.entries);
    expect(witness.ask(imposter.request(suite, 0))).toBe(403);
    const body = log.request(suite, 0, 8);
    const forged = body.replace('\n8\n', '\n9\n');
    expect(witness.ask(forged)).toBe(403);
  });

  it('refuses an old size beyond the checkpoint, a proof from nothing, and a root of nothing that is none', () => {
    const witness = new Memory();
    expect(witness.ask(log.request(suite, 9, 8))).toBe(400);
    const request = parseAddCheckpoint(log.request(suite, 0, 8)) as NonNullable<
      ReturnType<typeof parseAddCheckpoint>
    >;
    expect(witness.ask(formatAddCheckpoint({ ...request, proof: [new Uint8Array(32)] }))).toBe(422);
    expect(witness.ask(log.request(suite, 0, 0))).toBe(200);
    const signer = log.signers[suite];
    const text = `${signer.key.name}\n0\n${Buffer.alloc(32).toString('base64')}\n`;
    const note = formatNote({ text, signatures: [signer.sign(text)] });
    const checkpoint = parseNote(note) as NonNullable<ReturnType<typeof parseNote>>;
    expect(new Memory().ask(formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint }))).toBe(422);
  });

  it('whatever it is asked by two histories, all that it cosigned is one of them', () => {
    const beginning = log.entries.slice(0, 5);
    const other = log.fork([...beginning, ...Array.from({ length: 35 }, (_, n) => `other ${n}`)]);
    const step = fc.record({ fork: fc.boolean(), old: fc.nat(12), size: fc.nat(12), knows: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const witness = new Memory();
        const cosigned: { readonly fork: boolean; readonly size: number }[] = [];
        for (const { fork, old, size, knows } of steps) {
          const kept = Number(witness.kept.get(log.signers[suite].key.name)?.size ?? 0);
          const status = witness.ask((fork ? other : log).request(suite, knows ? kept : old, size));
          if (status === 200) cosigned.push({ fork, size });
        }
        const beyond = cosigned.filter(({ size }) => size > beginning.length);
        expect(new Set(beyond.map(({ fork }) => fork)).size).toBeLessThanOrEqual(1);
        expect(cosigned.map(({ size }) => size)).toEqual(
          cosigned.map(({ size }) => size).toSorted((a, b) => a - b),
        );
      }),
      { numRuns: suite === 'sha256' ? 60 : 15 },
    );
  });
});
