"""Every bar of relations: found, with the right direction, trusted as far as is said.

python bench/bench_relations.py [--only NAME ...] [--print | --page]
python bench/bench_relations.py --errors NAME

Writes docs/relating.json, docs/reliability.svg and the section "Relations in detail" of
docs/accuracy.md; ``--print`` writes none, ``--page`` only makes the section anew. What needs
../shared is left out where that is not there, and keeps the figures it had. ``--errors`` prints
each missed and false relation of a set; of the documents kept apart nobody sees any.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# The joint regression is fitted by the code that fitted the one that ships.
sys.path.append(str(Path(__file__).resolve().parents[1] / "training"))

from relating import page
from relating.measures import ERRORS, PARTS
from tagging.passages import BENCHMARKS, Figure


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", choices=[*PARTS])
    parser.add_argument("--errors", choices=[*ERRORS])
    parser.add_argument("--print", action="store_true", help="write no file")
    parser.add_argument("--page", action="store_true", help="measure nothing")
    args = parser.parse_args()
    if args.errors:
        for line in ERRORS[args.errors]():
            print(line)
        return
    measured: dict[str, list[Figure]] = {}
    for name in () if args.page else args.only or PARTS:
        measure, beside = PARTS[name]
        if beside and not BENCHMARKS.is_dir():
            print(f"{name}: left out, {BENCHMARKS} is not there")
            continue
        measured[name] = measure()
        for line in page.as_text(name, measured[name]):
            print(line, flush=True)
    if not args.print:
        page.write(measured)


if __name__ == "__main__":
    main()
