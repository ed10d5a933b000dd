"""Checks a bundle of the format `duecourse-evidence/1`, as docs/formats/evidence-bundle.md says and from nothing else.

    python3 verify_bundle.py bundle.zip [--policy file] [--tsa-ca roots.pem] [--suite sha256] [--apart folder]
                     [--at YYYY-MM-DD] [--json]
    python3 verify_bundle.py --batch folder [the same options]

Written from the text of the format, to show that one can be: Python's standard library and the `openssl` command.
"""
from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime, timezone

import bagform
import contents
import notes
import proofs
import renewals
from findings import UNREADABLE, Findings, Unreadable
from records import RECORDS, SCOPE, parse_scope, read_records
from zipform import Container


@dataclass(frozen=True)
class Options:
    policy: notes.Policy | None = None
    policy_problem: str | None = None
    roots: bytes | None = None
    suites: tuple[str, ...] = ("sha256", "sm3")
    apart: str | None = None
    at: datetime | None = None


def verify(path: str, options: Options) -> Findings:
    """All violations of the bundle; never raises."""
    findings = Findings()
    try:
        container = Container(path)
    except (Unreadable, OSError) as why:
        findings.add(UNREADABLE, "container", str(why) or "cannot be read", "")
        return findings
    try:
        bagform.check_order(container)
        _verify(container, options, findings)
    except Unreadable as why:
        findings.add(UNREADABLE, "container", str(why), "")
    except Exception as problem:  # what no check foresaw is something that was not recorded so
        findings.altered("unforeseen", f"{type(problem).__name__}: {problem}"[:500], "")
    finally:
        container.close()
    return findings


def _verify(container: Container, options: Options, findings: Findings) -> None:
    suites = options.suites
    sums = bagform.sum_files(container, findings, suites)
    bagform.check_bag(container, sums, findings, suites)
    if options.policy is None:
        why = options.policy_problem
        findings.unanchored("policy", f"the policy cannot be used: {why}" if why else "nobody is trusted: no policy", "")
    scope = None
    if SCOPE in container:
        try:
            scope = parse_scope(container.bytes_of(SCOPE))
        except ValueError as why:
            findings.altered("scope", f"not of its shape: {why}", SCOPE)
    bagform.check_info(container, sums, scope.subject if scope else None, findings)
    if len(suites) == 1:
        findings.not_proven.append("anything under SM3: only SHA-256 was asked for")
    if scope is not None:
        checkpoints = {suite: proofs.read_checkpoint(
            container, f"data/checkpoint/{suite}.note", suite, scope.size, scope, options.policy, findings,
            with_quorum=suite == "sha256") for suite in suites}
        records = None
        if RECORDS in container:
            records = read_records(container, scope, findings, suites)
            if contents.PARTS in container:
                contents.check_parts(container, scope, records, findings, suites)
            if contents.FILES in container:
                contents.check_files(container, records, sums, findings, suites, options.apart)
            contents.check_law(container, records, findings, suites)
            for suite in suites:
                if f"data/proofs/{suite}.jsonl" in container:
                    proofs.check_inclusion(container, scope, records, suite, checkpoints[suite], findings)
            proofs.check_growth(records, findings)
            if proofs.HEADS in container:
                proofs.check_heads(container, scope, records, findings, suites)
        if proofs.ANCHORS in container:
            kept = proofs.check_anchors(container, scope, checkpoints, options.policy, options.roots, findings, suites)
            if records is not None:
                renewals.check_renewals(container, records, kept, findings, suites)
            renewals.judge(kept, options.roots, options.at, findings)
    findings.not_proven += [f"{e.name} is a readable copy, not evidence" for e in container.entries
                            if e.name.startswith("data/report/")]
    findings.not_proven.append("an event that was never recorded leaves no trace but a receipt in somebody's hands")


def read_options(arguments: argparse.Namespace) -> Options:
    policy, problem, roots = None, None, None
    if arguments.policy:
        try:
            with open(arguments.policy, "rb") as stream:
                policy = notes.parse_policy(stream.read((1 << 20) + 1))
        except (OSError, notes.BadPolicy) as why:
            problem = str(why)
    if arguments.tsa_ca:
        try:
            with open(arguments.tsa_ca, "rb") as stream:
                roots = stream.read(1 << 24)
        except OSError as why:
            print(f"no roots: {why}", file=sys.stderr)
    return Options(policy, problem, roots, ("sha256",) if arguments.suite == "sha256" else ("sha256", "sm3"), arguments.apart,
                   datetime.fromisoformat(arguments.at).replace(tzinfo=timezone.utc) if arguments.at else datetime.now(timezone.utc))


def print_text(findings: Findings) -> None:
    verdict, _ = findings.verdict()
    print(verdict)
    for violation in findings.violations:
        place = " ".join(f"{name}={value}" for name, value in violation["place"].items())
        print(f"  {violation['class']}: {violation['message']} ({place})")
    if findings.left_off:
        print(f"  and {findings.left_off} more")
    for title, lines in (("proven:", findings.proven if verdict == "proven" else []), ("not proven:", findings.not_proven)):
        if lines:
            print(title)
            for line in lines:
                print(f"  {line}")


class Parser(argparse.ArgumentParser):
    """A wrong command line ends with 64: the codes up to 4 are verdicts."""

    def error(self, message: str):
        self.print_usage(sys.stderr)
        self.exit(64, f"{self.prog}: {message}\n")


def main(argv: list[str]) -> int:
    parser = Parser(description="Checks evidence bundles (duecourse-evidence/1).")
    parser.add_argument("bundle", nargs="?")
    parser.add_argument("--batch", metavar="FOLDER")
    parser.add_argument("--policy")
    parser.add_argument("--tsa-ca")
    parser.add_argument("--suite", choices=("sha256", "both"), default="both")
    parser.add_argument("--apart", metavar="FOLDER", help="files that were handed over beside the bundle")
    parser.add_argument("--at", metavar="DAY", help="as of when certificates of time stamps are looked at; today unless given")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    if (arguments.bundle is None) == (arguments.batch is None):
        parser.error("give a bundle, or --batch and a folder")
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = read_options(arguments)
    if arguments.batch is not None:
        for name in sorted(n for n in os.listdir(arguments.batch) if n.endswith(".zip")):
            findings = verify(os.path.join(arguments.batch, name), options)
            answer = {"file": name, "exitCode": findings.verdict()[1], "classes": findings.classes()}
            if arguments.json:
                answer["violations"], answer["unlisted"] = findings.violations, findings.left_off
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        return 0
    findings = verify(arguments.bundle, options)
    if arguments.json:
        print(json.dumps(findings.as_json(), ensure_ascii=False))
    else:
        print_text(findings)
    return findings.verdict()[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
