import type { KeptTile } from '../../src/engine/audit/log/tile-growth.js';
import { nodeInTile, tileWith } from '../../src/engine/audit/log/tiles.js';
import { HASH_BYTES } from '../../src/engine/audit/log/tree-hash.js';
import { LOG_HASHES } from '../../src/outside/crypto/log-hashes.js';
import type { LogEntry, LogSuite } from '../../src/usecases/log/log-ports.js';
import type { LogStore, LogWriter, SignedHeads, WaitingRecord } from '../../src/usecases/log/log-store.js';
import { LogTilesMissing } from '../../src/usecases/log/log-tiles-missing.js';
import type { TrustedCheckpoint } from '../../src/usecases/log/trusted-checkpoint.js';

/** What a database holds of the log. Nothing in it is changed in place, so that keeping it is a backup. */
export interface LogRows {
  readonly queue: readonly WaitingRecord[];
  readonly entries: readonly LogEntry[];
  readonly tiles: Readonly<Record<LogSuite, ReadonlyMap<string, Uint8Array>>>;
  readonly checkpoints: readonly SignedHeads[];
}

const NONE: LogRows = {
  ...{ queue: [], entries: [], checkpoints: [] },
  tiles: { sha256: new Map(), sm3: new Map() },
};

/** The log's database in memory: `rows` can be kept, and put back. */
export class MemoryLogStore implements LogStore {
  rows = NONE;
  private places = 0;

  /** Adds records to the queue, each with leaves of its own. */
  queue(names: readonly string[]): void {
    const waiting = names.map((stream): WaitingRecord => {
      const leaf = (suite: LogSuite): string =>
        Buffer.from(LOG_HASHES[suite](Buffer.from(stream))).toString('hex');
      return {
        place: ++this.places,
        ...{ stream, seq: 0, leaf: { sha256: leaf('sha256'), sm3: leaf('sm3') } },
      };
    });
    this.rows = { ...this.rows, queue: [...this.rows.queue, ...waiting] };
  }

  hasWork(): Promise<boolean> {
    const { queue, entries, checkpoints } = this.rows;
    return Promise.resolve(queue.length > 0 || entries.length > (checkpoints.at(-1)?.size ?? 0));
  }

  exclusively<T>(work: (log: LogWriter) => Promise<T>): Promise<T> {
    return work(this.writer());
  }

  writer(): LogWriter {
    return {
      size: () => Promise.resolve(this.rows.entries.length),
      nodes: (suite) =>
        Promise.resolve((node) => {
          const { tile, to } = tileWith(node);
          const bytes = this.rows.tiles[suite].get(`${tile.level}/${tile.index}`);
          if (!bytes || bytes.length < to * HASH_BYTES)
            throw new LogTilesMissing(suite, tile.level, tile.index);
          return nodeInTile(node, bytes, LOG_HASHES[suite]);
        }),
      publishedAtMost: (size) =>
        Promise.resolve(this.rows.checkpoints.findLast((heads) => heads.size <= size)),
      vouchedSize: () => Promise.resolve(this.rows.checkpoints.at(-1)?.size ?? 0),
      waiting: (limit) => Promise.resolve(this.rows.queue.slice(0, limit)),
      tiles: (suite, tiles) =>
        Promise.resolve(
          tiles.flatMap(({ level, index }): KeptTile[] => {
            const bytes = this.rows.tiles[suite].get(`${level}/${index}`);
            return bytes ? [{ level, index, width: bytes.length / HASH_BYTES, bytes }] : [];
          }),
        ),
      append: (batch) => {
        const { queue, entries, tiles } = this.rows;
        const grown = (suite: LogSuite): ReadonlyMap<string, Uint8Array> =>
          new Map([
            ...tiles[suite],
            ...batch.tiles[suite].map(({ level, index, bytes }) => [`${level}/${index}`, bytes] as const),
          ]);
        this.rows = {
          ...this.rows,
          queue: queue.filter(({ place }) => !batch.places.includes(place)),
          entries: [...entries, ...batch.entries],
          tiles: { sha256: grown('sha256'), sm3: grown('sm3') },
        };
        return Promise.resolve();
      },
      publish: (heads) => {
        this.rows = { ...this.rows, checkpoints: [...this.rows.checkpoints, heads] };
        return Promise.resolve();
      },
    };
  }
}

/** The trusted checkpoint in memory. */
export class MemoryTrusted implements TrustedCheckpoint {
  heads: SignedHeads | undefined;

  read(): Promise<SignedHeads | undefined> {
    return Promise.resolve(this.heads);
  }

  replace(expected: SignedHeads | undefined, next: SignedHeads): Promise<boolean> {
    const isExpected = JSON.stringify(this.heads) === JSON.stringify(expected);
    if (isExpected) this.heads = next;
    return Promise.resolve(isExpected);
  }

  archive(): Promise<void> {
    return Promise.resolve();
  }

  setAside(): Promise<void> {
    this.heads = undefined;
    return Promise.resolve();
  }
}
