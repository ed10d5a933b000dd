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
_STREAM = re.compile(r"[\x21-\x7e]{1,200}\Z")
_CASE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
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
        need(role in ROLES and isinstance(stream, str) and bool(_STREAM.match(stream)), "a stream's role or id")
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
    """One line of `records.jsonl`; of a line that is the record of its place or of a later one, the members that matter are kept."""

    line: int
    leaf: dict[str, bytes]
    at: tuple[str, int] | None  # stream and seq by which the line is spoken of
    stretch: Stretch | None = None  # None: nothing follows from the line
    stream: str | None = None
    seq: int | None = None
    type: str | None = None
    parts: dict = field(default_factory=dict)
    law: dict = field(default_factory=dict)
    materials: list = field(default_factory=list)
    data: dict | None = None  # only where sections 5, 6, 7, 11 or 12 look into it
    index: int | None = None  # in the log, from section 9

    @property
    def place(self) -> dict:
        return {"stream": self.at[0], "seq": self.at[1]} if self.at else {}


@dataclass
class Records:
    lines: list[Record] = field(default_factory=list)
    by_key: dict[tuple[str, int], Record] = field(default_factory=dict)
    related: set[str] = field(default_factory=set)  # cases that the subject names as related to it

    def counted(self) -> list[Record]:
        """The records from which something follows, in their order."""
        return [record for record in self.lines if record.stretch is not None]

    def redactions(self):
        """(record, what it redacts) of every well-formed redaction record in the bundle."""
        for record in self.counted():
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
        "prev": "prev" in value and (value["prev"] is None or is_pair(value["prev"])),
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


