import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HeadsTree, headLeaf } from '../../../../src/engine/audit/log/heads-tree.js';
import { growTiles, type KeptTile } from '../../../../src/engine/audit/log/tile-growth.js';
import { nodeInTile, partialTiles, tilesOf, tileWith } from '../../../../src/engine/audit/log/tiles.js';
import { emptyRoot, leafHash, nodeHash } from '../../../../src/engine/audit/log/tree-hash.js';
import { rootAt } from '../../../../src/engine/audit/log/tree-proof.js';
import { provesInclusion } from '../../../../src/engine/audit/log/verify-proof.js';
import { sha256Bytes, sm3Bytes } from '../../../../src/outside/crypto/note-keys.js';

const leafOf = (n: number): Uint8Array => leafHash(sha256Bytes, Buffer.from(String(n)));

/** The root as RFC 9162, 2.1.1 defines it, over all leaves. */
function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot(sha256Bytes);
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(sha256Bytes, definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

describe('tiles that grow', () => {
  it('hold the tree of all leaves, however these were added, and are only those that the size has', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 6 }), (batches) => {
        const tiles = new Map<string, KeptTile>();
        let size = 0;
        for (const count of batches) {
          const growing = partialTiles(size).map(
            ({ level, index }) => tiles.get(`${level}/${index}`) as KeptTile,
          );
          const leaves = Array.from({ length: count }, (_, n) => leafOf(size + n));
          for (const tile of growTiles(size, growing, leaves, sha256Bytes))
            tiles.set(`${tile.level}/${tile.index}`, tile);
          size += count;
        }
        expect([...tiles.values()].map(({ level, index, width }) => ({ level, index, width }))).toEqual(
          expect.arrayContaining([...tilesOf(size)]),
        );
        expect(tiles.size).toBe(tilesOf(size).length);
        const root = rootAt(
          size,
          (node) => {
            const { tile } = tileWith(node);
            return nodeInTile(
              node,
              tiles.get(`${tile.level}/${tile.index}`)?.bytes as Uint8Array,
              sha256Bytes,
            );
          },
          sha256Bytes,
        );
        expect(root).toEqual(definedRoot(Array.from({ length: size }, (_, n) => leafOf(n))));
      }),
      { numRuns: 30 },
    );
  });

  it('refuse to grow from a tile that is not as wide as the size says', () => {
    expect(() => growTiles(3, [], [leafOf(3)], sha256Bytes)).toThrow('does not hold 3 hashes');
  });
});

describe('the heads tree', () => {
  it('proves the end of every stream in it, under both suites, and no other end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (streams, pick) => {
        for (const hash of [sha256Bytes, sm3Bytes]) {
          const ends = Array.from({ length: streams }, (_, n) => ({
            ...{ stream: `s-${String(n).padStart(3, '0')}`, count: n + 1 },
            leaf: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) },
          }));
          const tree = new HeadsTree(
            ends.map((end) => headLeaf(end, hash)),
            hash,
          );
          const position = pick % streams;
          const end = ends[position] as (typeof ends)[number];
          const claim = { index: BigInt(position), size: BigInt(streams), root: tree.root() };
          const proof = tree.path(position);
          expect(provesInclusion({ ...claim, leaf: headLeaf(end, hash) }, proof, hash)).toBe(true);
          const longer = headLeaf({ ...end, count: end.count + 1 }, hash);
          expect(provesInclusion({ ...claim, leaf: longer }, proof, hash)).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has the leaf that the format names, and the root of nothing when there are no streams', () => {
    const pair = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) };
    const text = `{"count":3,"leaf":{"sha256":"${pair.sha256}","sm3":"${pair.sm3}"},"stream":"x"}`;
    const bytes = Buffer.concat([Buffer.of(0), Buffer.from(text)]);
    expect(Buffer.from(headLeaf({ stream: 'x', count: 3, leaf: pair }, sha256Bytes))).toEqual(
      sha256Bytes(bytes),
    );
    expect(new HeadsTree([], sha256Bytes).root()).toEqual(emptyRoot(sha256Bytes));
  });
});
