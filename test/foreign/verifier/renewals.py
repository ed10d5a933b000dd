"""Section 11: renewed stamps, and which stamps count as of a day."""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime

import merkle
import stamps
from findings import Findings
from records import NOT_JSON, Records, read_lines
from strictjson import canonical, hash_path, is_count, is_pair
from zipform import Container

RENEWALS = "data/renewals.jsonl"
_FILES = {ending: re.compile(rf"[A-Za-z0-9._-]+\.{ending}\Z") for ending in ("tsr", "crl")}


@dataclass
class KeptStamp:
    """A stamp that an anchor lists; `stamp` is None when it does not hold, or could not be looked at."""

    file: str
    size: int
    name: str
    token: bytes = b""
    text: bytes = b""
    stamp: stamps.Stamp | None = None
    revoked: bool = False
    checked: bool = False  # whether its certificates were revoked
    renewed_at: list[int] = field(default_factory=list)


def are_names(value: object, ending: str) -> bool:
    """Section 11: a list of different names of files."""
    return isinstance(value, list) and all(isinstance(s, str) and _FILES[ending].match(s) for s in value) \
        and len(set(value)) == len(value)


def check_renewals(container: Container, records: Records, kept: list[KeptStamp], findings: Findings,
                   suites: tuple[str, ...]) -> None:
    """Every line: the stamp is in the tree of those that its record renewed."""
    if RENEWALS not in container:
        return
    by_place = {(one.size, one.name): one for one in kept}
    previous: tuple | None = None
    for number, value in read_lines(container, RENEWALS, findings):
        if value is NOT_JSON:
            continue
        if not isinstance(value, dict) or value.keys() != {"index", "name", "record", "sha256", "size", "sm3"} \
                or not all(is_count(value[m]) for m in ("index", "record", "size")) or not are_names([value["name"]], "tsr") \
                or hash_path(value["sha256"]) is None or hash_path(value["sm3"]) is None:
            findings.altered("renewal-shape", "not a line of this file", RENEWALS, line=number)
            continue
        one, place = by_place.get((value["size"], value["name"])), (value["size"], value["name"], value["record"])
        behind = previous is not None and place <= previous
        if not behind:
            previous = place
        if one is None or behind:
            findings.altered("renewal-order", "a line for no stamp, out of order, or twice", RENEWALS, line=number)
            continue
        if one.stamp is None:
            continue
        record = records.lines[value["record"]] if value["record"] < len(records.lines) else None
        renewed = record.data.get("renewed") if record is not None and record.data and record.type == "stamps.renewed" \
            and record.stretch is not None and record.stretch.role == "reference" else None
        if not isinstance(renewed, dict) or renewed.keys() != {"root", "stamps"} or not is_pair(renewed["root"]) \
                or not is_count(renewed["stamps"]):
            findings.altered("renewal-record", "the record renews no stamps", RENEWALS, line=number)
            continue
        if record.index is not None and record.index < one.size:
            findings.altered("renewal-early", "renewed before it was made", RENEWALS, line=number)
            continue
        fits = True
        for suite in suites:
            leaf = canonical({"name": one.name, "size": one.size, "text": hashlib.new(suite, one.text).hexdigest(),
                              "token": hashlib.new(suite, one.token).hexdigest()})
            if not merkle.included(suite, value["index"], renewed["stamps"], merkle.leaf_hash(suite, leaf),
                                   hash_path(value[suite]), bytes.fromhex(renewed["root"][suite])):
                findings.altered("renewal", f"the {suite} path does not lead to the root", RENEWALS, line=number)
                fits = False
        if fits and record.index is not None:
            one.renewed_at.append(record.index)


def judge(kept: list[KeptStamp], roots: bytes | None, at: datetime | None, findings: Findings) -> None:
    """Says of each stamp that holds whether it counts as of that day."""
    counting: list[KeptStamp] = []
    for one in sorted(kept, key=lambda each: -each.size):
        stamp = one.stamp
        if stamp is None:
            continue
        if roots is None or not stamps.chain_holds(stamp, roots):
            findings.not_proven.append(f"{one.file}: no trusted root; the stamp is not anchored")
        elif one.revoked:
            findings.not_proven.append(f"{one.file}: the certificate was revoked")
        elif at is None or at <= stamp.time or stamps.chain_holds(stamp, roots, at):
            _counts(one, counting, findings)
        elif any(later.size > index and stamps.chain_holds(stamp, roots, later.stamp.time)
                 for index in one.renewed_at for later in counting):
            _counts(one, counting, findings, " (renewed in time)")
        else:
            findings.not_proven.append(f"{one.file}: the certificate has ended, and the stamp was not renewed before")


def _counts(one: KeptStamp, counting: list[KeptStamp], findings: Findings, how: str = "") -> None:
    counting.append(one)
    findings.proven.append(f"{one.file}: every record with an index below {one.size} existed at {one.stamp.time.isoformat()}{how}")
    if not one.checked:
        findings.not_proven.append(f"{one.file}: no list of its time; whether its certificates were revoked is not checked")
