"""Sections 6, 7 and 8: parts, files of materials, and the law that was applied."""
from __future__ import annotations

import hashlib
import os

import merkle
from bagform import Sums
from findings import Findings
from records import LAW_OF, NOT_JSON, RECORDS, Course, Records, Scope, read_lines
from strictjson import NotCanonical, is_count, is_hex, is_pair, parse, utf16_order
from zipform import Container

PARTS, FILES = "data/parts.jsonl", "data/files.jsonl"
_PART_SHAPES = ({"name", "salt", "seq", "stream", "value"}, {"name", "seq", "stream", "withheld"},
                {"name", "redacted", "seq", "stream"})


def _is_part(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() not in _PART_SHAPES or not isinstance(value["stream"], str) \
            or not isinstance(value["name"], str) or not is_count(value["seq"]):
        return False
    if "withheld" in value:
        return value["withheld"] is True
    if "redacted" in value:
        return is_count(value["redacted"])
    return is_hex(value["salt"]) and isinstance(value["value"], str)


def check_parts(container: Container, scope: Scope, records: Records, findings: Findings, suites: tuple[str, ...]) -> None:
    """Section 6."""
    due: dict[tuple[str, int, str], dict] = {}
    for record in records.counted():
        for name, pair in record.parts.items():
            due[(record.stream, record.seq, name)] = pair
    redacted: dict[tuple[str, int, str], set[int]] = {}
    for record, redaction in records.redactions():
        for item in redaction["parts"] if isinstance(redaction.get("parts"), list) else []:
            if isinstance(item, dict) and is_count(item.get("seq")) and isinstance(item.get("name"), str) \
                    and item["seq"] < record.seq:  # only what was recorded before it
                redacted.setdefault((record.stream, item["seq"], item["name"]), set()).add(record.seq)
    course = Course(scope.stretches)
    furthest, had, withheld = (-1, 0, b""), set(), 0
    for number, value in read_lines(container, PARTS, findings):
        if value is NOT_JSON:
            continue
        if not _is_part(value):
            findings.altered("part-shape", "not a line of this file", PARTS, line=number)
            continue
        key = (value["stream"], value["seq"], value["name"])
        where = {"line": number, "stream": key[0], "seq": key[1], "part": key[2]}
        stretch = course.find(key[0], key[1])
        place = (-1 if stretch is None else stretch, key[1], utf16_order(key[2]))
        if stretch is None or place <= furthest or key not in due:
            findings.altered("part-place", "a part that no record has, a line out of order, or one twice", PARTS, **where)
            furthest = furthest if stretch is None else max(furthest, place)
            continue
        furthest = place
        had.add(key)
        if "withheld" in value:
            withheld += 1
        elif "redacted" in value:
            if value["redacted"] not in redacted.get(key, ()):
                findings.incomplete("part-redacted", "redacted without ground", PARTS, **where)
        else:
            _disclosed(value, due[key], findings, suites, where)
            if key in redacted:
                findings.altered("part-disclosed", "a redaction names this part, and it is disclosed", PARTS, **where)
    for key in due:
        if key not in had:
            findings.incomplete("part-missing", "a part without line", PARTS, stream=key[0], seq=key[1], part=key[2])
    if withheld:
        findings.not_proven.append(f"{withheld} parts are withheld")


def _disclosed(value: dict, pair: dict, findings: Findings, suites: tuple[str, ...], where: dict) -> None:
    text = value["value"].encode()
    try:
        parse(text)
    except NotCanonical as why:
        findings.altered("part-value", f"the value is not canonical: {why}", PARTS, **where)
    hashed = b"audit-part/v1\n" + value["name"].encode() + b"\n" + bytes.fromhex(value["salt"]) + text
    if any(merkle.digest(suite, hashed).hex() != pair[suite] for suite in suites):
        findings.altered("part-digest", "not the part that was recorded", PARTS, **where)


def check_files(container: Container, records: Records, sums: dict[str, Sums], findings: Findings,
                suites: tuple[str, ...], apart: str | None) -> None:
    """Section 7."""
    due: dict[str, dict] = {}
    named: dict[str, dict[str, list[int]]] = {}  # by file, by stream: seq of the records that name it
    for record in records.counted():
        for material in record.materials:
            first = due.setdefault(material["sha256"], material)
            if (first["size"], first["sm3"]) != (material["size"], material["sm3"]):
                findings.altered("file-record", "another size or SM3 digest than a record before gives this file", RECORDS,
                                 line=record.line, **record.place)
            named.setdefault(material["sha256"], {}).setdefault(record.stream, []).append(record.seq)
    redactions: dict[str, dict[str, set[int]]] = {}  # by file, by stream: seq of the records that redact it
    for record, redaction in records.redactions():
        for sha256 in redaction["files"] if isinstance(redaction.get("files"), list) else []:
            if isinstance(sha256, str) and min(named.get(sha256, {}).get(record.stream, [record.seq])) < record.seq:
                redactions.setdefault(sha256, {}).setdefault(record.stream, set()).add(record.seq)

    def gone(sha256: str) -> bool:
        """Whether each stream that names the file has redacted it after the last record there that names it."""
        by_stream, redacted = named.get(sha256, {}), redactions.get(sha256, {})
        return bool(by_stream) and all(max(redacted.get(stream, {-1})) > max(seqs) for stream, seqs in by_stream.items())

    previous, had, held = "", set(), set()
    for number, value in read_lines(container, FILES, findings):
        if value is NOT_JSON:
            continue
        extra = value.keys() - {"sha256", "size", "sm3"} if isinstance(value, dict) else None
        if not isinstance(value, dict) or extra not in (set(), {"withheld"}, {"apart"}, {"redacted", "stream"}) \
                or not is_hex(value.get("sha256")) or not is_hex(value.get("sm3")) or not is_count(value.get("size")) \
                or value.get("withheld", True) is not True or value.get("apart", True) is not True \
                or "redacted" in extra and not (is_count(value["redacted"]) and isinstance(value["stream"], str)):
            findings.altered("file-shape", "not a line of this file", FILES, line=number)
            continue
        sha256, name = value["sha256"], "data/files/" + value["sha256"]
        behind = sha256 <= previous
        previous = max(previous, sha256)
        if behind or sha256 not in due:
            findings.altered("file-place", "a file that no record has, a line out of order, or one twice", FILES, line=number)
            continue
        had.add(sha256)
        if due[sha256]["size"] != value["size"] or due[sha256]["sm3"] != value["sm3"]:
            findings.altered("file-record", "not the size or digest in the record", FILES, line=number)
        if gone(sha256) and not {"redacted", "withheld"} & extra:
            findings.altered("file-disclosed", "this file was redacted, and it is disclosed or apart", FILES, line=number)
        if "redacted" in value:
            if value["redacted"] not in redactions.get(sha256, {}).get(value["stream"], ()):
                findings.incomplete("file-redacted", "redacted without ground", FILES, line=number)
        elif "withheld" in value:
            findings.not_proven.append(f"the file {sha256} is withheld")
        elif "apart" in value:
            _apart(value, apart, findings, suites, number)
        else:
            held.add(name)
            if name not in container:
                findings.incomplete("file-missing", "the file is not there", name)
            elif sums[name].size != value["size"] or sums[name].sha256 != sha256 or \
                    "sm3" in suites and sums[name].sm3 != value["sm3"]:
                findings.altered("file-digest", "not the file that was recorded", name)
    for sha256 in due:
        if sha256 not in had:
            findings.incomplete("file-line", f"no line for the file {sha256}", FILES)
    for name in container.by_name:
        if name.startswith("data/files/") and name not in held:
            findings.altered("file-extra", "a file without line", name)


def _apart(value: dict, folder: str | None, findings: Findings, suites: tuple[str, ...], number: int) -> None:
    path = os.path.join(folder, value["sha256"]) if folder else None
    if not path or not os.path.isfile(path):
        findings.not_proven.append(f"the file {value['sha256']} is beside the bundle and was not seen")
        return
    hashes = {suite: hashlib.new(suite) for suite in suites}
    with open(path, "rb") as stream:
        while chunk := stream.read(1 << 20):
            for digest in hashes.values():
                digest.update(chunk)
        size = stream.tell()
    if size != value["size"] or any(hashes[suite].hexdigest() != value[suite] for suite in suites):
        findings.altered("file-digest", "the file beside the bundle is not the one that was recorded", FILES, line=number)


def check_law(container: Container, records: Records, findings: Findings, suites: tuple[str, ...]) -> None:
    """Section 8."""
    named: dict[tuple[str, str], dict] = {}  # what records and calendars refer to
    required: set[tuple[str, str]] = set()

    def refer(kind: str, pair: dict, is_required: bool, file: str, **where) -> None:
        key = (kind, pair["sha256"])
        if named.setdefault(key, pair)["sm3"] != pair["sm3"]:
            findings.altered("law-pair", "another SM3 digest than this document was given before", file, **where)
        if is_required:
            required.add(key)

    for record in records.counted():
        for member, kind in LAW_OF.items():
            if member in record.law:
                refer(kind, record.law[member], record.stretch.role == "subject", RECORDS, line=record.line, **record.place)
    names = [name for name in container.by_name if name.startswith("data/law/")]
    notices_known = True
    for kind, sha256 in [key for key in named if key[0] == "calendars"]:
        name = f"data/law/calendars/{sha256}"
        if name not in container:
            notices_known = notices_known and (kind, sha256) not in required
            continue
        try:
            value = parse(container.bytes_of(name))
            if not isinstance(value, dict) or value.keys() != {"notices"} or not isinstance(value["notices"], list) \
                    or not all(is_pair(pair) for pair in value["notices"]):
                raise NotCanonical("not of its shape")
        except NotCanonical as why:
            findings.altered("calendar", f"not a calendar: {why}", name)
            notices_known = False
            continue
        for pair in value["notices"]:
            refer("notices", pair, True, name)
    for kind, sha256 in required:
        if f"data/law/{kind}/{sha256}" not in container:
            findings.incomplete("law-missing", "what was applied is not there", f"data/law/{kind}/{sha256}")
    for name in names:
        if name.count("/") != 3:
            continue
        kind, sha256 = name.split("/")[2:4]
        prefix = b"" if kind == "organisations" else b"def/v1\n"
        digests = {}
        for suite in suites:
            running = hashlib.new(suite, prefix)
            for chunk in container.chunks(container.by_name[name]):
                running.update(chunk)
            digests[suite] = running.hexdigest()
        pair = named.get((kind, sha256))
        if pair is not None and any(digests[suite] != pair[suite] for suite in suites):
            findings.altered("law-digest", "not what was recorded", name)
        # What a calendar that is missing or cannot be read refers to is not known.
        if pair is None and (kind != "notices" or notices_known):
            findings.altered("law-extra", "nothing refers to this", name)
