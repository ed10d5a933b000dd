"""Sections 9 to 12: inclusion, checkpoints, anchors and heads."""
from __future__ import annotations

from bisect import bisect_left

import merkle
import notes
import stamps
from findings import Findings
from records import RECORDS, Record, Records, Scope, read_lines
from strictjson import canonical, hash_path, is_count, is_pair
from zipform import Container

ANCHORS, HEADS = "data/anchors.jsonl", "data/heads.jsonl"
_LOG_KIND = {"sha256": "ed25519", "sm3": "sm2"}


def origin_of(scope: Scope, suite: str) -> str:
    return scope.log if suite == "sha256" else scope.log + "/sm3"


def read_checkpoint(container: Container, name: str, suite: str, size: int, scope: Scope, policy: notes.Policy | None,
                    findings: Findings, with_quorum: bool) -> notes.Checkpoint | None:
    """Section 10, for the note of one suite; None when it is not there or not a checkpoint that fits."""
    if name not in container:
        return None
    try:
        checkpoint = notes.parse_checkpoint(container.bytes_of(name))
    except notes.BadNote as why:
        findings.altered("note", f"not a checkpoint: {why}", name)
        return None
    fits = True
    if checkpoint.origin != origin_of(scope, suite):
        findings.altered("origin", "the origin is not that of the log", name)
        fits = False
    if checkpoint.size != size:
        findings.altered("size", "the size is not the one that it must be", name)
        fits = False
    signers = notes.signers_of(checkpoint.note, policy)
    for label in signers.wrong:
        findings.altered("signature", f"the signature is not by the key {label}", name)
    for label in signers.unknown:
        findings.not_proven.append(f"{name}: a signature by the unknown key {label}")
    if policy is None:
        findings.unanchored("no-policy", "nobody is trusted: no policy", name)
        return checkpoint if fits else None
    trusted = [key for key in policy.logs if key.kind == _LOG_KIND[suite]]
    by = [key.name for key in trusted if key in signers.valid and key.name == origin_of(scope, suite)]
    other = "sm3" if suite == "sha256" else "sha256"
    if by:
        findings.proven.append(f"{name}: signed by {by[0]}")
    elif not trusted and any(key.kind == _LOG_KIND[other] for key in policy.logs):
        findings.not_proven.append(f"{name}: the policy has no key of this suite; it is not anchored")
    else:
        findings.unanchored("log-key", "no key of the log that the policy trusts has signed", name)
    if with_quorum and not policy.met(signers.valid):
        findings.unanchored("quorum", "the quorum of witnesses is not met", name)
    return checkpoint if fits else None


def check_inclusion(container: Container, scope: Scope, records: Records, suite: str,
                    checkpoint: notes.Checkpoint | None, findings: Findings) -> None:
    """Section 9. The index is kept in the record, for heads."""
    name = f"data/proofs/{suite}.jsonl"
    count, last = 0, {}
    for number, value in read_lines(container, name, findings):
        count = number
        if number > len(records.lines):
            findings.altered("proof-extra", "a proof for no record", name, line=number)
            continue
        if value is None:
            continue
        record = records.lines[number - 1]
        path = hash_path(value["path"]) if isinstance(value, dict) and value.keys() == {"index", "path"} else None
        if path is None or not is_count(value["index"]):
            findings.altered("proof-shape", "not a line of this file", name, line=number)
            continue
        index, where = value["index"], {"line": number, **record.place}
        if record.index is not None and record.index != index:
            findings.altered("proof-index", "not the index that the other suite has", name, **where)
        if index >= scope.size or checkpoint is not None and not merkle.included(
                suite, index, checkpoint.size, record.leaf[suite], path, checkpoint.root):
            findings.altered("proof", "the path does not lead to the root", name, **where)
        if record.stretch is not None:
            if index <= last.get(record.stretch, -1):
                findings.altered("proof-order", "the indexes of a stretch do not grow", name, **where)
            last[record.stretch] = index
        if record.index is None:
            record.index = index
    for missing in range(count, len(records.lines)):
        findings.incomplete("proof-missing", "a record without proof", name, line=missing + 1)


