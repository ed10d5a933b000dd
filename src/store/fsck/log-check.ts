import type { QueryRunner } from 'typeorm';
import { fromHex, sameBytes } from '../../engine/audit/log/bytes.js';
import { growTiles, type KeptTile } from '../../engine/audit/log/tile-growth.js';
import { partialTiles, tilesOf, TILE_WIDTH } from '../../engine/audit/log/tiles.js';
import { TreeFrontier } from '../../engine/audit/log/tree-frontier.js';
import type { BytesHash } from '../../engine/audit/log/tree-hash.js';
import type { Hash } from '../../engine/audit/record.js';
import { checkpointOf } from '../../usecases/log/log-heads.js';
import { LOG_SUITES, type LogSuite } from '../../usecases/log/log-ports.js';
import type { FindingCode, Report } from './finding.js';
import { checkVouchers, type VoucherLaw } from './voucher-check.js';

/** What the log is checked by. */
export interface LogCheckLaw {
  readonly hash: Hash;
  /** Whether the log's key of a suite has signed a note. Absent: the keys are not known here. */
  readonly signedByLog?: (suite: LogSuite, note: string) => boolean;
  /** What cosignatures and time stamps are verified by. Absent: they are not looked at. */
  readonly vouchers?: VoucherLaw;
}

interface Place {
  readonly stream: string;
  readonly seq: number;
}

const CHECKS: readonly (readonly [FindingCode, string, string])[] = [
  [
    'log-entry-missing',
    'neither has an index in the log nor waits for one',
    `select r.stream, r.seq from records r
      where not exists (select 1 from log_entries e where e.stream = r.stream and e.seq = r.seq)
        and not exists (select 1 from sequence_queue q where q.stream = r.stream and q.seq = r.seq)`,
  ],
  [
    'log-entry-wrong',
    'is in the log, but is not that record',
    `select e.stream, e.seq from log_entries e where not exists (
        select 1 from records r where r.stream = e.stream and r.seq = e.seq and r.sha256 = e.sha256 and r.sm3 = e.sm3
      )`,
  ],
  [
    'log-entry-wrong',
    'waits for an index twice, or has one already, or is no record',
    `select q.stream, q.seq from sequence_queue q group by q.stream, q.seq
      having count(*) > 1
        or exists (select 1 from log_entries e where e.stream = q.stream and e.seq = q.seq)
        or not exists (select 1 from records r where r.stream = q.stream and r.seq = q.seq)`,
  ],
  [
    'log-entry-wrong',
    'stands in the log before an earlier record of its stream',
    `select e.stream, e.seq from log_entries e
      left join log_entries b on b.stream = e.stream and b.seq = e.seq - 1
      where e.seq > 0 and (b.index is null or b.index > e.index)`,
  ],
];

const MOST_FINDINGS_OF_A_KIND = 1_000;
const PAGE = 2_000;

/**
 * Checks the log against the records: every one is in it once or waits, in the order of its stream; the tiles are those
 * that follow from the entries; every checkpoint says the root of its size, which makes each consistent with all others;
 * and what others signed of a checkpoint is theirs and is of it.
 */
export async function checkLog(
  runner: QueryRunner,
  log: string,
  law: LogCheckLaw,
  report: Report,
): Promise<void> {
  for (const [code, message, sql] of CHECKS) {
    const places = (await runner.query(`${sql} limit ${MOST_FINDINGS_OF_A_KIND}`)) as Place[];
    for (const { stream, seq } of places) report({ code, message, stream, seq });
  }
  for (const suite of LOG_SUITES) await new SuiteCheck(runner, suite, log, law, report).run();
  if (law.vouchers) await checkVouchers(runner, law.vouchers, report);
}

/** One suite's tree, made again from its entries page by page. */
class SuiteCheck {
  readonly #hash: BytesHash;
  readonly #frontier: TreeFrontier;
  #growing: readonly KeptTile[] = [];

