"""Section 11: tokens of an own time-stamping authority (keys and certificates by openssl, the tokens written here)."""
from __future__ import annotations

import hashlib
import pathlib
import subprocess
import sys
import tempfile
import unittest
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import revocations  # noqa: E402
import stamps  # noqa: E402

CONFIG = """[req]
distinguished_name=dn
prompt=no
[dn]
CN=x
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign
[stamps]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[casual]
extendedKeyUsage=timeStamping
[both]
extendedKeyUsage=critical,timeStamping,emailProtection
"""
KINDS = {"rsa": ["RSA", "rsa_keygen_bits:2048"], "p256": ["EC", "ec_paramgen_curve:P-256"], "sm2": ["EC", "ec_paramgen_curve:SM2"]}
ALGORITHM = {"rsa": "1.2.840.113549.1.1.1", "p256": "1.2.840.10045.4.3.2", "sm2": "1.2.156.10197.1.501"}
DIGEST = {name: oid for oid, name in stamps._DIGESTS.items()}


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def oid(text: str) -> bytes:
    first, second, *rest = map(int, text.split("."))
    out = b""
    for number in [40 * first + second, *rest]:
        piece = bytes([number & 0x7F])
        while number := number >> 7:
            piece = bytes([0x80 | number & 0x7F]) + piece
        out += piece
    return der(6, out)


def seq(*parts: bytes) -> bytes:
    return der(0x30, *parts)