class Course:
    """Which place of the scope the next line has: the cursor of section 5."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self.stretches = stretches
        self.number, self.seq = 0, stretches[0].first
        self._of: dict[str, list[int]] = {}
        for n, stretch in enumerate(stretches):
            self._of.setdefault(stretch.stream, []).append(n)

    @property
    def place(self) -> tuple[str, int] | None:
        return (self.stretches[self.number].stream, self.seq) if self.number < len(self.stretches) else None

    def find(self, stream: str, seq: int) -> int | None:
        """The number of the stretch that has this record."""
        return next((n for n in self._of.get(stream, ()) if self.stretches[n].first <= seq <= self.stretches[n].last), None)

    def advance_to(self, number: int, seq: int) -> list[tuple[Stretch, int]]:
        """Puts the cursor there; returns the stretches with places that it went over, and the first of these."""
        over = []
        while self.number < number:
            over.append((self.stretches[self.number], self.seq))
            self.number += 1
            self.seq = self.stretches[self.number].first if self.number < len(self.stretches) else 0
        if self.number < len(self.stretches) and self.seq < seq:
            over.append((self.stretches[self.number], self.seq))
            self.seq = seq
        return over

    def step(self) -> None:
        if self.number < len(self.stretches):
            self.seq += 1
            if self.seq > self.stretches[self.number].last:
                self.number += 1
                self.seq = self.stretches[self.number].first if self.number < len(self.stretches) else 0


def read_records(container: Container, scope: Scope, findings: Findings, suites: tuple[str, ...]) -> Records:
    """Section 5."""
    records, course = Records(), Course(scope.stretches)
    before: Record | None = None  # the line that took a place last, in the same stretch
    time_before = ""
    number = 0

    def missing(over: list[tuple[Stretch, int]]) -> None:
        for stretch, seq in over:
            findings.incomplete("records-missing", "records are missing", RECORDS, line=number, stream=stretch.stream, seq=seq)

    for number, (raw, ended) in enumerate(container.lines(RECORDS), 1):
        raw = bytes(raw)
        whole = ended and len(raw) <= LONGEST_RECORD
        record = Record(number, {suite: merkle.leaf_hash(suite, raw) if whole else b"" for suite in suites}, course.place)
        records.lines.append(record)
        value, problem = _read(raw, ended)
        if problem:
            findings.altered("record", problem, RECORDS, line=number, **record.place)
            course.step()
            before, time_before = record, ""
            continue
        told, over = (value["stream"], value["seq"]), []
        stretch_number = course.find(*told)
        stretch = scope.stretches[stretch_number] if stretch_number is not None else None
        begins = stretch is not None and value["seq"] == stretch.first
        behind = stretch is None or (stretch_number, value["seq"]) < (course.number, course.seq)
        if not behind:
            over = course.advance_to(stretch_number, value["seq"])
            missing(over)
            if begins:
                record.at, before, time_before = told, None, ""
            course.step()
        where = {"line": number, **record.place}
        if behind or over and not begins:
            findings.altered("record-place", "not the record of this place", RECORDS, **where)
        if value["log"] != scope.log:
            findings.altered("record-log", "a record of another log", RECORDS, **where)
        if behind:
            continue
        record.stretch = stretch
        _keep(record, value, records)
        if before is not None and (value["prev"] is None or any(
                value["prev"][suite] != before.leaf[suite].hex() for suite in suites)):
            findings.altered("record-prev", "prev is not the leaf of the line before", RECORDS, **where)
        if value["seq"] == 0 and value["prev"] is not None:
            findings.altered("record-prev", "there is a prev at 0", RECORDS, **where)
        if value["recordedAt"] < time_before:
            findings.altered("record-time", "recorded before the line before", RECORDS, **where)
        before, time_before = record, value["recordedAt"]
    number += 1
    missing(course.advance_to(len(scope.stretches), 0))
    _check_seen(records, scope, findings)
    if records.related:
        findings.not_proven.append(f"anything of the related cases, which are not here: {', '.join(sorted(records.related))}")
    return records


def _read(raw: bytes, ended: bool) -> tuple[dict, str | None]:
    """The record in a line, or what is wrong with it."""
    if not ended:
        return {}, "a line without its end"
    if len(raw) > LONGEST_RECORD:
        return {}, "longer than a record may be"
    try:
        value = parse(raw)
    except NotCanonical as why:
        return {}, f"not canonical: {why}"
    member = wrong_member(value)
    return value, f"the member {member}" if member else None


def _keep(record: Record, value: dict, records: Records) -> None:
    record.stream, record.seq, record.type = value["stream"], value["seq"], value["type"]
    record.parts = {name: value["parts"][name] for name in sorted(value["parts"], key=utf16_order)}
    record.law = {name: value[name] for name in LAW_OF if name in value}
    record.materials = value.get("materials", [])
    if record.type in ("audit.part.redacted", "heads.published", "stamps.renewed") or "seen" in value["data"]:
        record.data = value["data"]
    if record.stretch.role == "subject":
        records.related |= _related(value["data"].get("opened"))
    records.by_key.setdefault((record.stream, record.seq), record)


def _related(opened: object) -> set[str]:
    """The cases in `data.opened.related`: ids, and lists of ids, by the name of the relation."""
    related = opened.get("related") if isinstance(opened, dict) else None
    named = [one for some in related.values() for one in (some if isinstance(some, list) else [some])] \
        if isinstance(related, dict) else []
    return {one for one in named if isinstance(one, str) and _CASE.match(one)}


def _check_seen(records: Records, scope: Scope, findings: Findings) -> None:
    """`data.seen` of the records of the subject."""
    beside = {s.stream: s for s in scope.stretches if s.role == "beside"}
    said: dict[tuple[str, int], tuple[str, dict]] = {}  # the leaf of a record, and where it was said first
    for record in records.counted():
        if record.stretch.role != "subject" or not record.data or "seen" not in record.data:
            continue
        seen, where = record.data["seen"], {"line": record.line, **record.place}
        if not isinstance(seen, dict) or not all(
                isinstance(item, dict) and isinstance(item.get("stream"), str) and is_count(item.get("seq"))
                and ("leaf" not in item or is_hex(item["leaf"])) for item in seen.values()):
            findings.altered("seen", "data.seen is not of its shape", RECORDS, **where)
            continue
        for name, item in seen.items():
            stretch = beside.get(item["stream"])
            if stretch is None or stretch.last < item["seq"]:
                findings.incomplete("seen", f"what was seen as {name} is not in the bundle", RECORDS, **where)
                continue
            if "leaf" not in item:
                continue
            first, _ = said.setdefault((item["stream"], item["seq"]), (item["leaf"], where))
            if first != item["leaf"]:
                findings.altered("seen", f"another leaf than was said before of what was seen as {name}", RECORDS, **where)
    for key, (leaf, where) in said.items():
        there = records.by_key.get(key)
        if there and there.leaf["sha256"].hex() != leaf:
            findings.altered("seen", "what was seen is another record", RECORDS, **where)


NOT_JSON = object()


def read_lines(container: Container, name: str, findings: Findings, place_of=lambda number: {}):
    """(number, value) of every line of a `.jsonl` file; a line that is not canonical is reported, and its value is NOT_JSON."""
    for number, (raw, ended) in enumerate(container.lines(name), 1):
        value = NOT_JSON
        try:
            if not ended:
                raise NotCanonical("a line without its end")
            value = parse(bytes(raw))
        except NotCanonical as why:
            findings.altered("line", f"not canonical: {why}", name, line=number, **place_of(number))
        yield number, value
