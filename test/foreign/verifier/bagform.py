"""Section 3: which files there are, in which order, and the manifests of the bag."""
from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass

from findings import Findings, Unreadable
from zipform import Container

_H = r"[0-9a-f]{64}"
_N = r"[A-Za-z0-9._-]+"
_SIZE = r"(?:0|[1-9][0-9]{0,15})"
LAW_KINDS = ("calendars", "definitions", "notices", "organisations", "rules")
# Rows of the table, in order: (pattern, mandatory).
_ROWS = [(re.compile(pattern + r"\Z"), mandatory) for pattern, mandatory in [
    (r"bagit\.txt", True), (r"bag-info\.txt", True), (r"manifest-sha256\.txt", True), (r"manifest-sm3\.txt", True),
    (r"tagmanifest-sha256\.txt", True), (r"data/scope\.json", True), (r"data/records\.jsonl", True),
    (r"data/parts\.jsonl", True), (r"data/files\.jsonl", True), (rf"data/files/{_H}", False),
    (rf"data/law/(?:{'|'.join(LAW_KINDS)})/{_H}", False), (r"data/proofs/sha256\.jsonl", True),
    (r"data/proofs/sm3\.jsonl", True), (r"data/checkpoint/sha256\.note", True), (r"data/checkpoint/sm3\.note", True),
    (rf"data/anchors/{_SIZE}/(?:sha256\.note|sm3\.note|{_N}\.(?:tsr|crl))", False), (r"data/anchors\.jsonl", True),
    (r"data/renewals\.jsonl", False),
    (r"data/heads\.jsonl", True), (rf"data/report/{_N}", False)]]
MANDATORY = [pattern.pattern[:-2].replace("\\", "") for pattern, mandatory in _ROWS if mandatory]
TAGGED = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sm3.txt")
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LONGEST_LINE = 70_000
_LINE = re.compile(rb"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)\Z")


@dataclass(frozen=True)
class Sums:
    """Digests and size of one file, from one pass over its bytes."""

    size: int
    sha256: str
    sm3: str | None


def row_of(name: str) -> int | None:
    for row, (pattern, _) in enumerate(_ROWS):
        if pattern.match(name):
            return row
    return None


def check_order(container: Container) -> None:
    """Section 2: the order of section 3. Files of other names have no place in it and are passed over."""
    last = (-1, b"")
    for entry in container.entries:
        row = row_of(entry.name)
        if row is None:
            continue
        here = (row, entry.name.encode())
        if here <= last:
            raise Unreadable(f"{entry.name} is not in the order of the files")
        last = here


def sum_files(container: Container, findings: Findings, suites: tuple[str, ...]) -> dict[str, Sums]:
    """CRC-32 of every file (section 2) and its digests."""
    sums = {}
    for entry in container.entries:
        crc, sha256 = 0, hashlib.sha256()
        sm3 = hashlib.new("sm3") if "sm3" in suites else None
        for chunk in container.chunks(entry):
            crc = zlib.crc32(chunk, crc)
            sha256.update(chunk)
            if sm3:
                sm3.update(chunk)
        if crc != entry.crc:
            findings.altered("crc", "the CRC-32 does not fit the bytes", entry.name)
        sums[entry.name] = Sums(entry.size, sha256.hexdigest(), sm3.hexdigest() if sm3 else None)
    return sums


def check_bag(container: Container, sums: dict[str, Sums], findings: Findings, suites: tuple[str, ...]) -> None:
    missing: dict[str, str] = {}
    for name in MANDATORY:
        if name not in container:
            missing[name] = "a file that must be there is missing"
    for entry in container.entries:
        if row_of(entry.name) is None:
            findings.altered("file-name", "a file of another name", entry.name)
    payload = {name: s for name, s in sums.items() if name.startswith("data/")}
    named: set[str] = set()
    for suite in ("sha256", "sm3"):
        manifest = f"manifest-{suite}.txt"
        if manifest in container and suite in suites:
            named |= _manifest(container, manifest, suite, payload, findings)
    for name in sorted(named):
        if name not in missing:
            missing[name] = "a manifest names a file that is not there"
    for name, why in missing.items():
        findings.incomplete("file-missing", why, name)
    if "tagmanifest-sha256.txt" in container:
        present = {name: sums[name] for name in TAGGED if name in sums}
        absent = _manifest(container, "tagmanifest-sha256.txt", "sha256", present, findings, TAGGED)
        for name in sorted(absent - set(missing)):
            findings.incomplete("file-missing", "the tag manifest names a file that is not there", name)
    if "bagit.txt" in container and container.bytes_of("bagit.txt") != BAGIT:
        findings.altered("bagit", "not the text that it must be", "bagit.txt")


def _manifest(container: Container, manifest: str, suite: str, files: dict[str, Sums], findings: Findings,
              allowed: tuple[str, ...] | None = None) -> set[str]:
    """Checks one manifest; returns what it names and is not there."""
    listed: dict[str, str] = {}
    furthest = b""
    for number, (line, ended) in enumerate(container.lines(manifest), 1):
        match = _LINE.match(line) if ended and len(line) <= LONGEST_LINE else None
        behind = match is not None and match[2] <= furthest
        furthest = max(furthest, match[2]) if match else furthest
        path = match[2].decode() if match else ""
        can_be = path in files or (path in allowed if allowed else path.startswith("data/") and row_of(path) is not None)
        if match is None or behind or not can_be:
            findings.altered("manifest-line", "not a line of this manifest, or not in its place", manifest, line=number)
        else:
            listed[path] = match[1].decode()
    for path, sums in files.items():
        if path not in listed:
            findings.altered("manifest-file", f"{manifest} does not name this file", path)
        elif getattr(sums, suite) != listed[path]:
            findings.altered("digest", f"{manifest} has another digest for this file", path)
    return listed.keys() - files.keys()


def check_info(container: Container, sums: dict[str, Sums], subject: str | None, findings: Findings) -> None:
    """`bag-info.txt`. Where files are missing (which is reported as such), the sums can only be bounded from below."""
    if "bag-info.txt" not in container:
        return
    data = container.bytes_of("bag-info.txt")[:100_000]
    match = re.match(rb"External-Identifier: ([^\n]+)\nPayload-Oxum: (0|[1-9][0-9]{0,15})\.(0|[1-9][0-9]{0,8})\n\Z", data)
    payload = [s.size for name, s in sums.items() if name.startswith("data/")]
    if not match:
        findings.altered("bag-info", "not the text that it must be", "bag-info.txt")
        return
    if subject is not None and match[1] != subject.encode("utf-8", "replace"):
        findings.altered("bag-info", "another subject than that of the scope", "bag-info.txt")
    octets, files = int(match[2]), int(match[3])
    lost = any(v["code"] == "file-missing" and v["place"]["file"].startswith("data/") for v in findings.violations)
    fits = octets >= sum(payload) and files > len(payload) if lost else (octets, files) == (sum(payload), len(payload))
    # Manifests and sums made anew after a file was taken away fit what is left.
    if not fits and not (lost and (octets, files) == (sum(payload), len(payload))):
        findings.altered("bag-info", "other sums than those of the files", "bag-info.txt")
