"""Section 2: the one canonical way in which the ZIP container is written."""
from __future__ import annotations

import mmap
import re
import struct
from dataclasses import dataclass

from findings import Unreadable

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_NAME = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*\Z")
BASE = "evidence/"
MOST_ENTRIES = 65_534
BOUND = 2 ** 32 - 1
MOST_READ = 16 * 1024 * 1024 + 1  # one more than the longest JSON text that is read


@dataclass(frozen=True)
class Entry:
    """One file: its name without the base directory, and where its bytes are."""

    name: str
    crc: int
    start: int
    size: int


class Container:
    """The files of a container, read in place (the whole is mapped, never loaded)."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "rb")
        try:
            self.map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        except (ValueError, OSError):
            self._file.close()
            raise Unreadable("an empty file, or one that cannot be read") from None
        try:
            self.entries = read_entries(self.map)
        except BaseException:
            self.close()
            raise
        self.by_name = {entry.name: entry for entry in self.entries}

    def close(self) -> None:
        self.map.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a file that should be small: of one beyond every limit, no more than shows that it is."""
        entry = self.by_name[name]
        return self.map[entry.start:entry.start + min(entry.size, MOST_READ)]

    def chunks(self, entry: Entry, step: int = 1 << 20):
        end = entry.start + entry.size
        for at in range(entry.start, end, step):
            yield self.map[at:min(at + step, end)]

    def lines(self, name: str):
        """The lines of a file without their newline, as (bytes, whether it was ended by one)."""
        entry = self.by_name[name]
        at, end = entry.start, entry.start + entry.size
        while at < end:
            stop = self.map.find(b"\n", at, end)
            if stop < 0:
                yield self.map[at:min(end, at + MOST_READ)], False
                return
            yield self.map[at:min(stop, at + MOST_READ)], True
            at = stop + 1


def _check(condition: bool, message: str) -> None:
    if not condition:
        raise Unreadable(message)


def read_entries(data) -> list[Entry]:
    total = len(data)
    _check(total >= _END.size, "not a ZIP file: too short")
    (signature, disk, start_disk, here, count, directory_size, directory_at, comment) = \
        _END.unpack_from(data, total - _END.size)
    _check(signature == 0x06054B50, "no end record at the end of the file")
    _check(disk == 0 and start_disk == 0 and comment == 0, "disk numbers or a comment in the end record")
    _check(here == count and count <= MOST_ENTRIES, "the counts of the end record")
    _check(directory_at < BOUND and directory_size < BOUND and
           directory_at + directory_size == total - _END.size, "the directory is not just before the end record")
    entries: list[Entry] = []
    seen: set[str] = set()
    at, local_at = directory_at, 0
    limit = total - _END.size
    for n in range(count):
        _check(at + _CENTRAL.size <= limit, f"directory entry {n} is cut off")
        (signature, made_by, needed, flags, method, time, date, crc, packed, size, name_length, extra, note,
         disk, internal, external, offset) = _CENTRAL.unpack_from(data, at)
        _check(signature == 0x02014B50, f"directory entry {n}: signature")
        _check((made_by, needed, flags, method, time, date) == (10, 10, 0x0800, 0, 0, 0x0021),
               f"directory entry {n}: fixed fields")
        _check((extra, note, disk, internal, external) == (0, 0, 0, 0, 0), f"directory entry {n}: fields that must be 0")
        _check(packed == size and size < BOUND and offset < BOUND, f"directory entry {n}: sizes")
        at += _CENTRAL.size
        _check(at + name_length <= limit, f"directory entry {n} is cut off")
        raw = data[at:at + name_length]
        at += name_length
        _check(offset == local_at, f"directory entry {n}: gap or wrong order")
        _check(local_at + _LOCAL.size + name_length + size <= directory_at, f"entry {n} is cut off")
        local = _LOCAL.unpack_from(data, local_at)
        _check(local == (0x04034B50, 10, 0x0800, 0, 0, 0x0021, crc, size, size, name_length, 0),
               f"entry {n}: the local header is not that of the directory")
        name_at = local_at + _LOCAL.size
        _check(data[name_at:name_at + name_length] == raw, f"entry {n}: two names")
        name = _name(bytes(raw), n)
        _check(name.lower() not in seen, f"entry {n}: a name twice")
        seen.add(name.lower())
        start = name_at + name_length
        entries.append(Entry(name[len(BASE):], crc, start, size))
        local_at = start + size
    _check(at == limit, "bytes after the directory")
    _check(local_at == directory_at, "bytes before the directory")
    return entries


def _name(raw: bytes, n: int) -> str:
    _check(raw.isascii(), f"entry {n}: a name that is not ASCII")
    name = raw.decode("ascii")
    _check(_NAME.match(name) is not None and not {".", ".."} & set(name.split("/")), f"entry {n}: the name")
    _check(name.startswith(BASE), f"entry {n}: a name outside {BASE}")
    return name