  constructor(
    private readonly runner: QueryRunner,
    private readonly suite: LogSuite,
    private readonly log: string,
    private readonly law: LogCheckLaw,
    private readonly report: Report,
  ) {
    this.#hash = (data) => fromHex(law.hash[suite](data));
    this.#frontier = new TreeFrontier(this.#hash);
  }

  async run(): Promise<void> {
    for (let after = -1; ;) {
      const page = (await this.runner.query(
        `select index::float8 as index, ${this.suite} as leaf from log_entries where index > $1 order by index limit $2`,
        [after, PAGE],
      )) as { index: number; leaf: string }[];
      const last = page.at(-1);
      if (!last) break;
      if (last.index - after !== page.length) {
        this.report({ code: 'log-entry-wrong', message: `there is a gap in the log after index ${after}` });
        return;
      }
      const leaves = page.map(({ leaf }) => fromHex(leaf));
      await this.#checkTiles(after + 1, leaves);
      await this.#checkCheckpoints(after + 1, leaves);
      after = last.index;
    }
    await this.#finish();
  }

  async #checkTiles(size: number, leaves: readonly Uint8Array[]): Promise<void> {
    const tiles = growTiles(size, this.#growing, leaves, this.#hash);
    const end = partialTiles(size + leaves.length);
    const kept = [...this.#growing, ...tiles];
    this.#growing = end.map(
      ({ level, index }) => kept.findLast((tile) => tile.level === level && tile.index === index) as KeptTile,
    );
    for (const tile of tiles) if (tile.width === TILE_WIDTH) await this.#compare(tile);
  }

  async #compare({ level, index, bytes }: KeptTile): Promise<void> {
    const rows = (await this.runner.query(
      'select bytes from log_tiles where suite = $1 and level = $2 and tile = $3',
      [this.suite, level, index],
    )) as { bytes: Buffer }[];
    if (rows[0] && sameBytes(rows[0].bytes, bytes)) return;
    const message = `tile ${index} of level ${level} (${this.suite}) is not what the entries make`;
    this.report({ code: 'log-tile-wrong', message });
  }

  async #checkCheckpoints(size: number, leaves: readonly Uint8Array[]): Promise<void> {
    const rows = (await this.runner.query(
      `select size::float8 as size, note from log_checkpoints where suite = $1 and size > $2 and size <= $3 order by size`,
      [this.suite, size, size + leaves.length],
    )) as { size: number; note: string }[];
    const bySize = new Map(rows.map((row) => [row.size, row.note]));
    for (const leaf of leaves) {
      this.#frontier.add(leaf);
      const note = bySize.get(this.#frontier.size);
      if (note !== undefined) this.#checkCheckpoint(note);
    }
  }

  #checkCheckpoint(note: string): void {
    const { size } = this.#frontier;
    const notes = { sha256: note, sm3: note };
    const checkpoint = checkpointOf(this.log, { size, notes }, this.suite);
    const wrong = (message: string): void =>
      this.report({
        code: 'log-checkpoint-wrong',
        message: `the checkpoint of ${size} (${this.suite}) ${message}`,
      });
    if (!checkpoint || !sameBytes(checkpoint.root, this.#frontier.root()))
      wrong('is not that of the entries');
    if (this.law.signedByLog?.(this.suite, note) === false) wrong('is not signed by the log’s key');
  }

  async #finish(): Promise<void> {
    for (const tile of this.#growing) await this.#compare(tile);
    const { size } = this.#frontier;
    const [row] = (await this.runner.query(
      `select (select count(*)::integer from log_tiles where suite = $1) as tiles,
        (select count(*)::integer from log_checkpoints where suite = $1 and size > $2) as beyond`,
      [this.suite, size],
    )) as [{ tiles: number; beyond: number }];
    if (row.tiles !== tilesOf(size).length) {
      const message = `there are ${row.tiles} tiles (${this.suite}), a log of ${size} entries has ${tilesOf(size).length}`;
      this.report({ code: 'log-tile-wrong', message });
    }
    if (row.beyond > 0) {
      const message = `${row.beyond} checkpoints (${this.suite}) are of more entries than the ${size} there are`;
      this.report({ code: 'log-checkpoint-wrong', message });
    }
  }
}
