"""Short passages with the relations they state: tests/relate/cases/*.toml, read and judged.

python bench/cases.py [--sums | --known] [NAME ...]   each case that goes wrong, and the sums
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.lexicon import load
from pipeline.model import Document, Grounding, Mention, MentionType, Relation
from pipeline.read import document_from_text
from pipeline.relate import relate
from pipeline.score import Counts
from pipeline.segment import segment

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "relate" / "cases"
_MENTION = re.compile(r"\[([^\[\]]+)\]\((\w+)(?:\|([^()]*(?:\([^()]*\))?[^()]*))?\)")
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Case:
    """A passage with marked mentions, and what it states."""

    name: str
    document: Document
    required: dict[Key, tuple[str, ...]]  # with "hypothesised" and "state=..." notes
    acceptable: frozenset[Key]


def read_cases(path: Path) -> list[Case]:
    """All cases of a file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_case(row) for row in table["case"]]


def _case(row: dict[str, object]) -> Case:
    document = marked(str(row["text"]), str(row["name"]))
    required = dict(_stated(line) for line in row.get("relations", []))  # type: ignore
    acceptable = frozenset(_stated(line)[0] for line in row.get("acceptable", []))  # type: ignore
    return Case(str(row["name"]), document, required, acceptable)


def marked(text: str, name: str) -> Document:
    """A segmented document from text with ``[surface](Type|name)`` marks."""
    plain, mentions, at = "", [], 0
    for mark in _MENTION.finditer(text):
        plain += text[at : mark.start()]
        kind, canonical = MentionType(mark[2]), (mark[3] or mark[1]).strip()
        ground = Grounding(_id_of(kind, canonical), canonical, 1.0, "case")
        mentions.append(Mention(len(plain), len(plain) + len(mark[1]), kind, "case", (ground,)))
        plain += mark[1]
        at = mark.end()
    plain += text[at:]
    return replace(segment(document_from_text(plain, id=name)), mentions=tuple(mentions))


def _id_of(kind: MentionType, name: str) -> str:
    """Processes by their real ids, since frames know which of them kill; others by name."""
    if kind is MentionType.PROCESS:
        known = [entry.id for entry in load().lookup(name) if entry.type is kind]
        return known[0] if known else f"{kind.value}:{name.lower()}"
    return f"{kind.value}:{name.lower()}"


def _stated(line: object) -> tuple[Key, tuple[str, ...]]:
    claim, *notes = (part.strip() for part in str(line).split(" | "))
    kind, rest = claim.split(" ", 1)
    subject, object_ = rest.split(" -> ")
    polarity = "negative" if "negative" in notes else "positive"
    return (kind, subject.strip().lower(), object_.strip().lower(), polarity), tuple(notes)


def key_of(relation: Relation) -> Key:
    """A relation as the case files write it."""
    return (
        relation.relation,
        relation.subject.name.lower(),
        relation.object.name.lower(),
        relation.polarity,
    )


def judge(case: Case) -> tuple[set[Key], set[Key], dict[Key, Relation]]:
    """(missed, false, predicted) of a case."""
    predicted = {key_of(r): r for r in relate(case.document).relations}
    missed = set(case.required) - set(predicted)
    false = set(predicted) - set(case.required) - case.acceptable
    return missed, false, predicted


def main() -> None:
    """Print what goes wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", help="names without .toml; none for all")
    parser.add_argument("--sums", action="store_true", help="only the sums")
    parser.add_argument("--known", action="store_true", help="only the names of wrong cases")
    args = parser.parse_args()
    paths = [p for p in sorted(FOLDER.glob("*.toml")) if not args.files or p.stem in args.files]
    for path in paths:
        if args.known:
            print_all(sorted(c.name for c in read_cases(path) if any(judge(c)[:2])))
        else:
            report(path, quiet=args.sums)


def report(path: Path, *, quiet: bool) -> None:
    """One file's wrong cases and sum."""
    total, right = Counts(0, 0, 0), 0
    cases = read_cases(path)
    for case in cases:
        missed, false, predicted = judge(case)
        total += Counts(len(case.required) - len(missed), len(false), len(missed))
        right += not missed and not false
        if (missed or false) and not quiet:
            print(f"{case.name}: {' '.join(case.document.text.split())}")
            for key in sorted(missed):
                print("    MISS ", *key)
            for key in sorted(false):
                print("    FALSE", *key, predicted[key].evidence[0].rule, predicted[key].confidence)
    print(
        f"{path.name}: {right} of {len(cases)} cases right; {total}"
        f" P {total.precision} R {total.recall} F1 {total.f1}"
    )


def print_all(names: Iterable[str]) -> None:
    """One name a line."""
    for name in names:
        print(name)


if __name__ == "__main__":
    main()
