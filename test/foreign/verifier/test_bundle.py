"""Whole bundles: the sample of the project, changed in one place each, with and without manifests made anew."""
from __future__ import annotations

import base64
import hashlib
import json
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import bagform  # noqa: E402
import notes  # noqa: E402
import records  # noqa: E402
import verify_bundle  # noqa: E402
from test_stamps import Authority  # noqa: E402

MAIN = HERE.parents[2]
R, P, F, S = "data/records.jsonl", "data/parts.jsonl", "data/files.jsonl", "data/scope.json"


def write_zip(files: list[tuple[str, bytes]]) -> bytes:
    """Section 2."""
    out, directory = b"", b""
    for name, data in files:
        raw, at = b"evidence/" + name.encode(), len(out)
        common = struct.pack("<HHHHIIIH", 0x0800, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(raw))
        out += struct.pack("<IH", 0x04034B50, 10) + common + b"\0\0" + raw + data
        directory += struct.pack("<IHH", 0x02014B50, 10, 10) + common + bytes(12) + struct.pack("<I", at) + raw
    return out + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(files), len(files), len(directory), len(out), 0)


def in_order(files: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return sorted(files.items(), key=lambda item: (99 if bagform.row_of(item[0]) is None else bagform.row_of(item[0]), item[0]))


def sealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files with a bag made anew around them: what a forger would do."""
    files = dict(files)
    payload = {name: data for name, data in sorted(files.items()) if name.startswith("data/")}
    subject = json.loads(files[S])["streams"][0]["stream"] if S in files else "x"
    files["bag-info.txt"] = (f"External-Identifier: {subject}\nPayload-Oxum: {sum(map(len, payload.values()))}."
                             f"{len(payload)}\n").encode()
    for suite in ("sha256", "sm3"):
        files[f"manifest-{suite}.txt"] = "".join(
            f"{hashlib.new(suite, data).hexdigest()}  {name}\n" for name, data in payload.items()).encode()
    files["tagmanifest-sha256.txt"] = "".join(
        f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in bagform.TAGGED).encode()
    return files


def text(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class RelatedCases(unittest.TestCase):
    def test_only_ids_count(self):
        one, other = "11111111-2222-4333-8444-555555555555", "aaaaaaaa-2222-4333-8444-555555555555"
        self.assertEqual(records._related({"related": {"parent": [one, 7, "x"], "child": other}}), {one, other})
        for nothing in (None, {}, {"related": "all"}, {"related": [one]}):
            self.assertEqual(records._related(nothing), set())


@unittest.skipUnless((MAIN / "test/support/evidence/write-sample.ts").exists(), "no sample to check")
class Bundles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        made = subprocess.run(["node", "--import", "./test/support/register-typescript.mjs",
                               "test/support/evidence/write-sample.ts", str(cls.folder)], cwd=MAIN, capture_output=True, check=False)
        if made.returncode:
            raise unittest.SkipTest("the sample cannot be written: " + made.stderr.decode()[-300:])
        cls.sample = (cls.folder / "sample.zip").read_bytes()
        cls.policy_text = (cls.folder / "policy.txt").read_text()
        with zipfile.ZipFile(cls.folder / "sample.zip") as archive:
            cls.files = {name.removeprefix("evidence/"): archive.read(name) for name in archive.namelist()}
        cls.options = verify_bundle.Options(notes.parse_policy(cls.policy_text.encode()))

    def check(self, data: bytes, options=None):
        path = self.folder / "tried.zip"
        path.write_bytes(data)
        findings = verify_bundle.verify(str(path), options or self.options)
        self.assertNotIn("unforeseen", [v["code"] for v in findings.violations], findings.violations)
        return findings

    def classes(self, files: dict[str, bytes], options=None) -> list[str]:
        return self.check(write_zip(in_order(files)), options).classes()

    def edited(self, name: str, old: bytes | None, new: bytes | None) -> dict[str, bytes]:
        files = dict(self.files)
        if old is None:
            del files[name]
        else:
            self.assertIn(old, files[name])
            files[name] = files[name].replace(old, new, 1)
        return files

    def lines(self, name: str) -> list[dict]:
        return [json.loads(line) for line in self.files[name].splitlines()]

    def with_lines(self, name: str, lines: list) -> dict[str, bytes]:
        return sealed({**self.files, name: b"".join(line if isinstance(line, bytes) else text(line) + b"\n" for line in lines)})

    def test_sample(self):
        self.assertEqual(write_zip(in_order(self.files)), self.sample)
        self.assertEqual(sealed(self.files), self.files)
        self.assertEqual(self.check(self.sample).violations, [])
        only = verify_bundle.Options(self.options.policy, suites=("sha256",))
        self.assertEqual(self.check(self.sample, only).violations, [])
        self.assertEqual(self.check(self.sample, verify_bundle.Options()).classes(), ["unanchored"])

    def test_container(self):
        s = self.sample
        for name, data in {"empty": b"", "text": b"hello", "before": b"x" + s, "after": s + b"x", "cut": s[:-1], "comment": s[:-2] + b"\1\0x",
                           "method": s[:8] + b"\x08" + s[9:], "time": s[:10] + b"\1" + s[11:]}.items():
            self.assertEqual(self.check(data).classes(), ["unreadable"], name)
        files = list(in_order(self.files))
        for changed in (files[1:] + files[:1], files + files[-1:], files + [("data/report/ReadMe.txt", b"x")], files[:-1] + [("a/../b", b"")]):
            self.assertEqual(self.check(write_zip(changed)).classes(), ["unreadable"])
        self.assertEqual(self.check(write_zip([])).classes(), ["incomplete"])

    def test_no_byte_can_change(self):
        chosen = random.Random(7)
        for _ in range(150):
            at = chosen.randrange(len(self.sample))
            changed = self.sample[:at] + bytes([self.sample[at] ^ 1 << chosen.randrange(8)]) + self.sample[at + 1:]
            self.assertNotEqual(self.check(changed).classes(), [], at)

    def test_no_byte_can_change_in_a_bag_made_anew(self):
        chosen = random.Random(8)
        names = [n for n in self.files if n.startswith("data/") and "/report/" not in n and not n.endswith(".note")]
        for name in names:
            for _ in range(4):
                at = chosen.randrange(len(self.files[name]))
                data = self.files[name]
                changed = {**self.files, name: data[:at] + bytes([data[at] ^ 1 << chosen.randrange(8)]) + data[at + 1:]}
                try:
                    changed = sealed(changed)
                except (ValueError, TypeError, KeyError, LookupError):
                    pass
                self.assertNotEqual(self.classes(changed), [], (name, at))

    def test_missing_files(self):
        for name in self.files:
            if name.startswith("data/report/"):
                continue
            files = self.edited(name, None, None)
            self.assertEqual(self.classes(files), ["incomplete"], name)
            if name.startswith("data/"):
                self.assertEqual(self.classes(sealed(files)), ["incomplete"], name)

    def test_odd_values_in_a_bag_made_anew(self):
        """Every member replaced by values of other types: nothing but violations comes of it."""
        chosen = random.Random(9)
        odd = [None, True, -1, 0, 1, 2 ** 53 - 1, "", "x", "0" * 64, [], [3], {}, {"sha256": "0" * 64, "sm3": "0" * 64}, [[]], [None]]

        def places(value, path=()):
            yield path
            for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
                yield from places(item, (*path, key))

        for name in [n for n in self.files if n.endswith(".jsonl")] + [S]:
            lines = self.lines(name)
            for _ in range(40):
                n = chosen.randrange(len(lines))
                path = chosen.choice(list(places(lines[n])))
                root = [json.loads(text(lines[n]))]
                holder, key = root, 0
                for step in path:
                    holder, key = holder[key], step
                value = chosen.choice(odd)
                if text(holder[key]) == text(value):
                    continue
                holder[key] = value
                data = b"".join(text(line) + b"\n" for line in [*lines[:n], root[0], *lines[n + 1:]])
                changed = {**self.files, name: data[:-1] if name == S else data}
                try:
                    changed = sealed(changed)
                except (ValueError, TypeError, LookupError, AttributeError):
                    pass
                # An anchor's list of stamps may be emptied, and a redaction may name anything: seldom, nothing is found.
                found = self.classes(changed)
                self.assertTrue(found or name == "data/anchors.jsonl", (name, n, path, value))

    def test_other_files(self):
        self.assertEqual(self.classes(sealed({**self.files, "data/more.txt": b"x"})), ["altered"])
        self.assertEqual(self.classes(sealed({**self.files, "data/files/" + "0" * 64: b"x"})), ["altered"])
        self.assertEqual(self.classes(sealed({**self.files, "data/anchors/5/sha256.note": b"x"})), ["altered"])
        sha256 = hashlib.sha256(b"x").hexdigest()
        self.assertEqual(self.classes(sealed({**self.files, f"data/law/organisations/{sha256}": b"x"})), ["altered"])
        self.assertEqual(self.classes(sealed({**self.files, "data/report/other.html": b"x"})), [])

    def test_records(self):
        lines = self.files[R].splitlines(keepends=True)
        count = len(lines)
        for n in range(count):
            self.assertIn("altered" if n + 1 < count else "incomplete", self.classes(self.with_lines(R, lines[:n] + lines[n + 1:])), n)
        self.assertIn("altered", self.classes(self.with_lines(R, lines + lines[-1:])))
        self.assertIn("altered", self.classes(self.with_lines(R, [lines[1], lines[0], *lines[2:]])))
        self.assertIn("altered", self.classes(self.with_lines(R, lines[:-1] + [lines[-1][:-1]])))
        self.assertIn("altered", self.classes(self.with_lines(R, lines[:3] + [b"\n"] + lines[3:])))

    def test_parts(self):
        lines = self.lines(P)
        self.assertEqual(self.classes(self.with_lines(P, lines[:2] + lines[3:])), ["incomplete"])
        self.assertEqual(self.classes(self.with_lines(P, [lines[1], lines[0], *lines[2:]])), ["altered", "incomplete"])
        self.assertEqual(self.classes(self.with_lines(P, lines + lines[-1:])), ["altered"])
        withheld = {**{k: lines[0][k] for k in ("name", "seq", "stream")}, "withheld": True}
        self.assertEqual(self.classes(self.with_lines(P, [withheld, *lines[1:]])), [])
        redacted = {**{k: lines[0][k] for k in ("name", "seq", "stream")}, "redacted": 7}
        self.assertEqual(self.classes(self.with_lines(P, [redacted, *lines[1:]])), ["incomplete"])
        self.assertEqual(self.classes(self.with_lines(P, [{**lines[0], "value": '"x"'}, *lines[1:]])), ["altered"])

    def test_materials(self):
        lines = self.lines(F)
        held = next(line for line in lines if line.keys() == {"sha256", "size", "sm3"})
        rest = [line for line in lines if line != held]
        name = "data/files/" + held["sha256"]
        without = {k: v for k, v in self.files.items() if k != name}
        for extra, expected in (({"withheld": True}, []), ({"apart": True}, []),
                                ({"redacted": 7, "stream": rest[0]["stream"]}, ["incomplete"]), ({"withheld": False}, ["altered", "incomplete"])):
            changed = sorted([*rest, {**held, **extra}], key=lambda line: line["sha256"])
            self.assertEqual(self.classes(sealed({**without, F: b"".join(text(line) + b"\n" for line in changed)})), expected, extra)
        self.assertEqual(self.classes(sealed({**self.files, name: b"x" * held["size"]})), ["altered"])
        plain = sorted([held, {**{k: rest[0][k] for k in ("sha256", "size", "sm3")}, "apart": True}], key=lambda line: line["sha256"])
        self.assertEqual(self.classes(self.with_lines(F, plain)), ["altered"])  # redacted, and yet apart

    def test_checkpoints(self):
        name = "data/checkpoint/sha256.note"
        note = self.files[name]
        signatures = note[note.rindex(b"\n\n") + 2:].splitlines(keepends=True)
        head = note[:note.rindex(b"\n\n") + 2]
        self.assertEqual(self.classes(sealed({**self.files, name: head + signatures[0]})), ["unanchored"])
        self.assertEqual(self.classes(sealed({**self.files, name: head + signatures[1]})), ["unanchored"])
        unknown = "\u2014 nobody.example AAAAAAAA\n".encode()
        self.assertEqual(self.classes(sealed({**self.files, name: note + unknown * 62})), [])
        self.assertEqual(self.classes(sealed({**self.files, name: note + unknown * 63})), ["altered"])
        words = signatures[0].decode().split(" ")
        raw = bytearray(base64.b64decode(words[2]))
        raw[20] ^= 1
        wrong = f"\u2014 {words[1]} {base64.b64encode(raw).decode()}\n".encode()
        self.assertEqual(self.classes(sealed({**self.files, name: head + wrong + signatures[1]})), ["altered"])
        self.assertIn("altered", self.classes(sealed({**self.files, name: note.replace(b"\n30\n", b"\n31\n")})))
        policy = self.policy_text.splitlines(keepends=True)
        one = notes.parse_policy("".join(line for line in policy if "/sm3+" not in line).encode())
        self.assertEqual(self.classes(self.files, verify_bundle.Options(one)), [])
        alone = notes.parse_policy(b"quorum none\n")
        self.assertEqual(self.classes(self.files, verify_bundle.Options(alone)), ["unanchored"])

    def test_stamps(self):
        authority = Authority()
        self.addCleanup(authority.close)
        lines = self.lines("data/anchors.jsonl")
        folder = f"data/anchors/{lines[0]['size']}/"
        stamped = b"duecourse-stamp/v1\n" + b"".join(notes.parse_note(self.files[folder + s]).text for s in ("sha256.note", "sm3.note"))
        lines[0]["stamps"] = ["p256.tsr", "sm2.tsr"]
        files = {**self.files, "data/anchors.jsonl": b"".join(text(line) + b"\n" for line in lines),
                 folder + "p256.tsr": authority.token(stamped), folder + "sm2.tsr": authority.token(stamped, "sm2", "sm3")}
        options = verify_bundle.Options(self.options.policy, roots=authority.roots("p256"))
        found = self.check(write_zip(in_order(sealed(files))), options)
        self.assertEqual(found.violations, [])
        self.assertEqual(sum("existed at" in line for line in found.proven), 1)
        self.assertEqual(self.classes(sealed({**files, folder + "sm2.tsr": authority.token(b"other")})), ["altered"])
        self.assertEqual(self.classes(sealed({k: v for k, v in files.items() if k != folder + "sm2.tsr"})), ["incomplete"])

    def test_heads(self):
        lines = self.lines("data/heads.jsonl")
        self.assertEqual(self.classes(self.with_lines("data/heads.jsonl", lines[1:])), ["incomplete"])
        self.assertEqual(self.classes(self.with_lines("data/heads.jsonl", lines[::-1]))[:1], ["altered"])
        lines[0]["leaf"]["count"] += 1
        self.assertEqual(self.classes(self.with_lines("data/heads.jsonl", lines)), ["altered"])
        lines[0]["leaf"]["count"] += 50
        self.assertEqual(self.classes(self.with_lines("data/heads.jsonl", lines)), ["altered", "incomplete"])

    def test_scope(self):
        scope = json.loads(self.files[S])
        for change in ({"format": "duecourse-evidence/2"}, {"size": 31}, {"log": "other"}, {"more": 1}, {"streams": scope["streams"][1:]},
                       {"streams": []}, {"streams": [3]}, {"size": 30.5}):
            self.assertIn("altered", self.check(write_zip(in_order(
                {**sealed(self.files), S: text({**scope, **change})}))).classes(), change)


if __name__ == "__main__":
    unittest.main()
