"""Violations and their classes: the table at the head of the format and section 13 of it."""
from __future__ import annotations

UNREADABLE, ALTERED, INCOMPLETE, UNANCHORED = "unreadable", "altered", "incomplete", "unanchored"
# In the order of the table: the exit code is that of the first class with a violation.
EXIT_CODES = {UNREADABLE: 4, ALTERED: 1, INCOMPLETE: 2, UNANCHORED: 3}
MOST_KEPT = 10_000


class Unreadable(Exception):
    """The container is not one: the check ends at once."""


class Findings:
    """Collects violations, and what is proven and what is not."""

    def __init__(self) -> None:
        self.violations: list[dict] = []
        self.found: set[str] = set()
        self.left_off = 0
        self.proven: list[str] = []
        self.not_proven: list[str] = []

    def add(self, cls: str, code: str, message: str, file: str, line: int | None = None,
            stream: str | None = None, seq: int | None = None, part: str | None = None) -> None:
        self.found.add(cls)
        if len(self.violations) >= MOST_KEPT:
            self.left_off += 1
            return
        place: dict = {"file": file}
        for name, value in (("line", line), ("stream", stream), ("seq", seq), ("part", part)):
            if value is not None:
                place[name] = value
        self.violations.append({"class": cls, "code": code, "place": place, "message": message})

    def altered(self, code: str, message: str, file: str, **place) -> None:
        self.add(ALTERED, code, message, file, **place)

    def incomplete(self, code: str, message: str, file: str, **place) -> None:
        self.add(INCOMPLETE, code, message, file, **place)

    def unanchored(self, code: str, message: str, file: str, **place) -> None:
        self.add(UNANCHORED, code, message, file, **place)

    def classes(self) -> list[str]:
        return [cls for cls in EXIT_CODES if cls in self.found]

    def verdict(self) -> tuple[str, int]:
        classes = self.classes()
        return (classes[0], EXIT_CODES[classes[0]]) if classes else ("proven", 0)

    def as_json(self) -> dict:
        verdict, code = self.verdict()
        return {"verdict": verdict, "exitCode": code, "violations": self.violations, "unlisted": self.left_off,
                "proven": self.proven, "notProven": self.not_proven}
