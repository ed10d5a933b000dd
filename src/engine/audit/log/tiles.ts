import { Defect } from '../../defect.js';
import { nodeHash, type BytesHash, HASH_BYTES } from './tree-hash.js';
import type { TreeNode } from './tree-shape.js';

/** Hashes side by side in a full tile, which is a subtree of height 8 (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** A tile: hashes of consecutive subtrees of height `level * 8`. `width` below 256: it is still growing. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** Path of a tile below the log's prefix: `tile/0/x001/x234/067`, a partial one with `.p/<width>` behind. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${numberPath(index)}${partOf(width)}`;
}

/** The tiles in which the tree of `size` leaves ends: full ones that the last leaves filled are not among them. */
export function partialTiles(size: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH)) {
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / TILE_WIDTH), width });
  }
  return tiles;
}

/** Every tile of a tree, level by level. */
export function tilesOf(size: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH)) {
    for (let index = 0; index * TILE_WIDTH < hashes; index++) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) });
    }
  }
  return tiles;
}

/** Where a node is found: the tile of its level, and the first and last but one of the hashes below it in there. */
export function tileWith({ level, index }: TreeNode): { tile: Tile; from: number; to: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const hashes = 2 ** (level % TILE_HEIGHT);
  const from = (index * hashes) % TILE_WIDTH;
  const tile = { level: tileLevel, index: Math.floor((index * hashes) / TILE_WIDTH), width: from + hashes };
  return { tile, from, to: from + hashes };
}

/**
 * Hash of a node out of the bytes of its tile, which may be wider than needed.
 *
 * @throws Defect when the tile is too narrow to hold it
 */
export function nodeInTile(node: TreeNode, tile: Uint8Array, hash: BytesHash): Uint8Array {
  const { from, to } = tileWith(node);
  if (tile.length < to * HASH_BYTES) throw new Defect(`the tile has no hash ${to - 1}`);
  let hashes: Uint8Array[] = [];
  for (let at = from; at < to; at++) hashes.push(tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  while (hashes.length > 1) {
    const joined: Uint8Array[] = [];
    for (let at = 0; at + 1 < hashes.length; at += 2) {
      joined.push(nodeHash(hash, hashes[at] as Uint8Array, hashes[at + 1] as Uint8Array));
    }
    hashes = joined;
  }
  return hashes[0] as Uint8Array;
}

/** 1234067 is `x001/x234/067`. */
function numberPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
}

function partOf(width: number): string {
  if (width < 1 || width > TILE_WIDTH) throw new Defect(`a tile is not ${width} hashes wide`);
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}