def are_signers(value: object) -> bool:
    """Section 11: the keys of the signature lines, by suite."""
    return isinstance(value, dict) and value.keys() == {"sha256", "sm3"} and all(
        isinstance(keys, list) and all(isinstance(key, str) for key in keys) for keys in value.values())


def check_anchors(container: Container, scope: Scope, checkpoints: dict[str, notes.Checkpoint | None],
                  policy: notes.Policy | None, roots: bytes | None, findings: Findings, suites: tuple[str, ...]) -> None:
    """Section 11."""
    belongs: set[str] = set()
    previous = 0
    for number, value in read_lines(container, ANCHORS, findings):
        if value is None:
            continue
        stamps_named = value.get("stamps") if isinstance(value, dict) and \
            value.keys() == {"sha256", "signers", "size", "sm3", "stamps"} and are_signers(value["signers"]) else None
        if not isinstance(stamps_named, list) or not all(
                isinstance(s, str) and s.endswith(".tsr") and "/" not in s for s in stamps_named) \
                or len(set(stamps_named)) != len(stamps_named) or not is_count(value["size"]) or value["size"] < 1 \
                or hash_path(value["sha256"]) is None or hash_path(value["sm3"]) is None:
            findings.altered("anchor-shape", "not a line of this file", ANCHORS, line=number)
            continue
        size = value["size"]
        if size <= previous:
            findings.altered("anchor-order", "a line out of order or twice", ANCHORS, line=number)
        previous = max(previous, size)
        if size > scope.size:
            findings.altered("anchor-size", "an anchor beyond the checkpoint", ANCHORS, line=number)
        folder = f"data/anchors/{size}/"
        texts = {}
        for suite in ("sha256", "sm3"):
            name = f"{folder}{suite}.note"
            belongs.add(name)
            if name not in container:
                findings.incomplete("anchor-missing", "a checkpoint that an anchor names is not there", name)
                continue
            if suite not in suites:
                try:
                    texts[suite] = notes.parse_note(container.bytes_of(name)).text
                except notes.BadNote:
                    pass
                continue
            checkpoint = read_checkpoint(container, name, suite, size, scope, policy, findings, with_quorum=False)
            if checkpoint is None:
                continue
            if [f"{n}+{i.hex()}" for n, i, _ in checkpoint.note.signatures] != value["signers"][suite]:
                findings.altered("anchor-signers", "its signature lines are not those that are listed", name)
            texts[suite] = checkpoint.note.text
            latest = checkpoints.get(suite)
            if latest is not None and size <= scope.size and not merkle.consistent(
                    suite, size, scope.size, checkpoint.root, latest.root, hash_path(value[suite])):
                findings.altered("consistency", "not a checkpoint of the same log", ANCHORS, line=number)
        for stamp in stamps_named:
            belongs.add(folder + stamp)
            if folder + stamp not in container:
                findings.incomplete("stamp-missing", "a stamp that an anchor names is not there", folder + stamp)
            elif len(texts) == 2:
                _check_stamp(container, folder + stamp, texts, size, roots, findings)
    for name in container.by_name:
        if name.startswith("data/anchors/") and name not in belongs:
            findings.altered("anchor-extra", "no line of anchors.jsonl has this file", name)


def _check_stamp(container: Container, name: str, texts: dict[str, bytes], size: int, roots: bytes | None,
                 findings: Findings) -> None:
    entry = container.by_name[name]
    if entry.size > stamps.LARGEST_TOKEN:
        findings.altered("stamp", "too large", name)
        return
    try:
        stamp = stamps.check_stamp(container.bytes_of(name), b"duecourse-stamp/v1\n" + texts["sha256"] + texts["sm3"])
    except stamps.BadStamp as why:
        findings.altered("stamp", f"the time stamp does not fit: {why}", name)
        return
    if roots is not None and stamps.chain_holds(stamp, roots):
        findings.proven.append(f"{name}: every record with an index below {size} existed at {stamp.time.isoformat()}")
    else:
        findings.not_proven.append(f"{name}: no trusted root; the stamp is not anchored")


