"""Sections 9 to 12: inclusion, checkpoints, anchors and heads."""
from __future__ import annotations

import re
from bisect import bisect_left

import merkle
import notes
import revocations
import stamps
from findings import Findings
from records import NOT_JSON, RECORDS, Record, Records, Scope, read_lines
from renewals import KeptStamp, are_names
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
    if checkpoint.origin != origin_of(scope, suite) or checkpoint.size != size:
        findings.altered("checkpoint", "the origin or the size is not the one that it must be", name)
        return None
    signers = notes.signers_of(checkpoint.note, policy)
    for label in signers.unknown:
        findings.not_proven.append(f"{name}: a signature by the unknown key {label}")
    for label in signers.wrong:
        findings.altered("signature", f"the signature is not by the key {label}", name)
    if policy is None or signers.wrong:
        return checkpoint
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
    return checkpoint


def check_inclusion(container: Container, scope: Scope, records: Records, suite: str,
                    checkpoint: notes.Checkpoint | None, findings: Findings) -> None:
    """Section 9. The index is kept in the record, for heads."""
    name = f"data/proofs/{suite}.jsonl"
    count = 0

    def place_of(number: int) -> dict:
        return records.lines[number - 1].place if number <= len(records.lines) else {}

    for number, value in read_lines(container, name, findings, place_of):
        count = number
        if number > len(records.lines):
            findings.altered("proof-extra", "a proof for no record", name, line=number)
            continue
        record = records.lines[number - 1]
        where = {"line": number, **place_of(number)}
        path = hash_path(value["path"]) if isinstance(value, dict) and value.keys() == {"index", "path"} else None
        if path is None or not is_count(value["index"]):
            findings.altered("proof-shape", "not a line of this file", name, **where)
            continue
        index = value["index"]
        if record.index is not None and record.index != index:
            findings.altered("proof-index", "not the index that the other suite has", name, **where)
        if index >= scope.size or checkpoint is not None and not merkle.included(
                suite, index, checkpoint.size, record.leaf[suite], path, checkpoint.root):
            findings.altered("proof", "the path does not lead to the root", name, **where)
        if record.index is None:
            record.index = index
    for record in records.lines[count:]:
        findings.incomplete("proof-missing", "a record without proof", name, line=record.line, **record.place)


def check_growth(records: Records, findings: Findings) -> None:
    """Section 9: within a stretch indexes grow."""
    last: dict = {}
    for record in records.counted():
        if record.index is None:
            continue
        if record.index <= last.get(record.stretch, -1):
            findings.altered("proof-order", "the indexes of a stretch do not grow", RECORDS, line=record.line, **record.place)
        last[record.stretch] = record.index


def are_signers(value: object) -> bool:
    """Section 11: the keys of the signature lines, by suite."""
    return isinstance(value, dict) and value.keys() == {"sha256", "sm3"} and all(
        isinstance(keys, list) and all(isinstance(key, str) for key in keys) for keys in value.values())


def check_anchors(container: Container, scope: Scope, checkpoints: dict[str, notes.Checkpoint | None],
                  policy: notes.Policy | None, roots: bytes | None, findings: Findings, suites: tuple[str, ...]) -> list[KeptStamp]:
    """Section 11, but for renewals: every stamp that is listed."""
    belongs: set[str] = set()
    kept: list[KeptStamp] = []
    previous = 0
    for number, value in read_lines(container, ANCHORS, findings):
        if value is NOT_JSON:
            continue
        stamps_named = value.get("stamps") if isinstance(value, dict) and \
            value.keys() - {"lists"} == {"sha256", "signers", "size", "sm3", "stamps"} and are_signers(value["signers"]) else None
        if not are_names(stamps_named, "tsr") or "lists" in value and not (value["lists"] and are_names(value["lists"], "crl")) \
                or not is_count(value["size"]) or value["size"] < 1 \
                or hash_path(value["sha256"]) is None or hash_path(value["sm3"]) is None:
            findings.altered("anchor-shape", "not a line of this file", ANCHORS, line=number)
            continue
        size, behind = value["size"], value["size"] <= previous
        previous = max(previous, size)
        if behind or size > scope.size:
            findings.altered("anchor-place", "a line out of order, twice, or beyond the checkpoint", ANCHORS, line=number)
            continue
        folder = f"data/anchors/{size}/"
        texts = {}
        for suite in ("sha256", "sm3"):
            name = f"{folder}{suite}.note"
            belongs.add(name)
            if name not in container:
                findings.incomplete("anchor-missing", "a checkpoint that an anchor names is not there", name)
                continue
            try:  # what is stamped is there whatever else is wrong with the note
                texts[suite] = notes.parse_note(container.bytes_of(name)).text
            except notes.BadNote:
                pass
            if suite not in suites:
                continue
            checkpoint = read_checkpoint(container, name, suite, size, scope, policy, findings, with_quorum=False)
            if checkpoint is None:
                continue
            if [f"{n}+{i.hex()}" for n, i, _ in checkpoint.note.signatures] != value["signers"][suite]:
                findings.altered("anchor-signers", "its signature lines are not those that are listed", name)
            latest = checkpoints.get(suite)
            if latest is not None and not merkle.consistent(
                    suite, size, scope.size, checkpoint.root, latest.root, hash_path(value[suite])):
                findings.altered("consistency", "not a checkpoint of the same log", ANCHORS, line=number)
        here = [KeptStamp(folder + name, size, name) for name in stamps_named]
        kept += here
        for one in here:
            belongs.add(one.file)
            if one.file not in container:
                findings.incomplete("stamp-missing", "a stamp that an anchor names is not there", one.file)
            elif len(texts) == 2:
                _check_stamp(container, one, texts, findings)
        lists = [folder + name for name in value.get("lists", [])]
        for name in lists:
            belongs.add(name)
            if name not in container:
                findings.incomplete("list-missing", "a list that an anchor names is not there", name)
        _check_lists(container, lists, here, roots, findings)
    for name in container.by_name:
        if name.startswith("data/anchors/") and name not in belongs:
            findings.altered("anchor-extra", "no line of anchors.jsonl has this file", name)
    return kept


