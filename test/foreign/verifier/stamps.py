"""Section 11: RFC 3161 time-stamp tokens (CMS, RFC 5652), read here; keys and chains by `openssl`."""
from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timezone

import opensslcall

LARGEST_TOKEN = 1 << 18
_DIGESTS = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512",
            "1.2.156.10197.1.401": "sm3", "1.3.14.3.2.26": "sha1"}
IMPRINTS = ("sha256", "sha384", "sha512", "sm3")
_SIGNED_DATA, _TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
_CONTENT_TYPE, _MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
_SIGNING_CERT, _SIGNING_CERT_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
_EXTENDED_USAGE, _TIME_STAMPING = "2.5.29.37", "1.3.6.1.5.5.7.3.8"
_RSA, _PSS, _EC, _ED25519 = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.10045.2.1", "1.3.101.112"
_SM2_CURVE = "1.2.156.10197.1.301"
# Signature algorithm -> (kind of key, digest that it fixes or None)
_ALGORITHMS = {
    _RSA: ("rsa", None), "1.2.840.113549.1.1.11": ("rsa", "sha256"), "1.2.840.113549.1.1.12": ("rsa", "sha384"),
    "1.2.840.113549.1.1.13": ("rsa", "sha512"), "1.2.156.10197.1.504": ("rsa", "sm3"), _PSS: ("pss", None),
    _EC: ("ec", None), "1.2.840.10045.4.3.2": ("ec", "sha256"), "1.2.840.10045.4.3.3": ("ec", "sha384"),
    "1.2.840.10045.4.3.4": ("ec", "sha512"), "1.2.156.10197.1.501": ("ec", "sm3"), "1.2.156.10197.1.301": ("ec", None),
    "1.2.156.10197.1.301.1": ("ec", None), _ED25519: ("ed25519", None)}


class BadStamp(ValueError):
    """The token is not one, or does not fit."""


def need(condition: bool, message: str) -> None:
    if not condition:
        raise BadStamp(message)


@dataclass(frozen=True)
class Node:
    """One DER element: its tag byte, its content and all of its bytes."""

    tag: int
    body: bytes
    raw: bytes

    def items(self) -> list["Node"]:
        return read_all(self.body)

    def expect(self, tag: int, what: str) -> "Node":
        need(self.tag == tag, f"no {what}")
        return self

    def oid(self) -> str:
        self.expect(6, "object identifier")
        numbers, value = [], 0
        need(bool(self.body) and len(self.body) < 64 and not self.body[-1] & 0x80, "an object identifier cut off")
        for byte in self.body:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                numbers.append(value)
                value = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))


def read_all(data: bytes) -> list[Node]:
    nodes, at = [], 0
    while at < len(data):
        start, tag = at, data[at]
        need(tag & 0x1F != 0x1F and at + 2 <= len(data), "DER: a tag")
        length, at = data[at + 1], at + 2
        if length >= 0x80:
            count = length & 0x7F
            need(1 <= count <= 4 and at + count <= len(data), "DER: a length")
            length = int.from_bytes(data[at:at + count], "big")
            need(data[at] != 0 and length >= 0x80, "DER: a length that is not the shortest")
            at += count
        need(at + length <= len(data), "DER: cut off")
        nodes.append(Node(tag, data[at:at + length], data[start:at + length]))
        at += length
    return nodes


def read_one(data: bytes) -> Node:
    nodes = read_all(data)
    need(len(nodes) == 1, "DER: not one element")
    return nodes[0]


def read_time(node: Node) -> datetime:
    try:
        text = node.body.decode("ascii")
        if node.tag == 0x17:  # UTCTime
            text = ("19" if text[:2] >= "50" else "20") + text
        else:
            need(node.tag == 0x18, "no time")
        whole, _, fraction = text.removesuffix("Z").partition(".")
        need(text.endswith("Z") and len(whole) == 14 and whole.isdigit(), "a time that is not in UTC with seconds")
        need(text[14] == "Z" or fraction.isdigit() and not fraction.endswith("0"), "a fraction of a second")
        moment = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
        return moment.replace(microsecond=int(fraction[:6].ljust(6, "0")) if fraction else 0)
    except (ValueError, IndexError) as problem:
        raise BadStamp(str(problem)) from None


@dataclass(frozen=True)
class Certificate:
    raw: bytes
    issuer: bytes
    serial: bytes
    not_before: datetime
    not_after: datetime
    spki: Node
    extensions: dict[str, tuple[bool, bytes]]


