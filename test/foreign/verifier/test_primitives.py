"""Published vectors: RFC 8785, RFC 6962 (as in the engine's own tests), C2SP signed-note and tlog-policy, GB/T 32905."""
from __future__ import annotations

import base64
import hashlib
import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import merkle  # noqa: E402
import notes  # noqa: E402
import strictjson  # noqa: E402

VECTORS = HERE.parents[1] / "engine" / "audit" / "vectors"
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = ("This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZ"
        "XsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n").encode()


class CanonicalJson(unittest.TestCase):
    def test_rfc_8785_property_order(self):
        # Section 3.2.3 of RFC 8785.
        value = {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
                 "\U0001f600": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
        order = sorted(value, key=strictjson.utf16_order)
        self.assertEqual([value[name] for name in order], [
            "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh"])

    def test_rfc_8785_strings_and_literals(self):
        # Section 3.2.2 of RFC 8785, without its numbers, which the format does not allow.
        value = {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]}
        self.assertEqual(strictjson.canonical(value), (
            '{"literals":[null,true,false],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}').encode())

    def test_only_canonical(self):
        for text in ['{"a":1}', '[]', '"\u6837"', '-9007199254740991', '{"":{}}', '"\\u0000\\b\\t\\n\\f\\r\x7f\u2028"', "[" * 101 + "]" * 101]:
            strictjson.parse(text.encode())
        for text in ['{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', '1.0', '1e3', '-0', '01', '9007199254740992', '"\\ud800"',
                     '"\\u00e9"', '"e\u0301"', '{"e\u0301":1}', 'NaN', 'Infinity', '[1,]', '', ' 1', '1\n', '\ufeff1', '"\\/"', '"\x01"',
                     "[" * 102 + "]" * 102, "[" * 101 + "1" + "]" * 101, "[" * 100_000, '{"a":' * 5000, "1" * 5000, '"\\ud83d\\ude00"', 'nul']:
            with self.assertRaises(strictjson.NotCanonical, msg=text[:40]):
                strictjson.parse(text.encode())
        for data in [b'"\xff"', b'"\xed\xa0\x80"', b'"\xc0\x80"']:
            with self.assertRaises(strictjson.NotCanonical):
                strictjson.parse(data)

    def test_base64(self):
        self.assertEqual(strictjson.unbase64("AA=="), b"\0")
        for text in ["AB==", "AA", "AA=", "A-==", "AA==\n", " AA==", "AA===", "\u6837", None, 3]:
            self.assertIsNone(strictjson.unbase64(text))


class Trees(unittest.TestCase):
    def read(self, name):
        return json.loads((VECTORS / name).read_text())

    def test_inclusion(self):
        for vector in self.read("rfc6962-inclusion.json"):
            path = [base64.b64decode(p) for p in vector["proof"] or []]
            right = merkle.included("sha256", int(vector["leafIdx"]), int(vector["treeSize"]),
                                    base64.b64decode(vector["leafHash"] or ""), path, base64.b64decode(vector["root"] or ""))
            self.assertEqual(right, not vector["wantErr"], vector["name"])

    def test_consistency(self):
        for vector in self.read("rfc6962-consistency.json"):
            path = [base64.b64decode(p) for p in vector["proof"] or []]
            sizes = int(vector["size1"]), int(vector["size2"])
            right = merkle.consistent("sha256", *sizes, base64.b64decode(vector["root1"] or ""),
                                      base64.b64decode(vector["root2"] or ""), path)
            self.assertEqual(right, not vector["wantErr"], vector["name"])

    def test_every_leaf_of_small_trees_under_sm3(self):
        def path(leaves, index):
            if len(leaves) <= 1:
                return []
            k = 1 << ((len(leaves) - 1).bit_length() - 1)
            if index < k:
                return [*path(leaves[:k], index), merkle.tree_root("sm3", leaves[k:])]
            return [*path(leaves[k:], index - k), merkle.tree_root("sm3", leaves[:k])]
        for size in range(1, 18):
            leaves = [merkle.leaf_hash("sm3", bytes([n])) for n in range(size)]
            root = merkle.tree_root("sm3", leaves)
            for index in range(size):
                self.assertTrue(merkle.included("sm3", index, size, leaves[index], path(leaves, index), root))
                self.assertFalse(merkle.included("sm3", index, size, leaves[index], [*path(leaves, index), root], root))

    def test_sm3(self):
        # GB/T 32905 appendix A.1.
        self.assertEqual(hashlib.new("sm3", b"abc").hexdigest(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")


class Notes(unittest.TestCase):
    def test_published_note(self):
        policy = notes.parse_policy(f"log {KEY}\nquorum none\n".encode())
        signers = notes.signers_of(notes.parse_note(NOTE), policy)
        self.assertEqual([key.name for key in signers.valid], ["example.com/foo"])
        other = notes.signers_of(notes.parse_note(NOTE.replace(b"example m", b"Example m")), policy)
        self.assertEqual(other.wrong, ["example.com/foo+530d903a"])

    def test_not_notes(self):
        for data in [b"", b"text\n", b"text\n\n", NOTE[:-1], NOTE.replace(b"\n\n", b"\n"), NOTE.replace(b"T", b"\t", 1),
                     NOTE.replace(b"\xe2\x80\x94 ", b"-- "), NOTE.replace(b"foo U", b"foo  U"), NOTE + b"\n", NOTE + b"x\n",
                     NOTE.replace(b"QM=", b"QN="), NOTE.replace(b"com/foo ", b"com+foo "), NOTE.replace(b"T", b"\xff", 1)]:
            with self.assertRaises(notes.BadNote, msg=data):
                notes.parse_note(data)

    def test_published_cosignature(self):
        # The example of tlog-cosignature (its keys are not published): shape and key id only.
        text = ("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 example.com/behind-the-sofa "
                "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\u2014 witness.example.com/w1 "
                "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n")
        checkpoint = notes.parse_checkpoint(text.encode())
        self.assertEqual(checkpoint.size, 20852163)
        self.assertEqual(len(checkpoint.note.signatures[1][2]), 72)

    def test_policies(self):
        def witness(n):
            data = b"\x04" + bytes([n]) * 32
            key_id = hashlib.sha256(b"w%d\n" % n + data).hexdigest()[:8]
            return f"witness W{n} w{n}+{key_id}+{base64.b64encode(data).decode()}\n"
        three = "".join(map(witness, (1, 2, 3)))
        policy = notes.parse_policy(f"# a comment\n log\t{KEY} https://x \n{three}group G 2 W1 W2\ngroup A all G W3\nquorum A\n".encode())
        keys = policy.witnesses
        self.assertTrue(policy.met({keys["W1"], keys["W2"], keys["W3"]}))
        self.assertFalse(policy.met({keys["W1"], keys["W2"]}))
        self.assertFalse(policy.met({keys["W1"], keys["W3"]}))
        for text in ["", "quorum x\n", "quorum none\nquorum none\n", f"log {KEY}\nlog {KEY}\nquorum none\n", "group G any\nquorum G\n",
                     f"{three}group G 3 W1 W2\nquorum G\n", f"{three}group G 1 W1\ngroup K 1 W1\nquorum G\n", "quorum none\r\n",
                     f"{three}group none 1 W1\nquorum none\n", f"log {KEY.replace('530d903a', '530d903b')}\nquorum none\n",
                     f"{three}group G 1 none\nquorum G\n", "hello\nquorum none\n", "log x\nquorum none\n"]:
            with self.assertRaises(notes.BadPolicy, msg=text):
                notes.parse_policy(text.encode())


if __name__ == "__main__":
    unittest.main()
