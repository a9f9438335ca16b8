"""Do texts give the same relations however they are set? Counts for each way of setting them.

    python bench/typeset.py [FOLDER]     the texts; the real releases by default

The tests in tests/typeset hold the bars (PDF 95 %, all else 100 %); this prints the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model import Document
from pipeline.read import document_from_text, read_inputs
from pipeline.run import process

ROOT = Path(__file__).resolve().parents[1]
RELEASES = ROOT.parent / "shared" / "corpus"
sys.path.insert(0, str(ROOT / "tests" / "typeset"))

import typesetting  # noqa: E402

ENCODINGS = ("utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp")
Setting = tuple[str, str, Callable[[str], bytes]]  # how, the file's ending, text to bytes


def settings(folder: Path) -> list[Setting]:
    parts = typesetting.parts_of
    found: list[Setting] = []
    for columns in (1, 2):
        for font in typesetting.CID_FONTS:
            make = partial(typesetting.as_cid_pdf, font=font, columns=columns)
            found.append((f"PDF {font}, {columns} col.", ".pdf", _of_parts(make)))
        if program := typesetting.browser():
            for font in typesetting.BROWSER_FONTS:
                make = partial(
                    typesetting.as_browser_pdf,
                    font=font,
                    columns=columns,
                    folder=folder,
                    program=program,
                )
                found.append((f"PDF {font}, {columns} col.", ".pdf", _of_parts(make)))
    found.append(("HTML", ".html", lambda text: typesetting.as_html(parts(text))))
    found.append(("DOCX", ".docx", lambda text: typesetting.as_docx(parts(text))))
    found += [(f"text in {code}", ".txt", partial(_encoded, encoding=code)) for code in ENCODINGS]
    return found


def _of_parts(make: Callable[..., bytes]) -> Callable[[str], bytes]:
    return lambda text: make(typesetting.parts_of(text))


def _encoded(text: str, encoding: str) -> bytes:
    def known(char: str) -> str:
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            return typesetting.STAND_IN
        return char

    return "".join(map(known, text)).encode(encoding)


def relations(doc: Document) -> set[tuple[str, ...]]:
    return {relation.key for relation in process(doc).relations}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}
    if not texts:
        sys.exit(f"{folder}: holds no .txt files; give a folder of texts")
    plain = {(name, *key) for name in texts for key in relations(document_from_text(texts[name]))}
    print(
        f"{len(texts)} texts, {len(plain)} relations\n{'set as':34}{'same':>6}{'lost':>6}{'new':>6}"
    )
    with TemporaryDirectory() as place:
        for how, ending, make in settings(Path(place)):
            found: set[tuple[str, ...]] = set()
            for name, text in texts.items():
                path = Path(place) / f"{name}{ending}"
                path.write_bytes(make(text))
                for doc in read_inputs([path]):
                    assert isinstance(doc, Document), doc
                    found |= {(name, *key) for key in relations(doc)}
            same = len(found & plain)
            print(f"{how:34}{same:6}{len(plain) - same:6}{len(found) - same:6}", flush=True)


if __name__ == "__main__":
    main()