def read_certificate(node: Node) -> Certificate:
    parts = node.expect(0x30, "certificate").items()
    need(len(parts) == 3, "a certificate of another shape")
    fields = parts[0].expect(0x30, "certificate content").items()
    if fields and fields[0].tag == 0xA0:
        fields = fields[1:]
    need(len(fields) >= 6, "a certificate of another shape")
    validity = fields[3].items()
    need(len(validity) == 2, "a certificate without validity")
    extensions = {}
    for field in fields[6:]:
        if field.tag != 0xA3:
            continue
        for extension in read_one(field.body).items():
            item = extension.items()
            need(2 <= len(item) <= 3, "an extension of another shape")
            name = item[0].oid()
            need(name not in extensions, "an extension twice")
            extensions[name] = (len(item) == 3 and item[1].raw == b"\x01\x01\xff", item[-1].expect(4, "extension").body)
    return Certificate(node.raw, fields[2].raw, fields[0].expect(2, "serial").body, read_time(validity[0]),
                       read_time(validity[1]), fields[5], extensions)


@dataclass(frozen=True)
class Stamp:
    """A token that fits: when, by whom, and with which certificates."""

    time: datetime
    signer: Certificate
    others: list[bytes]


def _attributes(node: Node) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for attribute in node.items():
        parts = attribute.expect(0x30, "attribute").items()
        need(len(parts) == 2 and parts[1].tag == 0x31, "an attribute of another shape")
        name, values = parts[0].oid(), parts[1].items()
        need(name not in found, "a signed attribute twice")
        if name in (_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_CERT, _SIGNING_CERT_V2):
            need(len(values) == 1, "an attribute with more or fewer than one value")
        found[name] = values[0] if values else parts[1]
    return found


def _check_signing_certificate(attribute: Node, version: int, signer: Certificate) -> None:
    first = attribute.items()[:1]
    need(bool(first), "no signing certificate")
    identifiers = first[0].items()
    need(bool(identifiers), "no signing certificate")
    parts = identifiers[0].items()
    algorithm = "sha1" if version == 1 else "sha256"
    if version == 2 and parts and parts[0].tag == 0x30 and parts[0].items() and parts[0].items()[0].tag == 6:
        algorithm = _DIGESTS.get(parts[0].items()[0].oid(), "")
        parts = parts[1:]
    need(algorithm in (*IMPRINTS, "sha1") and bool(parts) and parts[0].tag == 4, "the signing certificate's digest")
    need(hashlib.new(algorithm, signer.raw).digest() == parts[0].body, "the signing certificate is another")
    if len(parts) > 1:
        issuer_serial = parts[1].items()
        need(len(issuer_serial) == 2, "the issuer of the signing certificate")
        names = issuer_serial[0].items()
        need(len(names) == 1 and names[0].tag == 0xA4 and names[0].body == signer.issuer
             and issuer_serial[1].body == signer.serial, "the issuer of the signing certificate is another")


def _check_signature(signer: Certificate, algorithm: Node, digest: str, message: bytes, signature: bytes) -> None:
    items = algorithm.items()
    need(bool(items), "no signature algorithm")
    kind, fixed = _ALGORITHMS.get(items[0].oid(), ("", None))
    key = signer.spki.items()[0].items()
    key_kind = key[0].oid() if key else ""
    need(fixed is None or fixed == digest, "the signature's digest is not that of the signer")
    spki = signer.spki.raw
    if kind == "ec" and key_kind == _EC and len(key) > 1 and key[1].tag == 6 and key[1].oid() == _SM2_CURVE:
        need(digest == "sm3", "an SM2 signature without SM3")
        # GB/T 35276 has the default user id; openssl 3.0 writes its own tokens with an empty one.
        fits = opensslcall.verify_sm2(spki, message, signature) or opensslcall.verify_sm2(spki, message, signature, "")
    elif kind == "ec" and key_kind == _EC or kind == "rsa" and key_kind == _RSA:
        fits = opensslcall.verify(spki, message, signature, "-digest", digest)
    elif kind == "pss" and key_kind in (_RSA, _PSS):
        fits = opensslcall.verify(spki, message, signature, "-digest", digest, "-pkeyopt", "rsa_padding_mode:pss",
                                  "-pkeyopt", "rsa_pss_saltlen:auto")
    elif kind == "ed25519" and key_kind == _ED25519:
        fits = opensslcall.verify(spki, message, signature)
    else:
        raise BadStamp("a signature algorithm that is not known, or not that of the key")
    need(fits, "the signature does not fit")


def check_stamp(token: bytes, stamped: bytes) -> Stamp:
    """Checks everything but the chain; BadStamp when something does not fit."""
    try:
        return _check_stamp(token, stamped)
    except (IndexError, ValueError, RecursionError, OverflowError) as problem:
        raise BadStamp(str(problem) or "of another shape") from None


