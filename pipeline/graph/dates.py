"""When a document was published: a day, a month or a year, as its metadata give it."""

from __future__ import annotations

import re
from datetime import date

from pipeline.model import Document

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_date(text: str) -> bool:
    """Whether ``text`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, and there is such a day."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return False
    try:
        date(*(int(part or 1) for part in written.groups()))
    except ValueError:
        return False
    return True


def date_of(doc: Document) -> str:
    """``metadata["date"]`` where it is a date; else an empty string."""
    given = doc.metadata.get("date")
    return given if isinstance(given, str) and is_date(given) else ""


def within(day: str, since: str, until: str) -> bool:
    """Whether a date lies between two others, both included; an empty bound is none.

    A month or a year is all of its days: ``2020`` is within ``2020-06`` and later. Dates as
    :func:`is_date` knows them compare as text.
    """
    return (not since or _last(day) >= since) and (not until or day <= _last(until))


def _last(day: str) -> str:
    """A date no day of ``day`` is after."""
    return day + "-12-31"[len(day) - 4 :]
