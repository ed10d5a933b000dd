"""Signatures by the `openssl` command; what was once verified in this process is not asked again."""
from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile

_cache: dict[tuple, bool] = {}
calls = 0
USER_ID = "1234567812345678"
_ED25519 = bytes.fromhex("302a300506032b6570032100")
_SM2 = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")


def ed25519_spki(key: bytes) -> bytes:
    return _ED25519 + key


def sm2_spki(point: bytes) -> bytes:
    return _SM2 + point


def run(arguments: list[str], **files: bytes) -> tuple[bool, bytes]:
    """Runs openssl; an argument `@name` is the path of a temporary file with the bytes given under that name."""
    global calls
    calls += 1
    with tempfile.TemporaryDirectory(prefix="verify-bundle-") as folder:
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as out:
                out.write(data)
        command = ["openssl", *[os.path.join(folder, a[1:]) if a.startswith("@") else a for a in arguments]]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  timeout=60, check=False, env={**os.environ, "OPENSSL_CONF": os.devnull, "LC_ALL": "C"})
        except subprocess.TimeoutExpired:
            return False, b""
        return done.returncode == 0, done.stdout + done.stderr


def verify(spki: bytes, message: bytes, signature: bytes, *options: str) -> bool:
    """Whether `signature` over `message` is by the key (SubjectPublicKeyInfo, DER)."""
    key = (spki, hashlib.sha256(message).digest(), signature, options)
    if key not in _cache:
        _cache[key] = run(["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "@key", "-rawin",
                           "-in", "@message", "-sigfile", "@signature", *options],
                          key=spki, message=message, signature=signature)[0]
    return _cache[key]


def verify_ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    return len(signature) == 64 and verify(ed25519_spki(key), message, signature)


def verify_sm2(spki: bytes, message: bytes, signature: bytes, user_id: str = USER_ID) -> bool:
    identity = ("-pkeyopt", f"distid:{user_id}") if user_id else ()
    return 8 <= len(signature) <= 80 and verify(spki, message, signature, "-digest", "sm3", *identity)
