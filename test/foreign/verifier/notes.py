"""Section 10: C2SP signed notes, checkpoints, cosignatures and policies, and the SM2 key type of the format."""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

import opensslcall
from strictjson import unbase64

LARGEST_NOTE = 1_000_000
MOST_SIGNATURES = 64
SM2_TYPE = b"\xffSM2-SM3"
_DASH = "\u2014 "
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z")


class BadNote(ValueError):
    """Not a signed note, or not a checkpoint."""


class BadPolicy(ValueError):
    """Not a policy."""


@dataclass(frozen=True)
class Key:
    """A verifier key (`vkey`). `kind`: ed25519, cosignature, sm2, or other (which nothing here can verify)."""

    name: str
    key_id: bytes
    kind: str
    material: bytes

    def signed(self, text: bytes, signature: bytes) -> bool:
        if self.kind == "ed25519":
            return opensslcall.verify_ed25519(self.material, text, signature)
        if self.kind == "sm2":
            return opensslcall.verify_sm2(opensslcall.sm2_spki(self.material), text, signature)
        if self.kind == "cosignature":
            if len(signature) != 72:
                return False
            time = int.from_bytes(signature[:8], "big")
            message = b"cosignature/v1\ntime %d\n" % time + text
            return opensslcall.verify_ed25519(self.material, message, signature[8:])
        return False


def parse_vkey(text: str) -> Key:
    parts = text.split("+", 2)
    if len(parts) != 3 or not parts[0] or any(c.isspace() for c in parts[0]) or not re.match(r"[0-9a-f]{8}\Z", parts[1]):
        raise BadPolicy("not a verifier key")
    data = unbase64(parts[2])
    if not data:
        raise BadPolicy("a verifier key whose key is not base64")
    kind, material = "other", data[1:]
    if data[0] in (1, 4):
        kind = "ed25519" if data[0] == 1 else "cosignature"
        if len(material) != 32:
            raise BadPolicy("an Ed25519 key that is not of 32 bytes")
    elif data.startswith(SM2_TYPE):
        kind, material = "sm2", data[len(SM2_TYPE):]
        if len(material) != 65 or material[0] != 4:
            raise BadPolicy("an SM2 key that is not an uncompressed point")
    key_id = hashlib.sha256(parts[0].encode("utf-8", "surrogateescape") + b"\n" + data).digest()[:4]
    if key_id.hex() != parts[1]:
        raise BadPolicy("a verifier key with the id of another")
    return Key(parts[0], bytes.fromhex(parts[1]), kind, material)


@dataclass
class Policy:
    """A C2SP tlog-policy."""

    logs: list[Key] = field(default_factory=list)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str | None = None

    def keys(self) -> dict[tuple[str, bytes], Key]:
        return {(key.name, key.key_id): key for key in [*self.logs, *self.witnesses.values()]}

    def met(self, signers: set[Key]) -> bool:
        """Whether the quorum is met by the cosignatures of these keys."""
        if self.quorum == "none":
            return True
        held = {name: key in signers for name, key in self.witnesses.items()}
        for name, (needed, members) in self.groups.items():  # members were defined on lines before
            held[name] = sum(held[member] for member in members) >= needed
        return held[self.quorum]


def parse_policy(data: bytes) -> Policy:
    if len(data) > 1 << 20 or any(b < 0x20 and b not in (9, 10) or b == 0x7F for b in data):
        raise BadPolicy("too large, or control characters")
    policy, grouped = Policy(), set()

    def new_name(name: str) -> str:
        if name == "none" or name in policy.witnesses or name in policy.groups:
            raise BadPolicy(f"the name {name} twice, or reserved")
        return name

    def add_key(keys, text: str, kinds: tuple[str, ...]) -> Key:
        key = parse_vkey(text)
        if key.kind not in kinds:
            raise BadPolicy("a key of another type than a line of this kind names")
        if any(other.material == key.material for other in keys):
            raise BadPolicy("a key twice")
        return key

    for line in data.decode("utf-8", "surrogateescape").split("\n"):
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if not words or words[0].startswith("#"):
            continue
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                policy.logs.append(add_key(policy.logs, vkey, ("ed25519", "sm2")))
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                policy.witnesses[new_name(name)] = add_key(policy.witnesses.values(), vkey, ("cosignature",))
            case ["group", name, needed, *members] if members:
                new_name(name)
                for member in members:
                    if member not in policy.witnesses and member not in policy.groups or member in grouped:
                        raise BadPolicy(f"the member {member} is not defined, or is in two groups")
                    grouped.add(member)
                if needed not in ("any", "all") and not re.match(r"[1-9][0-9]{0,5}\Z", needed):
                    raise BadPolicy("a threshold that is no number")
                count = 1 if needed == "any" else len(members) if needed == "all" else int(needed)
                if count > len(members):
                    raise BadPolicy("a threshold above the number of members")
                policy.groups[name] = (count, members)
            case ["quorum", name]:
                if policy.quorum is not None or name != "none" and name not in policy.witnesses and name not in policy.groups:
                    raise BadPolicy("two quorums, or one that is not defined")
                policy.quorum = name
            case _:
                raise BadPolicy(f"a line that is none of a policy: {words[0][:40]}")
    if policy.quorum is None:
        raise BadPolicy("no quorum line")
    return policy


@dataclass(frozen=True)
class Note:
    """A signed note, split: its text and (name, key id, signature) of each line."""

    text: bytes
    signatures: list[tuple[str, bytes, bytes]]


def parse_note(data: bytes) -> Note:
    """C2SP signed-note, section Format."""
    if len(data) > LARGEST_NOTE:
        raise BadNote("too large")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadNote("not UTF-8") from None
    if any(b < 0x20 and b != 10 for b in data):
        raise BadNote("control characters")
    split = data.rfind(b"\n\n")
    if split < 0 or not data.endswith(b"\n") or split + 2 == len(data):
        raise BadNote("no signatures after an empty line")
    signatures = []
    for line in data[split + 2:-1].decode().split("\n"):
        words = line[len(_DASH):].split(" ") if line.startswith(_DASH) else []
        if len(words) != 2 or not words[0] or "+" in words[0] or any(c.isspace() for c in words[0]):
            raise BadNote("a line that is not a signature")
        raw = unbase64(words[1])
        if raw is None or len(raw) < 5:
            raise BadNote("a signature that is not base64 of a key id and bytes")
        signatures.append((words[0], raw[:4], raw[4:]))
    if len(signatures) > MOST_SIGNATURES:
        raise BadNote("too many signature lines")
    return Note(data[:split + 1], signatures)


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint without extension lines, and the note that it is."""

    origin: str
    size: int
    root: bytes
    note: Note


def parse_checkpoint(data: bytes) -> Checkpoint:
    note = parse_note(data)
    lines = note.text.decode().split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise BadNote("not three lines of text")
    root = unbase64(lines[2])
    if not _DECIMAL.match(lines[1]) or root is None or len(root) != 32:
        raise BadNote("no size or no root")
    return Checkpoint(lines[0], int(lines[1]), root, note)


@dataclass
class Signers:
    """Who signed a note, as the policy knows them."""

    valid: set[Key]
    wrong: list[str]
    unknown: list[str]


def signers_of(note: Note, policy: Policy | None) -> Signers:
    known = policy.keys() if policy else {}
    result = Signers(set(), [], [])
    for name, key_id, signature in note.signatures:
        key = known.get((name, key_id))
        label = f"{name}+{key_id.hex()}"
        if key is None:
            result.unknown.append(label)
        elif key.signed(note.text, signature):
            result.valid.add(key)
        else:
            result.wrong.append(label)
    return result
