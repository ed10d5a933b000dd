import { Defect } from '../../defect.js';
import { nodeHash, type BytesHash, HASH_BYTES } from './tree-hash.js';
import { nodeInTile, type Tile, TILE_WIDTH } from './tiles.js';

/** A tile with its hashes, 32 bytes each. */
export interface KeptTile extends Tile {
  readonly bytes: Uint8Array;
}

/**
 * The tiles that change when leaves are added to a tree: those that grow and those that begin. Costs as much as there
 * are new leaves, whatever the size of the tree.
 *
 * @param size of the tree so far
 * @param partial its `partialTiles(size)` with their bytes
 * @param leaves hashes of the new leaves, in order
 * @throws Defect when a growing tile is missing or not as wide as the size says
 */
export function growTiles(
  size: number,
  partial: readonly KeptTile[],
  leaves: readonly Uint8Array[],
  hash: BytesHash,
): readonly KeptTile[] {
  const changed: KeptTile[] = [];
  let hashes = leaves;
  for (let level = 0, width = size; hashes.length > 0; level++, width = Math.floor(width / TILE_WIDTH)) {
    const grown = growLevel(level, width, partial, hashes);
    changed.push(...grown);
    hashes = grown.filter((tile) => tile.width === TILE_WIDTH).map((tile) => rootOfTile(tile, hash));
  }
  return changed;
}

function growLevel(
  level: number,
  width: number,
  partial: readonly KeptTile[],
  hashes: readonly Uint8Array[],
): readonly KeptTile[] {
  const tiles: KeptTile[] = [];
  let index = Math.floor(width / TILE_WIDTH);
  let begun = begunTile(level, index, width % TILE_WIDTH, partial);
  for (let at = 0; at < hashes.length; index++) {
    const taken = hashes.slice(at, at + TILE_WIDTH - begun.length / HASH_BYTES);
    const bytes = new Uint8Array(begun.length + taken.length * HASH_BYTES);
    bytes.set(begun);
    for (const [n, one] of taken.entries()) bytes.set(one, begun.length + n * HASH_BYTES);
    tiles.push({ level, index, width: bytes.length / HASH_BYTES, bytes });
    at += taken.length;
    begun = new Uint8Array(0);
  }
  return tiles;
}

function begunTile(
  level: number,
  index: number,
  width: number,
  partial: readonly KeptTile[],
): Uint8Array<ArrayBufferLike> {
  if (width === 0) return new Uint8Array(0);
  const tile = partial.find((one) => one.level === level && one.index === index);
  if (tile?.bytes.length !== width * HASH_BYTES)
    throw new Defect(`the growing tile ${index} of level ${level} does not hold ${width} hashes`);
  return tile.bytes;
}

/** Hash of the whole subtree under a full tile: what stands for it in the level above. */
function rootOfTile({ level, index, bytes }: KeptTile, hash: BytesHash): Uint8Array {
  const half = (side: 0 | 1): Uint8Array =>
    nodeInTile({ level: level * 8 + 7, index: index * 2 + side }, bytes, hash);
  return nodeHash(hash, half(0), half(1));
}