def _check_stamp(token: bytes, stamped: bytes) -> Stamp:
    need(len(token) <= LARGEST_TOKEN, "too large")
    content = read_one(token).expect(0x30, "ContentInfo").items()
    need(len(content) == 2 and content[0].oid() == _SIGNED_DATA and content[1].tag == 0xA0, "not signed data")
    fields = read_one(content[1].body).expect(0x30, "SignedData").items()
    need(len(fields) >= 4 and [f.tag for f in fields[:3]] == [2, 0x31, 0x30] and fields[0].body in (b"\3", b"\4", b"\5"),
         "SignedData of another shape")
    inner = fields[2].items()
    need(len(inner) == 2 and inner[0].oid() == _TST_INFO and inner[1].tag == 0xA0, "not a time stamp")
    info = read_one(inner[1].body).expect(4, "TSTInfo").body
    certificates = [read_certificate(node) for f in fields[3:-1] if f.tag == 0xA0 for node in f.items() if node.tag == 0x30]
    signers = fields[-1].expect(0x31, "signers").items()
    need(len(signers) == 1, "not exactly one signer")
    parts = signers[0].expect(0x30, "signer").items()
    need(len(parts) >= 6 and [p.tag for p in parts[2:6]] == [0x30, 0xA0, 0x30, 4], "a signer without signed attributes")
    need(parts[0].raw == b"\2\1\1", "the version of the signer")
    wanted = parts[1].items() if parts[1].tag == 0x30 else []
    need(len(wanted) == 2 and wanted[1].tag == 2, "a signer that is not named by issuer and serial number")
    matching = {c.raw: c for c in certificates if (c.issuer, c.serial) == (wanted[0].raw, wanted[1].body)}
    need(len(matching) == 1, "the signer's certificate is not in the token")
    signer = next(iter(matching.values()))
    digest = _DIGESTS.get(parts[2].items()[0].oid(), "")
    need(digest in IMPRINTS, "the signer's digest")
    named = [a.expect(0x30, "algorithm").items()[0].oid() for a in fields[1].items()]
    need(parts[2].items()[0].oid() in named, "the digest of the signer is not named")
    # Signed attributes.
    found = _attributes(parts[3])
    need(_CONTENT_TYPE in found and found[_CONTENT_TYPE].oid() == _TST_INFO, "the content type")
    need(_MESSAGE_DIGEST in found and found[_MESSAGE_DIGEST].expect(4, "digest").body == hashlib.new(digest, info).digest(),
         "the message digest")
    need(_SIGNING_CERT in found or _SIGNING_CERT_V2 in found, "no signing certificate")
    for name, version in ((_SIGNING_CERT, 1), (_SIGNING_CERT_V2, 2)):
        if name in found:
            _check_signing_certificate(found[name], version, signer)
    _check_signature(signer, parts[4], digest, b"\x31" + parts[3].raw[1:], parts[5].body)
    # What is stamped, and when.
    tst = read_one(info).expect(0x30, "TSTInfo").items()
    need(len(tst) >= 5 and tst[0].raw == b"\x02\x01\x01", "TSTInfo of another shape")
    imprint = tst[2].items()
    need(len(imprint) == 2 and imprint[1].tag == 4, "no imprint")
    suite = _DIGESTS.get(imprint[0].items()[0].oid(), "")
    need(suite in IMPRINTS and hashlib.new(suite, stamped).digest() == imprint[1].body, "the imprint does not fit")
    need(tst[4].tag == 0x18, "no time")
    time = read_time(tst[4])
    # The certificate.
    critical, usage = signer.extensions.get(_EXTENDED_USAGE, (False, b""))
    need(critical and [u.oid() for u in read_one(usage).items()] == [_TIME_STAMPING],
         "the certificate is not for time stamps alone")
    need(signer.not_before <= time.replace(microsecond=0) <= signer.not_after, "the certificate was not valid at that time")
    return Stamp(time, signer, [c.raw for c in certificates if c.raw != signer.raw])


_chains: dict[tuple, bool] = {}


def chain_holds(stamp: Stamp, roots: bytes, at: datetime | None = None) -> bool:
    """Whether the signer's certificate leads to one of `roots` (PEM) at a time: that of the stamp unless given."""
    moment = int((at or stamp.time).timestamp())
    key = (hashlib.sha256(stamp.signer.raw + roots + b"".join(stamp.others)).digest(), moment)
    if key not in _chains:
        base = ["verify", "-CAfile", "@roots", "-no-CApath", "-no-CAstore", "-purpose", "timestampsign",
                "-attime", str(moment)]
        files = {"roots": roots, "signer": _pem(stamp.signer.raw)}
        if stamp.others:
            base += ["-untrusted", "@others"]
            files["others"] = b"".join(map(_pem, stamp.others))
        holds = opensslcall.run([*base, "@signer"], **files)[0]
        if not holds:  # SM2 certificates are signed with the default user id
            holds = opensslcall.run([*base, "-vfyopt", f"distid:{opensslcall.USER_ID}", "@signer"], **files)[0]
        _chains[key] = holds
    return _chains[key]


def _pem(der: bytes) -> bytes:
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"