def _check_stamp(container: Container, one: KeptStamp, texts: dict[str, bytes], findings: Findings) -> None:
    if container.by_name[one.file].size > stamps.LARGEST_TOKEN:
        findings.altered("stamp", "too large", one.file)
        return
    one.token, one.text = container.bytes_of(one.file), b"duecourse-stamp/v1\n" + texts["sha256"] + texts["sm3"]
    try:
        one.stamp = stamps.check_stamp(one.token, one.text)
    except stamps.BadStamp as why:
        findings.altered("stamp", f"the time stamp does not fit: {why}", one.file)


def _check_lists(container: Container, files: list[str], here: list[KeptStamp], roots: bytes | None,
                 findings: Findings) -> None:
    """Lists of revoked certificates; nothing is said of them when a stamp beside them does not hold."""
    if any(one.stamp is None for one in here):
        return
    lists = []
    for name in files:
        if name not in container:
            continue
        data = container.bytes_of(name) if container.by_name[name].size <= revocations.LARGEST_LIST else b""
        flaw = revocations.flaw_in_list(data, [one.stamp for one in here], roots)
        if flaw:
            findings.altered("revocations", flaw, name)
        else:
            lists.append(data)
    for one in here:
        if roots is not None and stamps.chain_holds(one.stamp, roots):
            one.revoked = revocations.is_revoked(one.stamp, lists, roots)
            one.checked = revocations.is_checked(one.stamp, lists, roots)


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
    for record in records.counted():
        if record.type == "heads.published" and record.stretch.role == "reference":
            heads = _heads_of(record)
            if heads is None:
                findings.altered("heads-record", "published heads of another shape", RECORDS, line=record.line, **record.place)
            else:
                published[record.line - 1] = heads
    wholes = [s for s in scope.stretches if s.role != "reference"]
    indexes: dict[str, list[int]] = {s.stream: [] for s in wholes}
    for record in records.counted():
        if record.stretch.role != "reference" and record.index is not None:
            indexes[record.stretch.stream].append(record.index)
    for found in indexes.values():
        found.sort()
    position = {s.stream: n for n, s in enumerate(wholes)}
    latest = max((heads["size"] for heads in published.values()), default=0)
    covered: set[str] = set()
    previous = -1
    for number, value in read_lines(container, HEADS, findings):
        if value is NOT_JSON:
            continue
        leaf = value.get("leaf") if isinstance(value, dict) and \
            value.keys() == {"index", "leaf", "record", "sha256", "sm3"} else None
        if not isinstance(leaf, dict) or leaf.keys() != {"count", "leaf", "stream"} or not is_count(leaf["count"]) \
                or leaf["count"] < 1 or not is_pair(leaf["leaf"]) or not is_count(value["index"]) \
                or not is_count(value["record"]) or not isinstance(leaf["stream"], str) \
                or any(hash_path(value[s]) is None for s in ("sha256", "sm3")):
            findings.altered("heads-shape", "not a line of this file", HEADS, line=number)
            continue
        place = position.get(leaf["stream"])
        if place is None or place <= previous:
            findings.altered("heads-order", "a line for no stream, out of order, or twice", HEADS, line=number,
                             stream=leaf["stream"])
            continue
        previous, stretch = place, wholes[place]
        covered.add(stretch.stream)
        where = {"line": number, "stream": stretch.stream}
        heads = published.get(value["record"])
        if heads is None or heads["size"] != latest:
            findings.altered("heads-root", "the record is not one of the last published heads", HEADS, **where)
            continue
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
        after = records.by_key.get((stretch.stream, leaf["count"]))
        if there is not None and there.index is not None and there.index >= heads["size"] \
                or after is not None and after.index is not None and after.index < heads["size"]:
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
