import type { QueryRunner } from 'typeorm';
import type { Hash } from '../../../engine/audit/record.js';
import { poolDigest } from '../../../engine/panel/draw.js';
import type { PoolExpert } from '../../../engine/panel/draw-words.js';
import type { PanelState } from '../../../engine/panel/panel-state.js';
import { storedRows, type RowsFold } from './stream-rows.js';

/** The pool of a panel: the first record has its digest. */
export class PanelRows implements RowsFold {
  constructor(
    private readonly stream: string,
    private readonly hash: Hash,
  ) {}

  visit(): void {
    // Whatever comes after the pool is in the state.
  }

  async finish(runner: QueryRunner, state: object): Promise<readonly string[]> {
    const [row] = await storedRows(runner, 'panel_pools', 'where t.stream = $1', [this.stream]);
    if (!row) return ['panel_pools: is missing'];
    const { pool, experts, hash: suite } = state as PanelState;
    const stored = readPool(row['pool']);
    const same = stored?.length === experts && poolDigest(stored, suite, this.hash) === pool;
    return same ? [] : ['panel_pools: its digest is not the one on record'];
  }
}

function readPool(text: unknown): readonly PoolExpert[] | undefined {
  try {
    const pool: unknown = JSON.parse(String(text));
    return Array.isArray(pool) ? (pool as PoolExpert[]) : undefined;
  } catch {
    return undefined;
  }
}
