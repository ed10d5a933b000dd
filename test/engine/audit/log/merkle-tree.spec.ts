import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BytesHash } from '../../../../src/engine/audit/log/tree-hash.js';
import { leafHash, nodeHash } from '../../../../src/engine/audit/log/tree-hash.js';
import { consistencyProof, inclusionProof, rootAt } from '../../../../src/engine/audit/log/tree-proof.js';
import type { TreeNode } from '../../../../src/engine/audit/log/tree-shape.js';
import { nodeInTile, tilePath, tilesOf, tileWith } from '../../../../src/engine/audit/log/tiles.js';
import { provesConsistency, provesInclusion } from '../../../../src/engine/audit/log/verify-proof.js';
import { sha256Bytes, sm3Bytes } from '../../../../src/outside/crypto/note-keys.js';

interface Vector {
  readonly name: string;
  readonly root: string;
  readonly root1: string;
  readonly root2: string;
  readonly leafHash: string;
  readonly leafIdx: string;
  readonly treeSize: string;
  readonly size1: string;
  readonly size2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

/** Vectors of transparency-dev/merkle (Apache-2.0), whose verifier is another implementation in another language. */
function vectors(kind: string): readonly Vector[] {
  const url = new URL(`../vectors/rfc6962-${kind}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as readonly Vector[];
}

const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
const path = ({ proof }: Vector): readonly Uint8Array[] => (proof ?? []).map(bytes);

/** The whole tree, kept in memory leaf by leaf as RFC 9162 2.1.1 defines it: slow and plain. */
function plainRoot(leaves: readonly Uint8Array[], hash: BytesHash): Uint8Array {
  if (leaves.length === 0) return hash(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(hash, plainRoot(leaves.slice(0, split), hash), plainRoot(leaves.slice(split), hash));
}

const leavesOf = (count: number, hash: BytesHash): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, n) => leafHash(hash, Buffer.from(`entry ${n}`)));

function readerOf(leaves: readonly Uint8Array[], hash: BytesHash): (node: TreeNode) => Uint8Array {
  return ({ level, index }) => plainRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level), hash);
}

describe('proofs that another implementation published', () => {
  it.each(vectors('inclusion').map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const claim = {
      ...{ index: BigInt(vector.leafIdx), size: BigInt(vector.treeSize) },
      ...{ leaf: bytes(vector.leafHash), root: bytes(vector.root) },
    };
    expect(provesInclusion(claim, path(vector), sha256Bytes)).toBe(!vector.wantErr);
  });

  it.each(vectors('consistency').map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const first = { size: BigInt(vector.size1), root: bytes(vector.root1) };
    const second = { size: BigInt(vector.size2), root: bytes(vector.root2) };
    // One vector has roots of twelve bytes, which never are the roots of trees: there we are stricter.
    const areRoots = first.root.length === 32 && second.root.length === 32;
    expect(provesConsistency(first, second, path(vector), sha256Bytes)).toBe(areRoots && !vector.wantErr);
  });
});

describe.each([
  ['SHA-256', sha256Bytes],
  ['SM3', sm3Bytes],
])('the tree of %s', (_, hash) => {
  const leaves = leavesOf(300, hash);
  const read = readerOf(leaves, hash);

  it('has the root that the definition gives, at every size', () => {
    for (let size = 0; size <= 70; size++) {
      expect(rootAt(size, read, hash)).toEqual(plainRoot(leaves.slice(0, size), hash));
    }
  });

  it('proves that each leaf is in each tree after it', () => {
    fc.assert(
      fc.property(fc.nat(299), fc.nat(299), (a, b) => {
        const [index, size] = [Math.min(a, b), Math.max(a, b) + 1];
        const claim = { index: BigInt(index), size: BigInt(size), leaf: leaves[index] as Uint8Array };
        const root = plainRoot(leaves.slice(0, size), hash);
        const proof = inclusionProof(index, size, read, hash);
        expect(provesInclusion({ ...claim, root }, proof, hash)).toBe(true);
        const other = leaves[(index + 1) % 300] as Uint8Array;
        expect(provesInclusion({ ...claim, leaf: other, root }, proof, hash)).toBe(false);
      }),
    );
  });

  it('proves that each tree begins with each tree before it, and with no other', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const older = { size: BigInt(first), root: plainRoot(leaves.slice(0, first), hash) };
        const newer = { size: BigInt(second), root: plainRoot(leaves.slice(0, second), hash) };
        const proof = consistencyProof(first, second, read, hash);
        expect(provesConsistency(older, newer, proof, hash)).toBe(true);
        const rewritten = [leafHash(hash, Buffer.from('rewritten')), ...leaves.slice(1, second)];
        const forged = { ...newer, root: plainRoot(rewritten.slice(0, second), hash) };
        if (first > 0) expect(provesConsistency(older, forged, proof, hash)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('finds every node in the tiles', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(299), (level, at) => {
        const index = Math.floor(at / 2 ** level);
        if ((index + 1) * 2 ** level > 300) return;
        const { tile } = tileWith({ level, index });
        const hashes = Array.from({ length: tile.width }, (__, n) =>
          read({ level: tile.level * 8, index: tile.index * 256 + n }),
        );
        const found = nodeInTile({ level, index }, Buffer.concat(hashes), hash);
        expect(found).toEqual(read({ level, index }));
      }),
    );
  });
});

describe('tiles', () => {
  it('are those of the example of tlog-tiles: 70,000 entries', () => {
    const tiles = tilesOf(70_000);
    const of = (level: number, full: boolean): number =>
      tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).length;
    expect([of(0, true), of(0, false), of(1, true), of(1, false), of(2, false)]).toEqual([273, 1, 1, 1, 1]);
    expect(tiles.filter(({ width }) => width < 256).map(({ width }) => width)).toEqual([112, 17, 1]);
  });

  it('have the paths of tlog-tiles', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 1, index: 0, width: 17 })).toBe('tile/1/000.p/17');
  });
});
