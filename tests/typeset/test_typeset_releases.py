"""The real releases set anew give the same relations as their plain text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from typesetting import (
    BROWSER_FONTS,
    CID_FONTS,
    STAND_IN,
    as_browser_pdf,
    as_cid_pdf,
    as_docx,
    as_html,
    browser,
    parts_of,
)

from pipeline.model import Document
from pipeline.read import document_from_text, read_inputs
from pipeline.run import Options, process
from pipeline.run.options import DEFAULTS

pytestmark = pytest.mark.slow

PDF_SHARE = 0.95
"""Of the plain text's relations that a PDF must give; all others must give all."""
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp")
COLUMNS = (1, 2)

Keys = set[tuple[str, str, str, str]]


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def plain_relations(path: Path) -> frozenset[tuple[str, str, str, str]]:
    return frozenset(relations_in(path))


@cache
def parts(path: Path):
    return parts_of(text_of(path))


def releases(shared: Path) -> list[Path]:
    found = sorted((shared / "corpus").glob("*.txt"))
    assert len(found) >= 3
    return found


def read(path: Path) -> Document:
    (doc,) = read_inputs([path])
    assert isinstance(doc, Document), doc
    return doc


FRAMES = Options(reader=False)


def relations_in(path: Path, options: Options = FRAMES) -> Keys:
    """By frames alone, whose every step can be the same: the encoder's numbers change a little
    with the lines around a sentence, and a relation at the threshold comes or goes."""
    return {relation.key for relation in process(read(path), options).relations}


def check(shared: Path, folder: Path, suffix: str, share: float, make) -> None:
    """Set every release with ``make`` and compare what is read."""
    expected: Keys = set()
    found: Keys = set()
    for path in releases(shared):
        target = folder / f"{path.stem}{suffix}"
        target.write_bytes(make(path))
        expected |= {(path.stem, *key) for key in plain_relations(path)}
        found |= {(path.stem, *key) for key in relations_in(target)}
    assert len(expected) >= 35
    missing, new = sorted(expected - found), sorted(found - expected)
    assert len(missing) <= (1 - share) * len(expected), missing
    assert len(new) <= (1 - share) * len(expected), new


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("font", CID_FONTS)
def test_pdf_with_cid_fonts(shared: Path, tmp_path: Path, font: str, columns: int) -> None:
    check(shared, tmp_path, ".pdf", PDF_SHARE, lambda path: as_cid_pdf(parts(path), font, columns))


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("font", BROWSER_FONTS)
def test_pdf_from_a_browser(shared: Path, tmp_path: Path, font: str, columns: int) -> None:
    program = browser()
    if program is None:
        pytest.skip("needs Debian's chromium and fonts-noto-cjk")
    check(
        shared,
        tmp_path,
        ".pdf",
        PDF_SHARE,
        lambda path: as_browser_pdf(parts(path), font, columns, tmp_path, program),
    )


def test_html(shared: Path, tmp_path: Path) -> None:
    check(shared, tmp_path, ".html", 1, lambda path: as_html(parts(path)))


def test_docx(shared: Path, tmp_path: Path) -> None:
    check(shared, tmp_path, ".docx", 1, lambda path: as_docx(parts(path)))


BOTH_SHARE = 0.9
"""Of the relations of both readers that another setting must give, and of new ones the rest."""


@pytest.mark.parametrize(("suffix", "make"), [(".html", as_html), (".docx", as_docx)])
def test_both_readers_give_nearly_the_same(shared: Path, tmp_path: Path, suffix, make) -> None:
    expected: Keys = set()
    found: Keys = set()
    for path in releases(shared):
        target = tmp_path / f"{path.stem}{suffix}"
        target.write_bytes(make(parts(path)))
        expected |= {(path.stem, *key) for key in relations_in(path, DEFAULTS)}
        found |= {(path.stem, *key) for key in relations_in(target, DEFAULTS)}
    assert len(expected) >= 40
    assert len(expected & found) >= BOTH_SHARE * len(expected), sorted(expected - found)
    assert len(found - expected) <= (1 - BOTH_SHARE) * len(expected), sorted(found - expected)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(shared: Path, tmp_path: Path, encoding: str) -> None:
    for path in releases(shared):
        text = "".join(encodable(char, encoding) for char in text_of(path))
        target = tmp_path / path.name
        target.write_bytes(text.encode(encoding))
        doc = read(target)
        assert doc.text == text
        assert doc.source.notes == ()
        assert relations_of(text) == plain_relations(path)


@cache
def relations_of(text: str) -> frozenset[tuple[str, str, str, str]]:
    return frozenset(r.key for r in process(document_from_text(text), FRAMES).relations)


def encodable(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return STAND_IN
    return char
