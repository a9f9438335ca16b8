"""Check training documents: what can not be read, and names that no mention has.

python training/check_marked.py [--mentions] FILE…
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from marked import Marked, mentioned, read_marked

from pipeline.errors import TaiseiError
from pipeline.read import document_from_text
from pipeline.run.clock import Clock
from pipeline.run.stages import name_things


def main() -> None:
    """Print what is wrong, file by file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--mentions", action="store_true")
    args = parser.parse_args()
    for path in args.files:
        try:
            found = read_marked(path)
        except TaiseiError as error:
            print(f"ERROR {error}")
            continue
        for marked in found:
            _check(marked, path.name, args.mentions)
        statements = sum(len(marked.marks) for marked in found)
        print(f"{path.name}: {len(found)} documents, {statements} statements")


def _check(marked: Marked, file: str, mentions: bool) -> None:
    doc = name_things(document_from_text(marked.text, id=marked.id), Clock())
    for mark in marked.marks:
        for role, name in (("subject", mark.subject), ("object", mark.object)):
            if mentioned(name, doc.mentions, doc.text) is None:
                print(f"  {file}, line {mark.line}: {role} {name!r} is no mention taisei finds")
    if mentions:
        for m in doc.mentions:
            print(f"    {doc.text[m.start : m.end]!r} {m.type} {m.id}")


if __name__ == "__main__":
    main()
