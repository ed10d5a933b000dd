"""Section 1: canonical JSON (RFC 8785), narrowed to integers, NFC and a depth of 100; and base64."""
from __future__ import annotations

import base64
import binascii
import json
import re
import unicodedata

GREATEST = 2 ** 53 - 1
DEEPEST = 100
LONGEST = 16 * 1024 * 1024
LONGEST_PATH = 64
HEX64 = re.compile(r"[0-9a-f]{64}\Z")


class NotCanonical(ValueError):
    """The bytes are not a canonical JSON text of section 1."""


def _pairs(pairs: list) -> dict:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotCanonical("a name twice in an object")
    return members


def _refuse(text: str):
    raise NotCanonical("a number that is not an integer")


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > GREATEST:
        raise NotCanonical("a number beyond 2^53 - 1")
    return int(text)


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_float=_refuse, parse_int=_integer,
                            parse_constant=_refuse, strict=True)
_ESCAPED = re.compile(r'["\\\x00-\x1f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def utf16_order(name: str) -> bytes:
    """Sort key: order by UTF-16 code units (RFC 8785 section 3.2.3)."""
    return name.encode("utf-16-be", "surrogatepass")


def _text(text: str) -> str:
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("a text that is not in form NFC")
    return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0]) or "\\u%04x" % ord(m[0]), text) + '"'


def _write(value, depth: int, out: list[str]) -> None:
    if depth > DEEPEST:
        raise NotCanonical("inside more than 100 others")
    if value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, int):
        out.append(str(value))
    elif isinstance(value, str):
        out.append(_text(value))
    else:
        if isinstance(value, list):
            out.append("[")
            for n, item in enumerate(value):
                if n:
                    out.append(",")
                _write(item, depth + 1, out)
            out.append("]")
        else:
            out.append("{")
            for n, name in enumerate(sorted(value, key=utf16_order)):
                if n:
                    out.append(",")
                out.append(_text(name))
                out.append(":")
                _write(value[name], depth + 1, out)
            out.append("}")


def canonical(value) -> bytes:
    """The canonical form of a value of section 1."""
    out: list[str] = []
    _write(value, 0, out)
    try:
        return "".join(out).encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical("a lone surrogate") from None


def parse(data: bytes):
    """The value of a canonical JSON text; NotCanonical for any other bytes."""
    if len(data) > LONGEST:
        raise NotCanonical("too long")
    try:
        text = bytes(data).decode("utf-8")
        value = _DECODER.decode(text)
    except NotCanonical:
        raise
    except (ValueError, RecursionError) as problem:
        raise NotCanonical(f"not JSON: {type(problem).__name__}") from None
    if canonical(value) != data:
        raise NotCanonical("not in canonical form")
    return value


def is_count(value) -> bool:
    return type(value) is int and 0 <= value <= GREATEST


def is_hex(value) -> bool:
    return isinstance(value, str) and HEX64.match(value) is not None


def is_pair(value) -> bool:
    """A digest pair of section 1."""
    return isinstance(value, dict) and value.keys() == {"sha256", "sm3"} and \
        is_hex(value["sha256"]) and is_hex(value["sm3"])


def unbase64(text) -> bytes | None:
    """Bytes of strict base64 (standard alphabet, padding, no redundant bits), or None."""
    if not isinstance(text, str):
        return None
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        return None
    return data if base64.b64encode(data).decode() == text else None


def hash_path(value) -> list[bytes] | None:
    """A list of base64 texts of 32 bytes, as in sections 9, 11 and 12, or None."""
    if not isinstance(value, list) or len(value) > LONGEST_PATH:
        return None
    path = [unbase64(text) for text in value]
    return path if all(node is not None and len(node) == 32 for node in path) else None
