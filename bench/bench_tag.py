"""Every bar of tagging and grounding: names found, with the right ids, and how fast.

python bench/bench_tag.py [--only NAME ...] [--print | --page]
python bench/bench_tag.py --errors NAME

Runs segment, tag and ground, no parser. Writes docs/tagging.json and the section "Tagging" of
docs/accuracy.md; ``--print`` writes neither, ``--page`` only makes the section anew. What needs
../shared is left out where that is not there, and keeps the figures it had. ``--errors`` prints a
benchmark's missed and false names, grouped by the words, each with how often and one place.
"""

from __future__ import annotations

import argparse

from tagging import page
from tagging.benchmarks import ERRORS, PARTS, Measured
from tagging.passages import BENCHMARKS


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
    measured: dict[str, Measured] = {}
    for name in () if args.page else args.only or PARTS:
        measure, beside = PARTS[name]
        if beside and not BENCHMARKS.is_dir():
            print(f"{name}: left out, {BENCHMARKS} is not there")
            continue
        result = measure()
        if not result.figures:
            print(f"{name}: left out, nothing to measure it with")
            continue
        measured[name] = result
        for line in page.as_text(name, result.figures):
            print(line, flush=True)
    if not args.print:
        page.write(measured)


if __name__ == "__main__":
    main()
