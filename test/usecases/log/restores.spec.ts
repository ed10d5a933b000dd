import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromHex } from '../../../src/engine/audit/log/bytes.js';
import { parseCheckpoint } from '../../../src/engine/audit/log/checkpoint.js';
import { parseNote, verifyNote } from '../../../src/engine/audit/log/signed-note.js';
import { TreeFrontier } from '../../../src/engine/audit/log/tree-frontier.js';
import { systemNow } from '../../../src/outside/clock/system-now.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { checkSignature, generateNoteKey, noteSigner } from '../../../src/outside/crypto/note-keys.js';
import { LOG_SUITES, type LogSuite } from '../../../src/usecases/log/log-ports.js';
import type { SignedHeads } from '../../../src/usecases/log/log-store.js';
import { ledgerStanding } from '../../../src/usecases/log/log-standing.js';
import { type Sealing, sealLog, type SealingPorts } from '../../../src/usecases/log/seal-log.js';
import { shownCheckpoint } from '../../../src/usecases/log/shown-checkpoint.js';
import { type LogRows, MemoryLogStore, MemoryTrusted } from '../../support/memory-log-store.js';

const LOG = 'restores.example/log';
const SIGNERS = {
  sha256: noteSigner(LOG, 'ed25519', generateNoteKey('ed25519')),
  sm3: noteSigner(`${LOG}/sm3`, 'sm2', generateNoteKey('sm2')),
};

/** What happens to an installation. A copy is of the database and of the file; `file`: it is put back too. */
type Event =
  | { readonly kind: 'append'; readonly records: number }
  | { readonly kind: 'seal' | 'copy' | 'witness' }
  | { readonly kind: 'restore'; readonly copy: number; readonly file: boolean };

const life = fc.constantFrom<Event>(
  { kind: 'append', records: 1 },
  { kind: 'append', records: 7 },
  { kind: 'append', records: 130 },
  ...(['seal', 'seal', 'seal', 'copy', 'witness'] as const).map((kind) => ({ kind })),
);
const restore = fc.record({ kind: fc.constant('restore' as const), copy: fc.nat(9), file: fc.boolean() });
const some = fc.array(life, { minLength: 4, maxLength: 14 });
/** Every life has a restore, some two. */
const lives = fc
  .tuple(some, restore, some, fc.option(restore, { nil: undefined }), some)
  .map(([before, first, between, second, after]): readonly Event[] => [
    { kind: 'copy' },
    ...before,
    first,
    ...between,
    ...(second ? [second] : []),
    ...after,
    { kind: 'append', records: 1 },
    { kind: 'seal' },
  ]);

function rootOver(leaves: readonly string[], suite: LogSuite): string {
  const frontier = new TreeFrontier(LOG_HASHES[suite]);
  for (const leaf of leaves) frontier.add(fromHex(leaf));
  return Buffer.from(frontier.root()).toString('hex');
}

/** An installation with its file, its witness, and a book of all that its keys ever signed. */
class Town {
  readonly store = new MemoryLogStore();
  readonly trusted = new MemoryTrusted();
  readonly copies: { readonly rows: LogRows; readonly heads: SignedHeads | undefined }[] = [];
  /** Leaves under the largest checkpoint that somebody outside the database still knows of. */
  known: readonly string[] = [];
  restores = { harmless: 0, noticed: 0 };
  private shown: string[] = [];
  private witnessed = '';
  private appended = 0;
  private readonly seal: () => Promise<Sealing>;
  private readonly ports: SealingPorts;

  constructor() {
    this.ports = {
      ...{ log: LOG, hashes: LOG_HASHES, trusted: this.trusted, store: this.store, now: systemNow },
      signers: {
        sha256: { key: SIGNERS.sha256.key, sign: (text) => this.sign('sha256', text) },
        sm3: { key: SIGNERS.sm3.key, sign: (text) => this.sign('sm3', text) },
      },
      signedByLog: (suite, text) => {
        const note = parseNote(text);
        const verdict = note && verifyNote(note, [SIGNERS[suite].key], checkSignature);
        return verdict !== undefined && 'signedBy' in verdict && verdict.signedBy.length === 1;
      },
      witnessed: {
        open: () => Promise.resolve(this.shown),
        keep: () => Promise.resolve(),
        giveUp: () => Promise.resolve(),
      },
    };
    this.seal = sealLog(this.ports);
  }