class Authority:
    """Roots and signers of the three kinds, in a temporary folder."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self._folder.name)
        (self.path / "c.cnf").write_text(CONFIG)
        for kind, (algorithm, option) in KINDS.items():
            for name in (f"{kind}-root", kind):
                self._run("genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", f"{name}.key")
            identity = ["-sigopt", "distid:1234567812345678"] if kind == "sm2" else []
            digest = "-sm3" if kind == "sm2" else "-sha256"
            self._run("req", "-x509", "-new", "-key", f"{kind}-root.key", "-subj", f"/CN={kind}-root", "-days", "3650", digest,
                      *identity, "-config", "c.cnf", "-extensions", "ca", "-out", f"{kind}-root.pem")
            self._run("req", "-new", "-key", f"{kind}.key", "-subj", f"/CN={kind}", digest, *identity, "-config", "c.cnf",
                      "-out", f"{kind}.csr")
            check = ["-vfyopt", "distid:1234567812345678"] if kind == "sm2" else []
            for usage in ("stamps", "casual", "both"):
                self._run("x509", "-req", "-in", f"{kind}.csr", "-CA", f"{kind}-root.pem", "-CAkey", f"{kind}-root.key", "-days",
                          "3650", digest, *identity, *check, "-extfile", "c.cnf", "-extensions", usage, "-set_serial", "5",
                          "-outform", "DER", "-out", f"{kind}-{usage}.der")

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(["openssl", *arguments], cwd=self.path, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.decode()}")

    def close(self) -> None:
        self._folder.cleanup()

    def roots(self, kind: str) -> bytes:
        return (self.path / f"{kind}-root.pem").read_bytes()

    def token(self, stamped: bytes, kind: str = "p256", imprint: str = "sha256", usage: str = "stamps", time: str = "",
              without_certificate: bool = False, ess: bool = True, ess_hash: bytes | None = None, signers: int = 1,
              user_id: str = "1234567812345678") -> bytes:
        digest = "sm3" if kind == "sm2" else "sha256"
        certificate = (self.path / f"{kind}-{usage}.der").read_bytes()
        read = stamps.read_certificate(stamps.read_one(certificate))
        time = time or read.not_before.replace(second=59).strftime("%Y%m%d%H%M%SZ")
        info = seq(b"\x02\x01\x01", oid("1.2.3.4.1"), seq(seq(oid(DIGEST[imprint]), b"\x05\x00"),
                   der(4, hashlib.new(imprint, stamped).digest())), b"\x02\x01\x07", der(0x18, time.encode()))
        attributes = [seq(oid(stamps._CONTENT_TYPE), der(0x31, oid(stamps._TST_INFO))),
                      seq(oid(stamps._MESSAGE_DIGEST), der(0x31, der(4, hashlib.new(digest, info).digest())))]
        if ess:
            hashed = ess_hash or hashlib.sha256(certificate).digest()
            attributes.append(seq(oid(stamps._SIGNING_CERT_V2), der(0x31, seq(seq(seq(der(4, hashed)))))))
        signed = b"".join(sorted(attributes))
        (self.path / "m").write_bytes(der(0x31, signed))
        identity = ["-pkeyopt", f"distid:{user_id}"] if kind == "sm2" else []
        self._run("pkeyutl", "-sign", "-rawin", "-digest", digest, "-in", "m", "-inkey", f"{kind}.key", "-out", "s", *identity)
        signer = seq(b"\x02\x01\x01", seq(read.issuer, der(2, read.serial)), seq(oid(DIGEST[digest])), der(0xA0, signed),
                     seq(oid(ALGORITHM[kind])), der(4, (self.path / "s").read_bytes()))
        return seq(oid(stamps._SIGNED_DATA), der(0xA0, seq(
            b"\x02\x01\x03", der(0x31, seq(oid(DIGEST[digest]))), seq(oid(stamps._TST_INFO), der(0xA0, der(4, info))),
            b"" if without_certificate else der(0xA0, certificate), der(0x31, signer * signers))))


class Stamps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.authority = Authority()
        cls.addClassCleanup(cls.authority.close)

    def test_three_kinds_of_keys_and_their_roots(self):
        for kind in KINDS:
            for imprint in stamps.IMPRINTS:
                stamp = stamps.check_stamp(self.authority.token(b"text", kind, imprint), b"text")
            for root in KINDS:
                self.assertEqual(stamps.chain_holds(stamp, self.authority.roots(root)), root == kind, (kind, root))

    def test_chains_end(self):
        stamp = stamps.check_stamp(self.authority.token(b"text"), b"text")
        roots = self.authority.roots("rsa") + self.authority.roots("p256")
        later = stamp.signer.not_after + timedelta(days=1)
        self.assertTrue(stamps.chain_holds(stamp, roots, stamp.signer.not_after - timedelta(days=1)))
        self.assertFalse(stamps.chain_holds(stamp, roots, later))

    def test_no_changed_byte_of_a_list_raises_anything_else(self):
        for data in (b"", b"\x30\x00", b"hello", self.authority.token(b"text")):
            with self.assertRaises(stamps.BadStamp):
                revocations.read_list(data)

    def test_what_does_not_fit(self):
        token = self.authority.token
        good = token(b"text")
        stamps.check_stamp(good, b"text")
        for name, bad in {
            "imprint": token(b"other"), "suite": token(b"text", imprint="sha1"), "casual": token(b"text", usage="casual"),
            "both": token(b"text", usage="both"), "before": token(b"text", time="20000101000000Z"),
            "late": token(b"text", time="20990101000000Z"), "no certificate": token(b"text", without_certificate=True),
            "no ess": token(b"text", ess=False), "other ess": token(b"text", ess_hash=bytes(32)), "two": token(b"text", signers=2),
            "none": token(b"text", signers=0), "more": good + b"\0", "less": good[:-1], "empty": b"", "text": b"hello",
            "time": token(b"text", time="20261399000000Z"), "id": token(b"text", "sm2", user_id="another user id"),
        }.items():
            with self.assertRaises(stamps.BadStamp, msg=name):
                stamps.check_stamp(bad, b"text")

    def test_no_changed_byte_raises_anything_else(self):
        good = self.authority.token(b"text")
        kept = 0
        for at in range(0, len(good), 3):
            changed = good[:at] + bytes([good[at] ^ 1]) + good[at + 1:]
            try:
                stamps.check_stamp(changed, b"text")
                kept += 1  # outside what is signed: a version that is also allowed
            except stamps.BadStamp:
                pass
        self.assertLessEqual(kept, 1)


if __name__ == "__main__":
    unittest.main()
