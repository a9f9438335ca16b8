"""How far two annotators of the same training documents agree.

python training/compare_marks.py

Compares training/second_reading, marked anew by one who had not seen the marks, with the same
documents in training/relations: what both require of a sentence, and what only one does. What
either holds for acceptable is left out; the second figure counts it as a difference.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from marked import Marked, read_marked

HERE = Path(__file__).resolve().parent
Statement = tuple[int, str, str, str, str]


def statements(marked: Marked, required: bool) -> set[Statement]:
    """What the sentences of a document state, required or acceptable."""
    return {
        (m.start, m.relation, m.polarity, m.subject.casefold(), m.object.casefold())
        for m in marked.marks
        if m.required is required
    }


def agreement(pairs: Iterable[tuple[Marked, Marked]], strict: bool) -> tuple[float, int, int, int]:
    """F1, and how many statements both require, the first alone, the second alone.

    Args:
        pairs: the same document by both.
        strict: whether acceptable on one side and required on the other is a difference.
    """
    both = first_only = second_only = 0
    for first, second in pairs:
        a, b = statements(first, True), statements(second, True)
        both += len(a & b)
        excused = (set[Statement](), set[Statement]())
        if not strict:
            excused = statements(first, False), statements(second, False)
        first_only += len(a - b - excused[1])
        second_only += len(b - a - excused[0])
    f1 = 2 * both / max(1, 2 * both + first_only + second_only)
    return f1, both, first_only, second_only


def main() -> None:
    """Print the agreement, in all and by language."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    documents = [
        (read_marked(HERE / "relations" / path.name)[0], read_marked(path)[0])
        for path in sorted((HERE / "second_reading").glob("*.txt"))
    ]
    for first, second in documents:
        if first.text != second.text:
            raise SystemExit(f"{first.id}: the two texts differ")
    print(f"{len(documents)} documents")
    for language in ("all", "en", "ja"):
        some = [pair for pair in documents if language in ("all", pair[0].id.split("-")[2])]
        for strict in (False, True):
            told = "acceptable counts" if strict else "acceptable left out"
            f1, both, first_only, second_only = agreement(some, strict)
            print(
                f"{language:<4} {told:<20} F1 {f1:.3f}"
                f"  both {both}  first {first_only}  second {second_only}"
            )


if __name__ == "__main__":
    main()
