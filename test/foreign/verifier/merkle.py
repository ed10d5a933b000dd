"""Sections 9, 11 and 12: the trees of RFC 9162 (the algorithms of 2.1.3.2 and 2.1.4.2), under SHA-256 or SM3."""
from __future__ import annotations

import hashlib


def digest(suite: str, data: bytes) -> bytes:
    return hashlib.new(suite, data).digest()


def leaf_hash(suite: str, data: bytes) -> bytes:
    return digest(suite, b"\x00" + data)


def node_hash(suite: str, left: bytes, right: bytes) -> bytes:
    return digest(suite, b"\x01" + left + right)


def included(suite: str, index: int, size: int, leaf: bytes, path: list[bytes], root: bytes) -> bool:
    """RFC 9162 section 2.1.3.2."""
    if index < 0 or index >= size or len(leaf) != 32 or len(root) != 32:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(suite, p, r)
            while not fn & 1 and fn != 0:
                fn >>= 1
                sn >>= 1
        else:
            r = node_hash(suite, r, p)
        fn >>= 1
        sn >>= 1
    return sn == 0 and r == root


def consistent(suite: str, first: int, second: int, first_root: bytes, second_root: bytes, path: list[bytes]) -> bool:
    """RFC 9162 section 2.1.4.2; between equal sizes the path is empty and the roots are equal."""
    if first < 1 or first > second:
        return False
    if first == second:
        return not path and first_root == second_root
    if not path:
        return False
    if first & (first - 1) == 0:
        path = [first_root, *path]
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr = node_hash(suite, c, fr)
            sr = node_hash(suite, c, sr)
            while not fn & 1 and fn != 0:
                fn >>= 1
                sn >>= 1
        else:
            sr = node_hash(suite, sr, c)
        fn >>= 1
        sn >>= 1
    return sn == 0 and fr == first_root and sr == second_root


def tree_root(suite: str, leaves: list[bytes]) -> bytes:
    """The root over leaf hashes (RFC 9162 section 2.1.1); for tests."""
    if not leaves:
        return digest(suite, b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(suite, tree_root(suite, leaves[:k]), tree_root(suite, leaves[k:]))