def _heads_of(record: Record) -> dict | None:
    """`data.heads` of a heads record, when it is of the shape of section 12."""
    heads = record.data.get("heads") if record.data else None
    if record.data is None or record.data.keys() != {"cause", "heads", "on"} or record.data["cause"] != "heads" \
            or not isinstance(record.data["on"], str) or not isinstance(heads, dict) \
            or heads.keys() != {"root", "size", "streams"} or not is_pair(heads["root"]) \
            or not is_count(heads["size"]) or not is_count(heads["streams"]):
        return None
    return heads


def check_heads(container: Container, scope: Scope, records: Records, findings: Findings, suites: tuple[str, ...]) -> None:
    """Section 12."""
    published: dict[int, dict] = {}
    for record in records.lines:
        if record.type == "heads.published" and record.stretch is not None and record.stretch.role == "reference":
            heads = _heads_of(record)
            if heads is None:
                findings.altered("heads-record", "published heads of another shape", RECORDS, line=record.line, **record.place)
            else:
                published[record.line - 1] = heads
    wholes = [s for s in scope.stretches if s.role != "reference"]
    indexes: dict[str, list[int]] = {s.stream: [] for s in wholes}
    for record in records.lines:
        if record.stretch is not None and record.stretch.role != "reference" and record.index is not None:
            indexes[record.stretch.stream].append(record.index)
    for found in indexes.values():
        found.sort()
    position = {s.stream: n for n, s in enumerate(wholes)}
    latest = max((heads["size"] for heads in published.values()), default=0)
    covered: set[str] = set()
    previous = -1
    for number, value in read_lines(container, HEADS, findings):
        if value is None:
            continue
        leaf = value.get("leaf") if isinstance(value, dict) and \
            value.keys() == {"index", "leaf", "record", "sha256", "sm3"} else None
        if not isinstance(leaf, dict) or leaf.keys() != {"count", "leaf", "stream"} or not is_count(leaf["count"]) \
                or leaf["count"] < 1 or not is_pair(leaf["leaf"]) or not is_count(value["index"]) \
                or not is_count(value["record"]) or any(hash_path(value[s]) is None for s in ("sha256", "sm3")):
            findings.altered("heads-shape", "not a line of this file", HEADS, line=number)
            continue
        place = position.get(leaf["stream"]) if isinstance(leaf["stream"], str) else None
        if place is None or place <= previous:
            findings.altered("heads-order", "a line for no stream, out of order, or twice", HEADS, line=number)
            continue
        previous, stretch = place, wholes[place]
        covered.add(stretch.stream)
        where = {"line": number, "stream": stretch.stream}
        heads = published.get(value["record"])
        if heads is None:
            findings.altered("heads-root", "the record is not one of published heads", HEADS, **where)
            continue
        if heads["size"] != latest:
            findings.altered("heads-root", "not the last published heads", HEADS, **where)
        text = canonical(leaf)
        for suite in suites:
            if not merkle.included(suite, value["index"], heads["streams"], merkle.leaf_hash(suite, text),
                                   hash_path(value[suite]), bytes.fromhex(heads["root"][suite])):
                findings.altered("heads-path", f"the {suite} path does not lead to the root", HEADS, **where)
        if leaf["count"] > stretch.last + 1:
            findings.incomplete("heads-count", "the heads know of more records than there are", HEADS, **where)
            continue
        there = records.by_key.get((stretch.stream, leaf["count"] - 1))
        if there is not None and any(there.leaf[suite].hex() != leaf["leaf"][suite] for suite in suites):
            findings.altered("heads-leaf", "the heads have another last record", HEADS, **where)
        if len(indexes[stretch.stream]) == stretch.last + 1 and \
                bisect_left(indexes[stretch.stream], heads["size"]) != leaf["count"]:
            findings.altered("heads-count", "not the number of records below the size of the heads", HEADS, **where)
    for stretch in wholes:
        if stretch.stream not in covered and indexes[stretch.stream] and indexes[stretch.stream][0] < latest:
            findings.incomplete("heads-line", "published heads cover this stream, and there is no line for it", HEADS,
                                stream=stretch.stream)
    if not published:
        findings.not_proven.append("that nothing was left out after the last record")
    else:
        late = sum(len(i) - bisect_left(i, latest) for i in indexes.values())
        findings.not_proven.append(f"that nothing was left out after the last published heads ({late} records are later)")
