"""Reading the source folder: gzipped TSV and CSV files, counted as they are read."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from pipeline.errors import LexiconError

HAND = Path(__file__).parents[1] / "data" / "hand"


@dataclass(slots=True)
class Sources:
    """The source files and the hand-written tables; remembers what was read, used and seen."""

    folder: Path
    hand_folder: Path = HAND
    rows: dict[str, int] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    used: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, file: str) -> str:
        """The decoded content of ``file``.

        Raises:
            LexiconError: the file is missing, no gzip, or no UTF-8.
        """
        if file not in self._texts:
            path = self.folder / file
            try:
                content = path.read_bytes()
                text = gzip.decompress(content).decode("utf-8")
            except FileNotFoundError as error:
                raise LexiconError(
                    f"{path}: no such source; put it there (docs/lexicon.md says what it is and "
                    "where it comes from) or point --sources at the folder that holds it"
                ) from error
            except (OSError, EOFError, UnicodeDecodeError) as error:
                raise LexiconError(
                    f"{path}: can not be read as gzipped UTF-8 ({error}); fetch it again"
                ) from error
            self.hashes[file] = sha256(content).hexdigest()
            self._texts[file] = text
        return self._texts[file]

    def table(
        self, file: str, *, delimiter: str = "\t", header: bool = True
    ) -> Iterator[list[str]]:
        """Rows of a table without its header. Tab-separated files know no quoting."""
        text = self.text(file)
        if delimiter == "\t":
            lines = text.rstrip("\n").split("\n")
            rows: Iterator[list[str]] = (line.rstrip("\r").split("\t") for line in lines)
        else:
            rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        count = 0
        for number, row in enumerate(rows):
            if header and number == 0:
                continue
            count += 1
            yield row
        self.rows[file] = count

    def use(self, file: str, *row: str) -> None:
        """Remember that a row, told by some of its cells, gave a name, a thing or a reference."""
        self.used.setdefault(file, set()).add(row)

    def hand(self, file: str, columns: int) -> Iterator[list[str]]:
        """Rows of a hand-written table; ``#`` begins a remark, blank lines are passed over.

        Raises:
            LexiconError: the table is missing, or a row has another number of columns.
        """
        path = self.hand_folder / file
        try:
            text = path.read_text("utf-8")
        except OSError as error:
            raise LexiconError(
                f"{path}: no such hand-written table ({error.strerror}); it belongs to the package"
            ) from error
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            row = line.split("\t")
            if len(row) != columns:
                raise LexiconError(
                    f"{file}:{number}: {len(row)} columns, {columns} wanted; separate by one tab"
                )
            yield [cell.strip() for cell in row]


def names_in(cell: str) -> list[str]:
    """Names in a cell, separated by ``|``."""
    return [name.strip() for name in cell.split("|") if name.strip()]
