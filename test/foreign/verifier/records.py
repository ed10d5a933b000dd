"""Sections 4 and 5: what the bundle says it holds, and the records."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

import merkle
from findings import Findings
from strictjson import NotCanonical, is_count, is_hex, is_pair, parse, utf16_order
from zipform import Container

FORMAT = "duecourse-evidence/1"
SCOPE, RECORDS = "data/scope.json", "data/records.jsonl"
LONGEST_RECORD = 65_535
ROLES = ("subject", "beside", "reference")
LAW_OF = {"def": "definitions", "cal": "calendars", "rules": "rules", "dir": "organisations"}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", re.ASCII)


@dataclass(frozen=True)
class Stretch:
    role: str
    stream: str
    first: int
    last: int


@dataclass(frozen=True)
class Scope:
    log: str
    size: int
    stretches: list[Stretch]

    @property
    def subject(self) -> str:
        return self.stretches[0].stream


def parse_scope(data: bytes) -> Scope:
    """Section 4; ValueError when it is not of that shape."""
    value = parse(data)

    def need(condition: bool, what: str) -> None:
        if not condition:
            raise ValueError(what)

    need(isinstance(value, dict) and value.keys() == {"format", "log", "size", "streams"}, "the members")
    need(value["format"] == FORMAT, "the format")
    need(isinstance(value["log"], str) and bool(value["log"]), "the log")
    need(is_count(value["size"]) and value["size"] > 0, "the size")
    need(isinstance(value["streams"], list) and bool(value["streams"]), "the streams")
    stretches, previous, last_of = [], None, {}
    for item in value["streams"]:
        need(isinstance(item, dict) and item.keys() == {"first", "last", "role", "stream"}, "a stream's members")
        role, stream, first, last = item["role"], item["stream"], item["first"], item["last"]
        need(role in ROLES and isinstance(stream, str) and bool(stream), "a stream's role or id")
        need(is_count(first) and is_count(last) and first <= last, "a stream's stretch")
        need(role == "reference" or first == 0, "a whole stream that does not begin at 0")
        order = (ROLES.index(role), stream.encode(), first)
        need(previous is None or previous < order, "the order of the streams")
        if stream in last_of:
            need(role == "reference" and last_of[stream][0] == "reference" and last_of[stream][1] < first,
                 "a stream twice, or stretches that overlap")
        previous, last_of[stream] = order, (role, last)
        stretches.append(Stretch(role, stream, first, last))
    need([s.role for s in stretches].count("subject") == 1, "exactly one subject")
    return Scope(value["log"], value["size"], stretches)


@dataclass
class Record:
    """One line of `records.jsonl`; `value` members that matter are kept, the rest is let go."""

    line: int
    leaf: dict[str, bytes]
    stretch: Stretch | None = None
    stream: str | None = None
    seq: int | None = None
    type: str | None = None
    parts: dict = field(default_factory=dict)
    law: dict = field(default_factory=dict)
    materials: list = field(default_factory=list)
    data: dict | None = None  # only where sections 5, 6, 7 or 12 look into it
    index: int | None = None  # in the log, from section 9

    @property
    def place(self) -> dict:
        return {"stream": self.stream, "seq": self.seq}


@dataclass
class Records:
    lines: list[Record] = field(default_factory=list)
    by_key: dict[tuple[str, int], Record] = field(default_factory=dict)

    def redactions(self):
        """(record, what it redacts) of every well-formed redaction record in the bundle."""
        for record in self.lines:
            if record.type == "audit.part.redacted" and record.data and isinstance(record.data.get("redaction"), dict):
                yield record, record.data["redaction"]


def _is_time(value) -> bool:
    if not isinstance(value, str) or not _TIME.match(value):
        return False
    try:  # a real date; year 0000 is stood in for by another leap year
        datetime.strptime(("2000" if value[:4] == "0000" else value[:4]) + value[4:-1], "%Y-%m-%dT%H:%M:%S.%f")
    except ValueError:
        return False
    return int(value[17:19]) < 60


def wrong_member(value) -> str | None:
    """The first member of section 5 that is missing or of another type."""
    if not isinstance(value, dict):
        return "(not an object)"
    materials = value.get("materials", [])
    checks = {
        "v": type(value.get("v")) is int and value["v"] == 1,
        "log": isinstance(value.get("log"), str),
        "stream": isinstance(value.get("stream"), str),
        "seq": is_count(value.get("seq")),
        "prev": "prev" in value and (value["prev"] is None if value.get("seq") == 0 else is_pair(value["prev"])),
        "recordedAt": _is_time(value.get("recordedAt")),
        "type": isinstance(value.get("type"), str),
        "data": isinstance(value.get("data"), dict),
        "parts": isinstance(value.get("parts"), dict) and all(is_pair(pair) for pair in value["parts"].values()),
        "materials": isinstance(materials, list) and all(
            isinstance(m, dict) and is_hex(m.get("sha256")) and is_hex(m.get("sm3")) and is_count(m.get("size"))
            for m in materials),
    }
    for name in LAW_OF:
        checks[name] = name not in value or is_pair(value[name])
    return next((name for name, right in checks.items() if not right), None)


def read_records(container: Container, scope: Scope, findings: Findings, suites: tuple[str, ...]) -> Records:
    """Section 5. A line stands at the next place of the stretches, or begins a later stretch."""
    records = Records()
    at, due = 0, scope.stretches[0].first
    begins = {(s.stream, s.first): n for n, s in enumerate(scope.stretches)}
    previous: Record | None = None
    previous_time = ""

    def short(which: Stretch, seq: int) -> None:
        findings.incomplete("records-missing", f"the stretch to {which.last} ends before its end", RECORDS,
                            stream=which.stream, seq=seq)

    for number, (raw, ended) in enumerate(container.lines(RECORDS), 1):
        raw = bytes(raw)
        record = Record(number, {suite: merkle.leaf_hash(suite, raw) for suite in suites})
        records.lines.append(record)
        value, problem = None, None
        if not ended:
            findings.altered("line-end", "a line without its end", RECORDS, line=number)
        try:
            if len(raw) > LONGEST_RECORD:
                raise NotCanonical("longer than a record may be")
            value = parse(raw)
        except NotCanonical as why:
            problem = f"not canonical: {why}"
        if problem is None and (member := wrong_member(value)):
            problem = f"the member {member}"
        if problem:
            findings.altered("record", problem, RECORDS, line=number)
        told = (value.get("stream"), value.get("seq")) if isinstance(value, dict) else (None, None)
        if not (isinstance(told[0], str) and is_count(told[1])):
            told = (None, None)
        # Which place does the line have?
        if at < len(scope.stretches) and due > scope.stretches[at].last:
            at += 1
            due = scope.stretches[at].first if at < len(scope.stretches) else 0
            previous, previous_time = None, ""
        here = scope.stretches[at] if at < len(scope.stretches) else None
        fits = here is not None and told == (here.stream, due)
        if not fits and told[0] is not None:
            later = begins.get(told)
            if later is not None and later > at:
                short(here, due)
                for skipped in scope.stretches[at + 1:later]:
                    short(skipped, skipped.first)
                at, here, fits = later, scope.stretches[later], True
                due, previous, previous_time = here.first, None, ""
        if not fits:
            findings.altered("record-place", "not the record of this place", RECORDS, line=number)
        if not fits and here is not None and previous is None and at > 0 and told[0] == scope.stretches[at - 1].stream \
                and told[0] != here.stream:
            here = None  # a line more after the end of a stretch takes no place of the next
        record.stretch = here
        if problem is None:
            _keep(record, value, records)
            if value["log"] != scope.log:
                findings.altered("record-log", "a record of another log", RECORDS, line=number, **record.place)
            if here is not None and previous is not None and (value["prev"] is None or any(
                    value["prev"][suite] != previous.leaf[suite].hex() for suite in suites)):
                findings.altered("record-prev", "prev is not the leaf of the line before", RECORDS, line=number,
                                 **record.place)
            if here is not None and value["recordedAt"] < previous_time:
                findings.altered("record-time", "recorded before the line before", RECORDS, line=number, **record.place)
            if here is not None:
                previous_time = value["recordedAt"]
        if here is not None:
            previous = record
            due += 1
    if at < len(scope.stretches) and due <= scope.stretches[at].last:
        short(scope.stretches[at], due)
    for skipped in scope.stretches[at + 1:]:
        short(skipped, skipped.first)
    _check_seen(records, scope, findings)
    return records


def _keep(record: Record, value: dict, records: Records) -> None:
    record.stream, record.seq, record.type = value["stream"], value["seq"], value["type"]
    record.parts = {name: value["parts"][name] for name in sorted(value["parts"], key=utf16_order)}
    record.law = {name: value[name] for name in LAW_OF if name in value}
    record.materials = value.get("materials", [])
    if record.type in ("audit.part.redacted", "heads.published") or "seen" in value["data"]:
        record.data = value["data"]
    records.by_key.setdefault((record.stream, record.seq), record)


def _check_seen(records: Records, scope: Scope, findings: Findings) -> None:
    """`data.seen` of the records of the subject."""
    beside = {s.stream: s for s in scope.stretches if s.role == "beside"}
    for record in records.lines:
        if record.stream != scope.subject or not record.data or "seen" not in record.data:
            continue
        seen, where = record.data["seen"], {"line": record.line, **record.place}
        if not isinstance(seen, dict):
            findings.altered("seen", "data.seen is not an object", RECORDS, **where)
            continue
        for name, item in seen.items():
            if not isinstance(item, dict) or not isinstance(item.get("stream"), str) or not is_count(item.get("seq")) \
                    or "leaf" in item and not is_hex(item["leaf"]):
                findings.altered("seen", f"data.seen.{name} is not of its shape", RECORDS, **where)
                continue
            stretch = beside.get(item["stream"])
            if stretch is None or stretch.last < item["seq"]:
                findings.incomplete("seen", f"what was seen as {name} is not in the bundle", RECORDS, **where)
                continue
            there = records.by_key.get((item["stream"], item["seq"]))
            if there and "leaf" in item and there.leaf["sha256"].hex() != item["leaf"]:
                findings.altered("seen", f"what was seen as {name} is another record", RECORDS, **where)


def read_lines(container: Container, name: str, findings: Findings):
    """(number, value or None) of every line of a `.jsonl` file; a line that is not canonical is reported."""
    for number, (raw, ended) in enumerate(container.lines(name), 1):
        value = None
        if not ended:
            findings.altered("line-end", "a line without its end", name, line=number)
        try:
            value = parse(bytes(raw))
        except NotCanonical as why:
            findings.altered("line", f"not canonical: {why}", name, line=number)
        yield number, value
