"""Pages that several commands write: each replaces its own part and leaves the others alone.

A part stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``, each on a line of its own.
"""

from __future__ import annotations

import re
from pathlib import Path


def put(page: Path, name: str, text: str) -> None:
    """Write a part of a page; at its end where it has none of that name yet."""
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    page.write_text(replaced(old, name, text), encoding="utf-8", newline="")


def replaced(page: str, name: str, text: str) -> str:
    """The page with the part ``name`` new.

    Raises:
        ValueError: the page has the part twice, or a begin without an end.
    """
    begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->\n"
    if not page.count(begin) == page.count(end) <= 1:
        raise ValueError(f"the part {name} does not stand once between its begin and end")
    part = f"{begin}{text.rstrip()}\n{end}"
    if begin not in page:
        return f"{page}\n{part}" if page else part
    whole = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
    if not whole.search(page):
        raise ValueError(f"the part {name} ends before it begins")
    return whole.sub(lambda _: part, page)
