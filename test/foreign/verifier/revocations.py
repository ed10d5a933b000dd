"""Section 11: lists of revoked certificates (CRL, RFC 5280) beside time stamps."""
from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import datetime

import opensslcall
from stamps import _ALGORITHMS, _DIGESTS, _EC, _RSA, _SM2_CURVE, BadStamp, Certificate, Node, Stamp, chain_holds, need, \
    read_certificate, read_one, read_time

LARGEST_LIST = 1 << 18
_REASON, _KEY_USAGE = "2.5.29.21", "2.5.29.15"
# RFC 3161 4: for these reasons what was stamped before stays good.
_HARMLESS = (0, 3, 4, 5)


@dataclass(frozen=True)
class RevocationList:
    """A list as it is written; nothing in it counts before its signature does."""

    issuer: bytes
    this_update: datetime
    next_update: datetime | None
    revoked: dict[bytes, tuple[datetime, int | None]]
    partial: bool
    signed: bytes
    algorithm: Node
    signature: bytes


def _extensions(node: Node) -> dict[str, tuple[bool, bytes]]:
    found = {}
    for extension in node.items():
        item = extension.expect(0x30, "extension").items()
        need(2 <= len(item) <= 3, "an extension of another shape")
        found[item[0].oid()] = (len(item) == 3 and item[1].body == b"\xff", item[-1].expect(4, "extension").body)
    return found


def read_list(data: bytes) -> RevocationList:
    """BadStamp when it is none."""
    try:
        return _read_list(data)
    except (IndexError, ValueError, RecursionError, OverflowError) as problem:
        raise BadStamp(str(problem) or "of another shape") from None


def _read_list(data: bytes) -> RevocationList:
    need(len(data) <= LARGEST_LIST, "too large")
    whole = read_one(data).expect(0x30, "list").items()
    need(len(whole) == 3 and whole[2].tag == 3 and whole[2].body[:1] == b"\0", "a list of another shape")
    fields = whole[0].expect(0x30, "list").items()
    if fields[0].tag == 2:
        need(fields[0].body == b"\1", "a list of another version")
        fields = fields[1:]
    need(fields[0].raw == whole[1].expect(0x30, "algorithm").raw, "a list with two algorithms")
    issuer, this_update, rest = fields[1].expect(0x30, "issuer"), read_time(fields[2]), fields[3:]
    next_update = None
    if rest and rest[0].tag in (0x17, 0x18):
        next_update, rest = read_time(rest[0]), rest[1:]
    revoked, partial = {}, False
    if rest and rest[0].tag == 0x30:
        for entry in rest[0].items():
            parts = entry.expect(0x30, "entry").items()
            need(2 <= len(parts) <= 3, "an entry of another shape")
            said = _extensions(parts[2]) if len(parts) == 3 else {}
            partial = partial or any(critical for name, (critical, _) in said.items() if name != _REASON)
            reason = read_one(said[_REASON][1]).expect(10, "reason").body[0] if _REASON in said else None
            revoked[parts[0].expect(2, "serial number").body] = (read_time(parts[1]), reason)
        rest = rest[1:]
    if rest and rest[0].tag == 0xA0:
        partial = partial or any(critical for critical, _ in _extensions(read_one(rest[0].body)).values())
        rest = rest[1:]
    need(not rest, "a member too many")
    return RevocationList(issuer.raw, this_update, next_update, revoked, partial, whole[0].raw, whole[1], whole[2].body[1:])


def _subject(certificate: Certificate) -> bytes:
    fields = read_one(certificate.raw).items()[0].items()
    return fields[5 if fields[0].tag == 0xA0 else 4].raw


def _may_sign_lists(certificate: Certificate) -> bool:
    usage = certificate.extensions.get(_KEY_USAGE)
    if usage is None:
        return True
    bits = read_one(usage[1]).body
    return len(bits) > 1 and bool(bits[1] & 0x02)  # bit 6: cRLSign


def _is_by(one: RevocationList, issuer: Certificate) -> bool:
    if _subject(issuer) != one.issuer or not _may_sign_lists(issuer):
        return False
    kind, digest = _ALGORITHMS.get(one.algorithm.items()[0].oid(), ("", None))
    key = issuer.spki.items()[0].items()
    spki = issuer.spki.raw
    if kind == "ec" and digest == "sm3" and key[0].oid() == _EC and key[1].raw[:1] == b"\6" and key[1].oid() == _SM2_CURVE:
        return opensslcall.verify_sm2(spki, one.signed, one.signature)
    if kind in ("ec", "rsa") and digest in _DIGESTS.values() and key[0].oid() == (_EC if kind == "ec" else _RSA):
        return opensslcall.verify(spki, one.signed, one.signature, "-digest", digest)
    return False


def certificates_in(pem: bytes) -> list[Certificate]:
    blocks = re.findall(rb"-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----", pem)
    found = []
    for block in blocks:
        try:
            found.append(read_certificate(read_one(base64.b64decode(block))))
        except (BadStamp, ValueError):
            continue
    return found


def _certificates(stamp: Stamp) -> list[Certificate]:
    return [stamp.signer, *(read_certificate(read_one(raw)) for raw in stamp.others)]


def flaw_in_list(data: bytes, stamps: list[Stamp], roots: bytes | None) -> str | None:
    """What is wrong with a list beside these stamps; None: nothing."""
    try:
        one = read_list(data)
    except BadStamp as why:
        return f"not a list of revoked certificates: {why}"
    concerned = [stamp for stamp in stamps if any(c.issuer == one.issuer for c in _certificates(stamp))]
    if not concerned:
        return "of no issuer of a certificate here"
    trusted = [stamp for stamp in concerned if roots is not None and chain_holds(stamp, roots)]
    if not trusted:
        return None
    known = certificates_in(roots or b"") + [c for stamp in trusted for c in _certificates(stamp)]
    return None if any(_is_by(one, issuer) for issuer in known) else "the signature is not by the issuer"


def is_checked(stamp: Stamp, lists: list[bytes], roots: bytes) -> bool:
    """Whether lists that hold are there, and of the right time, for each certificate of the stamp's chain but the root."""
    trusted = certificates_in(roots)
    known = trusted + _certificates(stamp)
    usable = [one for one in map(read_list, lists) if not one.partial and any(_is_by(one, issuer) for issuer in known)]
    chain, ends = [stamp.signer], {_subject(root) for root in trusted}
    while chain[-1].issuer not in ends:
        above = [c for c in _certificates(stamp) if _subject(c) == chain[-1].issuer and c not in chain]
        if not above:
            return False
        chain.append(above[0])
    return all(any(one.issuer == c.issuer and one.this_update <= c.not_after
                   and (one.this_update >= stamp.time or one.next_update is not None and one.next_update >= stamp.time)
                   for one in usable) for c in chain)


def is_revoked(stamp: Stamp, lists: list[bytes], roots: bytes) -> bool:
    """Whether lists that hold say that a certificate of the stamp's chain had been revoked, so that the stamp is void."""
    known = certificates_in(roots) + _certificates(stamp)
    for one in map(read_list, lists):
        if one.partial or not any(_is_by(one, issuer) for issuer in known):
            continue
        for certificate in _certificates(stamp):
            found = one.revoked.get(certificate.serial) if certificate.issuer == one.issuer else None
            if found and (found[0] <= stamp.time or found[1] not in _HARMLESS):
                return True
    return False
