"""What articles' formats say of the whole: dates, DOIs, languages, in one form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from pipeline.text import language_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_UNUSABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# PubMed's and MARC's three letters.
_LANGUAGES = {
    "eng": "en", "jpn": "ja", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "chi": "zh",
    "zho": "zh", "kor": "ko", "spa": "es", "ita": "it", "por": "pt", "rus": "ru",
}  # fmt: skip
_BY_SCRIPT = ("ja", "en")


def full_date(year: str, month: str, day: str) -> str:
    """``YYYY-MM-DD``; empty unless all three are there and right.

    Args:
        year: four digits.
        month: digits or an English name.
        day: digits.
    """
    name = month.strip().lower()[:3]
    number = str(_MONTHS.index(name) + 1) if name in _MONTHS else month
    try:
        return date(int(year), int(number), int(day)).isoformat()
    except (ValueError, OverflowError):
        return ""


def doi_of(text: str) -> str:
    """A DOI in lower case without its resolver; empty if it is none."""
    found = _DOI.fullmatch(text.strip())
    return found[1].lower() if found else ""


def pmcid_of(text: str) -> str:
    """``PMC`` and digits; empty if it is none."""
    found = re.fullmatch(r"(?:PMC)?([0-9]{1,12})(?:\.[0-9]+)?", text.strip(), re.IGNORECASE)
    return f"PMC{found[1]}" if found else ""


def pmid_of(text: str) -> str:
    """A PubMed id's digits; empty if it is none."""
    return text.strip() if re.fullmatch(r"\s*[0-9]{1,12}\s*", text) else ""


def language_code(code: str) -> str:
    """Two letters where there are two: ``en-US`` and ``eng`` are ``en``."""
    main = re.split("[-_]", code.strip().lower())[0]
    return _LANGUAGES.get(main, main)


def title_languages(titles: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """An article's title by language, the first of each.

    Args:
        titles: each title with the language it declares itself, and the one that the whole
            article declares, which its script may contradict.
    """
    found: dict[str, str] = {}
    for title, own, inherited in titles:
        script = language_of(title)
        code = language_code(own or inherited)
        if not own and (not code or (script == "ja") != (code == "ja")):
            code = script if script in _BY_SCRIPT else ""
        if title and code:
            found.setdefault(code, title)
    return found


def metadata_of(**facts: object) -> Mapping[str, object]:
    """The facts that have a value, text with unusable characters not among them."""
    return {
        key: value
        for key, value in facts.items()
        if value and not (isinstance(value, str) and _UNUSABLE.search(value))
    }
