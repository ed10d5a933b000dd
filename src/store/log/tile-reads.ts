import type { DataSource } from 'typeorm';
import type { BytesHash } from '../../engine/audit/log/tree-hash.js';
import { HASH_BYTES } from '../../engine/audit/log/tree-hash.js';
import type { NodeReader } from '../../engine/audit/log/tree-proof.js';
import type { TreeNode } from '../../engine/audit/log/tree-shape.js';
import { nodeInTile, tileWith } from '../../engine/audit/log/tiles.js';
import type { LogSuite } from '../../usecases/log/log-ports.js';
import { LogTilesMissing } from '../../usecases/log/log-tiles-missing.js';
import { runNamed, type NamedStatement } from '../named-statement.js';

const TILES: NamedStatement = {
  name: 'log-tiles',
  text: `select t.level, t.tile::float8 as tile, t.bytes from log_tiles t
    join unnest($2::integer[], $3::bigint[]) as w(level, tile) on t.level = w.level and t.tile = w.tile
    where t.suite = $1`,
};

interface TileValues {
  readonly level: number;
  readonly tile: number;
  readonly bytes: Buffer;
}

/** A tile by its place in its tree. */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
}

/** How the statement is run: on the pool, or on the connection that holds the sequencer's lock. */
export type RunStatement = <Row extends object>(
  statement: NamedStatement,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

/** Statements on any connection of the pool. */
export function onPool(dataSource: DataSource): RunStatement {
  return (statement, values) => runNamed(dataSource, statement, values);
}

/** Bytes of these tiles as they stand now, by `level/index`; those that are not there are left out. */
export async function readTiles(
  run: RunStatement,
  suite: LogSuite,
  places: readonly TilePlace[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = new Map(places.map((place) => [keyOf(place), place]));
  if (wanted.size === 0) return new Map();
  const rows = await run<TileValues>(TILES, [
    suite,
    [...wanted.values()].map(({ level }) => level),
    [...wanted.values()].map(({ index }) => index),
  ]);
  return new Map(rows.map(({ level, tile, bytes }) => [keyOf({ level, index: tile }), bytes]));
}

/**
 * A reader that has these nodes of a suite's tree. Their tiles are read once.
 *
 * @throws LogTilesMissing from the reader, when the tiles do not hold a node
 */
export async function readNodes(
  run: RunStatement,
  suite: LogSuite,
  nodes: readonly TreeNode[],
  hash: BytesHash,
): Promise<NodeReader> {
  const tiles = await readTiles(
    run,
    suite,
    nodes.map((node) => tileWith(node).tile),
  );
  return (node) => {
    const { tile, to } = tileWith(node);
    const bytes = tiles.get(keyOf(tile));
    if (!bytes || bytes.length < to * HASH_BYTES) throw new LogTilesMissing(suite, tile.level, tile.index);
    return nodeInTile(node, bytes, hash);
  };
}

function keyOf({ level, index }: TilePlace): string {
  return `${level}/${index}`;
}