  /** Every signature must be over what continues all that is known, and over what the database has. */
  private sign(suite: LogSuite, text: string) {
    const { size, root } = parseCheckpoint(text) as NonNullable<ReturnType<typeof parseCheckpoint>>;
    const leaves = this.store.rows.entries.map(({ leaf }) => leaf[suite]);
    expect([Number(size), Buffer.from(root).toString('hex')]).toEqual([
      leaves.length,
      rootOver(leaves, suite),
    ]);
    if (suite === 'sha256') {
      expect(leaves.length).toBeGreaterThan(this.known.length);
      expect(leaves.slice(0, this.known.length)).toEqual(this.known);
      this.known = leaves;
    }
    return SIGNERS[suite].sign(text);
  }

  standing() {
    return ledgerStanding(this.ports, this.store.writer());
  }

  async live(event: Event): Promise<void> {
    switch (event.kind) {
      case 'append':
        // A record has one name in all histories.
        this.store.queue(Array.from({ length: event.records }, () => `record-${this.appended++}`));
        return;
      case 'seal':
        await this.seal();
        return;
      case 'copy':
        this.copies.push({ rows: this.store.rows, heads: this.trusted.heads });
        return;
      case 'witness':
        this.witness();
        return;
      case 'restore':
        await this.putBack(event.copy % this.copies.length, event.file);
    }
  }

  /** The witness takes only what goes on from what it has. */
  private witness(): void {
    const { heads } = this.trusted;
    if ((heads?.size ?? 0) > this.witnessedSize()) this.witnessed = heads?.notes.sha256 ?? '';
  }

  private witnessedSize(): number {
    return shownCheckpoint(this.ports, this.witnessed)?.size ?? 0;
  }

  private async putBack(at: number, file: boolean): Promise<void> {
    const copy = this.copies[at];
    if (!copy) return;
    this.store.rows = copy.rows;
    if (file) this.trusted.heads = copy.heads;
    // What neither the file nor the witness knows any more is known from receipts only.
    const outside = Math.max(this.trusted.heads?.size ?? 0, this.witnessedSize());
    this.known = this.known.slice(0, outside);
    // The sealing process starts again, and compares with its witness first.
    if (this.witnessedSize() > copy.rows.entries.length) this.shown = [this.witnessed];
    const standing = await this.standing();
    const has = copy.rows.entries.length;
    const isSame = copy.rows.entries.slice(0, outside).every(({ leaf }, n) => leaf.sha256 === this.known[n]);
    if (has < outside) expect(standing).toMatchObject({ kind: 'behind', size: has, from: has });
    else if (isSame) expect(standing).toEqual({ kind: 'sound', size: has });
    else expect(standing.kind).toBe('different');
    this.restores[standing.kind === 'sound' ? 'harmless' : 'noticed'] += 1;
  }
}

describe('restores to random points', () => {
  it('are noticed, or take nothing away that was signed and is still known outside the database', async () => {
    const restores = { harmless: 0, noticed: 0 };
    await fc.assert(
      fc.asyncProperty(lives, async (events) => {
        const town = new Town();
        for (const event of events) await town.live(event);
        restores.harmless += town.restores.harmless;
        restores.noticed += town.restores.noticed;
        const { kind } = await town.standing();
        const size = town.trusted.heads?.size ?? 0;
        if (kind === 'sound') expect(size).toBe(town.store.rows.entries.length);
        else expect(town.restores.noticed).toBeGreaterThan(0);
      }),
      { numRuns: 50, seed: 21 },
    );
    expect(restores.noticed).toBeGreaterThan(40);
    expect(restores.harmless).toBeGreaterThan(10);
  });

  it('of the file alone to an older checkpoint take nothing away either: the published ones go on being continued', async () => {
    const town = new Town();
    for (const event of [{ kind: 'append', records: 5 }, { kind: 'seal' }, { kind: 'copy' }] as const)
      await town.live(event);
    const older = town.trusted.heads;
    await town.live({ kind: 'append', records: 5 });
    await town.live({ kind: 'seal' });
    town.trusted.heads = older;
    expect(await town.standing()).toEqual({ kind: 'sound', size: 10 });
    await town.live({ kind: 'append', records: 1 });
    await town.live({ kind: 'seal' });
    expect(town.known).toHaveLength(11);
    // A database that has published more than it has: one table was put back.
    const { rows } = town.store;
    town.trusted.heads = older;
    town.store.rows = { ...rows, entries: rows.entries.slice(0, 7) };
    expect(await town.standing()).toEqual({ kind: 'behind', size: 7, trusted: 11, from: 7 });
    expect(LOG_SUITES.map((suite) => rows.tiles[suite].size)).toEqual([1, 1]);
  });
});
