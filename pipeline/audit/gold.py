"""A whole folder of gold, its subfolders too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.audit.ids import id_fault
from pipeline.errors import GoldError
from pipeline.gold import SPLITS, GoldDocument, check_gold, read_gold, read_splits
from pipeline.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    Attributes:
        documents: how many annotated documents were read.
        faults: one line each: file, line where known, what is wrong, what to do.
        unread: documents whose text is not there, so that offsets could not be checked.
    """

    documents: int
    faults: tuple[str, ...]
    unread: tuple[str, ...]


def audit_gold(path: Path, corpora: Sequence[Path], lexicon: Lexicon) -> Audit:
    """Find every fault of a folder of gold, or of one file.

    Args:
        path: a folder with ``.ann`` files, in it or in its subfolders, or one file.
        corpora: folders of the texts; for each folder of gold the one with most of its texts is
            taken. Where none is given, texts lie beside the ``.ann`` or in a ``corpus`` above.
        lexicon: which ids there are.

    Returns:
        The faults of form (see :func:`pipeline.gold.check_gold`), then unknown and unfit ids,
        then documents that ``split.tsv`` lacks or has too many.
    """
    faults: list[str] = []
    unread: list[str] = []
    count = 0
    for part in _parts(path):
        corpus = _corpus(part, corpora)
        faults += check_gold(part, corpus, on_missing=unread.append)
        try:
            documents = read_gold(part, corpus, on_missing=lambda _: None)
        except GoldError:
            documents = ()  # its faults are listed already
        count += len(documents)
        faults += _ids(part, documents, lexicon)
        faults += _splits(part)
    return Audit(count, tuple(dict.fromkeys(faults)), tuple(unread))


def _parts(path: Path) -> list[Path]:
    """The folders that hold annotation, ``path`` first."""
    if not path.is_dir():
        return [path]
    folders = sorted({file.parent for file in path.rglob("*.ann")})
    return folders or [path]


def _corpus(part: Path, corpora: Sequence[Path]) -> Path | None:
    """The folder that has most of the texts that ``part`` annotates."""
    if part.suffix == ".json":
        return None
    ids = [file.stem for file in (part.glob("*.ann") if part.is_dir() else [part])]
    folder = part if part.is_dir() else part.parent
    around = [folder, *(parent / "corpus" for parent in folder.absolute().parents[:4])]
    known = [corpus for corpus in (corpora or around) if corpus.is_dir()]
    return max(known, key=lambda c: sum((c / f"{i}.txt").is_file() for i in ids), default=None)


def _ids(part: Path, documents: Iterable[GoldDocument], lexicon: Lexicon) -> Iterator[str]:
    for document in documents:
        for ref in document.entities:
            fault = id_fault(ref, lexicon)
            if fault:
                yield f"{part / document.id}.ann: {fault}"


def _splits(part: Path) -> Iterator[str]:
    if not part.is_dir() or not (part / SPLITS).is_file():
        return
    try:
        splits = read_splits(part)
    except GoldError as error:
        yield str(error)
        return
    ids = {file.stem for file in part.glob("*.ann")}
    for id_ in sorted(ids - splits.keys()):
        yield f"{part / SPLITS}: no line for {id_}; add its split"
    for id_ in sorted(splits.keys() - ids):
        yield f"{part / SPLITS}: {id_} has no .ann; delete the line"
