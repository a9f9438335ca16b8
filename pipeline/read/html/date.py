"""When an HTML page was published, as it declares: never guessed from its text."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_METAS = (
    "article:published_time",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "datepublished",
    "pubdate",
    "publishdate",
    "date",
)
_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_ERA_DAY = re.compile(r"(令和|平成)\s*(元|\d{1,2})年\s*(\d{1,2})月\s*(\d{1,2})日")
_ERAS = {"令和": 2018, "平成": 1988}  # the year before the first
_NAMED = re.compile("date|time|day|publish|posted", re.IGNORECASE)
# What dates the entries of a list dates other pages.
_ELSEWHERE = ("li", "dl", "table", "aside", "footer", "nav")
_LONGEST_DATE = 100
_MOST_CANDIDATES = 5
_MOST_SCRIPT = 1_000_000


def published_on(root: HtmlElement, metas: Mapping[str, Sequence[str]]) -> str:
    """The day, as ``YYYY-MM-DD``; empty where the page declares none.

    Args:
        root: the page.
        metas: the values of its ``meta`` tags by name.
    """
    stated = (value for name in _METAS for value in metas.get(name, ()))
    for values in (stated, _linked_data(root), _times(root)):
        if found := next(filter(None, map(_day, values)), ""):
            return found
    return _marked_date(root)


def _day(value: str) -> str:
    if era := _ERA_DAY.search(value):
        year = 1 if era[2] == "元" else int(era[2])
        return _written(_ERAS[era[1]] + year, int(era[3]), int(era[4]))
    match = _DAY.match(value)
    return _written(*map(int, match.groups())) if match else ""


def _written(year: int, month: int, day: int) -> str:
    usual = 1900 < year < 2100 and 0 < month <= 12 and 0 < day <= 31
    return f"{year:04}-{month:02}-{day:02}" if usual else ""


def _times(root: HtmlElement) -> list[str]:
    """The page's times: one that is marked as that of publication, or the only one there is."""
    times = [t for t in root.iter("time") if t.get("datetime")]
    marked = [t for t in times if t.get("pubdate") is not None or "publish" in _names(t)]
    values = [str(t.get("datetime"))[:_LONGEST_DATE] for t in marked or times]
    return values[:1] if marked or len({_day(v) for v in values}) == 1 else []


def _names(element: HtmlElement) -> str:
    get = element.get
    return f"{get('itemprop', '')} {get('class', '')} {get('id', '')}"[:500].lower()


def _linked_data(root: HtmlElement) -> Iterator[str]:
    """Values of ``datePublished`` in the page's JSON-LD."""
    for script in root.iter("script"):
        text = script.text or ""
        if script.get("type") != "application/ld+json" or len(text) > _MOST_SCRIPT:
            continue
        try:
            pending: deque[object] = deque([json.loads(text, strict=False)])
        except (ValueError, RecursionError):
            continue
        while pending:
            value = pending.popleft()
            if isinstance(value, dict):
                if isinstance(date := value.get("datePublished"), str):
                    yield date
                pending += value.values()
            elif isinstance(value, list):
                pending += value


def _marked_date(root: HtmlElement) -> str:
    """The day in the first short element that is named as a date.

    What is not written in figures is for a library to read. It gets these elements alone: from a
    whole page it takes any day that is told of.
    """
    candidates = list(islice(_candidates(root), _MOST_CANDIDATES))
    found = next(filter(None, map(_day, candidates)), "")
    return found or _read_by_library(candidates)


def _candidates(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("p", "div", "span", "time", "dd", "em", "b", "small"):
        if not element.attrib or not _NAMED.search(_names(element)):
            continue
        if next(element.iterancestors(*_ELSEWHERE), None) is not None:
            continue
        text = str(element.xpath("string()")).strip() if len(element) < 10 else ""
        if 0 < len(text) <= _LONGEST_DATE:
            yield text


def _read_by_library(candidates: Sequence[str]) -> str:
    from htmldate import find_date
    from lxml.html.builder import BODY, CLASS, HTML, P

    if not candidates:
        return ""
    page = HTML(BODY(*(P(CLASS("date"), text) for text in candidates)))
    try:
        found = find_date(page, extensive_search=False, original_date=True)
    except Exception:  # whatever it stumbles over, the page has no date then
        return ""
    return found or ""
