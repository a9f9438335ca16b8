"""What a document says of itself: title, date, DOIs and other identifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.model import Block, BlockKind
from pipeline.segment.identifiers import identifiers_in
from pipeline.segment.marks import label_span
from pipeline.segment.paper import paper_of
from pipeline.text import FoldedText, fold, unwrap

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = (
    re.compile(rf"(?<!\d){_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日"),
    re.compile(
        r"(?P<era>令和|平成|昭和)\s*(?P<year>\d{1,2}|元)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    ),
    re.compile(
        rf"(?<![\d/.-]){_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?![\d/-])"
    ),
    re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b"),
    re.compile(rf"(?<!\d){_DAY}[\s-]+{_MONTH},?[\s-]+{_YEAR}\b"),
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[A-Za-z0-9._;()/:<>\[\]-]*[A-Za-z0-9]")


def metadata_of(
    text: str, blocks: Sequence[Block], views: Sequence[FoldedText]
) -> Mapping[str, object]:
    """Title, date (``YYYY-MM-DD``, the first one written out), ids, paper and institution.

    Keys are sorted; one without a value is left out.
    """
    title = next((_on_one_line(text, b) for b in blocks if b.kind is BlockKind.TITLE), "")
    day = next(filter(None, (date_in(view.folded) for view in views)), "")
    dois = sorted({doi for view in views for doi in dois_in(view.folded)})
    found: dict[str, object] = {
        "date": day,
        "dois": dois,
        "identifiers": sorted({i for view in views for i in identifiers_in(view.folded)}),
        "title": title,
        **paper_of(blocks, views),
    }
    return {key: value for key, value in sorted(found.items()) if value}


def _on_one_line(text: str, block: Block) -> str:
    """A title with its own blanks (they divide headlines) but without its line ends."""
    parts = text[block.start : block.end].splitlines()
    lines = [" ".join(fold(part).folded.split()) for part in parts if part.strip()]
    label = label_span(lines[0])
    title = lines[0][label.end :].strip() if label else lines[0]
    for line in lines[1:]:
        title += (
            line if unwrap(f"{title[-1]}\n{line[0]}").folded == title[-1] + line[0] else f" {line}"
        )
    return title


def date_in(folded: str) -> str:
    """The first full date in folded text as ``YYYY-MM-DD``, or an empty string."""
    found = [match for pattern in _DATES for match in pattern.finditer(folded)]
    for match in sorted(found, key=lambda m: m.start()):
        if written := _written(match):
            return written
    return ""


def _written(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    year = 1 if parts["year"] == "元" else int(parts["year"])
    try:
        return date(
            year + _ERAS.get(parts.get("era", ""), 0), number, int(parts["day"])
        ).isoformat()
    except ValueError:
        return ""


def dois_in(folded: str) -> tuple[str, ...]:
    """DOIs in folded, unwrapped text, in lower case, without a bracket that closes around them."""
    found = []
    for match in _DOI.finditer(folded):
        doi = match[0]
        while doi.endswith(")") and doi.count(")") > doi.count("("):
            doi = doi[:-1]
        found.append(doi.lower())
    return tuple(found)
