"""Reading gold: a folder of standoff files, one of them, or a JSON file of mention sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.gold.events import check_events, check_notes
from pipeline.gold.faults import Faults, raise_first
from pipeline.gold.language import document_language
from pipeline.gold.manifest import (
    MANIFEST,
    TextRecord,
    check_text,
    manifest_of,
    read_manifest,
    sha256_of,
)
from pipeline.gold.mention_sets import read_mention_sets
from pipeline.gold.mentions import check_mentions
from pipeline.gold.standoff import Standoff, decode, parse
from pipeline.gold.types import GoldDocument, entities_of, unite

OnMissing = Callable[[str], object]


@dataclass(slots=True)
class _Reading:
    documents: list[GoldDocument] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_gold(
    path: Path, corpus: Path | None = None, *, on_missing: OnMissing | None = None
) -> tuple[GoldDocument, ...]:
    """Read gold annotation, strictly.

    Args:
        path: a folder of ``.ann`` files (its subfolders are not read), one ``.ann`` file, or a
            ``.json`` file of mention sets.
        corpus: the folder of the texts, ``<id>.txt``; None where they lie beside the ``.ann``.
        on_missing: called with the id of each document whose text is not there, which is then
            left out (``skipped.append`` will do); None makes a missing text an error.

    Returns:
        The documents, sorted by id.

    Raises:
        GoldError: for the first fault found, with file, line, what is wrong and what to do.
    """
    reading = _read(Path(path), corpus, on_missing)
    raise_first(reading.problems)
    return tuple(reading.documents)


def check_gold(
    path: Path, corpus: Path | None = None, *, on_missing: OnMissing | None = None
) -> list[str]:
    """Every fault of gold annotation, one line each; empty where :func:`read_gold` succeeds."""
    return _read(Path(path), corpus, on_missing).problems


@dataclass(frozen=True, slots=True)
class GoldFolder:
    """A folder of ``.ann`` files that are read one at a time, as they are asked for."""

    path: Path
    corpus: Path | None
    files: Mapping[str, Path]
    records: Mapping[str, TextRecord]

    def read(self, id: str) -> GoldDocument | None:
        """One document; None where its text is not there.

        Raises:
            GoldError: for the first fault found.
        """
        reading, listed = _Reading(), Faults(str(self.path / MANIFEST))
        missing: list[str] = []
        found = _read_file(
            self.files[id], self.corpus, missing.append, self.records, listed, reading
        )
        raise_first([*listed.lines(), *found])
        return None if missing else reading.documents[0]


def open_gold(path: Path, corpus: Path | None = None) -> GoldFolder:
    """Open a folder of ``.ann`` files without reading them.

    Raises:
        GoldError: there is no such folder, nothing in it, or its manifest has a fault.
    """
    problems: list[str] = []
    for folder in (path, corpus):
        if folder is not None and not folder.is_dir():
            problems.append(f"{folder}: no such folder; name the right one")
    files = {file.stem: file for file in sorted(path.glob("*.ann"))}
    if not problems and not files:
        problems.append(f"{path}: no .ann files; name the folder that holds them")
    records, listed = _records(list(files.values()))
    raise_first([*problems, *listed.lines()])
    return GoldFolder(path, corpus, files, records)


def parse_ann(
    id: str,
    content: bytes,
    text: str,
    *,
    sha256: str | None = None,
    name: str | None = None,
) -> GoldDocument:
    """Read one standoff file from memory.

    Args:
        id: the document's id.
        content: the bytes of the ``.ann`` file.
        text: the text that it annotates; offsets are code points of it.
        sha256: of the text file's bytes, where known.
        name: what messages call the file; ``<id>.ann`` by default.

    Raises:
        GoldError: for the first fault found.
    """
    faults = Faults(name or f"{id}.ann")
    document = _document(id, content, text, sha256, faults)
    raise_first(faults.lines())
    return document


def gold_manifest(path: Path, corpus: Path | None = None) -> str:
    """The ``manifest.tsv`` of a folder of ``.ann`` files whose texts are there."""
    files = sorted(Path(path).glob("*.ann"))
    return manifest_of({f.stem: _text_path(f, corpus).read_bytes() for f in files})


def _read(path: Path, corpus: Path | None, on_missing: OnMissing | None) -> _Reading:
    reading = _Reading()
    if corpus is not None and not corpus.is_dir():
        reading.problems.append(f"{corpus}: no such folder; name the folder of the texts")
    elif path.is_dir():
        _read_folder(path, corpus, on_missing, reading)
    elif path.suffix == ".ann" and path.is_file():
        _read_files([path], corpus, on_missing, reading)
    elif path.suffix == ".json" and path.is_file():
        _read_json(path, corpus, reading)
    else:
        what = "neither .ann, .json nor a folder" if path.exists() else "no such file or folder"
        reading.problems.append(f"{path}: {what}; name a folder of .ann files, an .ann or a .json")
    reading.documents.sort(key=lambda document: document.id)
    return reading


def _read_folder(
    folder: Path, corpus: Path | None, on_missing: OnMissing | None, reading: _Reading
) -> None:
    files = sorted(folder.glob("*.ann"))
    if not files:
        reading.problems.append(f"{folder}: no .ann files; name the folder that holds them")
    records = _read_files(files, corpus, on_missing, reading)
    for id_ in sorted(records.keys() - {file.stem for file in files}):
        place = f"{folder / MANIFEST}:{records[id_].line}"
        reading.problems.append(f"{place}: no {id_}.ann; add it or delete the line")


def _read_files(
    files: Sequence[Path], corpus: Path | None, on_missing: OnMissing | None, reading: _Reading
) -> dict[str, TextRecord]:
    records, listed = _records(files)
    found: list[str] = []
    for file in files:
        found += _read_file(file, corpus, on_missing, records, listed, reading)
    reading.problems += [*listed.lines(), *found]
    return records


def _records(files: Sequence[Path]) -> tuple[dict[str, TextRecord], Faults]:
    """What the manifest beside the files says of their texts, and its faults."""
    listed = Faults(str(files[0].parent / MANIFEST)) if files else Faults("")
    if not files or not (files[0].parent / MANIFEST).is_file():
        return {}, listed
    records = read_manifest(decode((files[0].parent / MANIFEST).read_bytes(), listed), listed)
    for file in files:
        if file.stem not in records:
            listed.add(0, f"no line for {file.stem}", "add its id, sha256 and length")
    return records, listed


def _read_file(
    file: Path,
    corpus: Path | None,
    on_missing: OnMissing | None,
    records: Mapping[str, TextRecord],
    listed: Faults,
    reading: _Reading,
) -> list[str]:
    source = _text_path(file, corpus)
    if not source.is_file():
        if on_missing is None:
            remedy = "put it there, or name the folder that holds the texts"
            return [f"{file}: its text {source} is not there; {remedy}"]
        on_missing(file.stem)
        return []
    content = source.read_bytes()
    text_faults, faults = Faults(str(source)), Faults(str(file))
    text = decode(content, text_faults)
    if file.stem in records:
        check_text(file.stem, content, text, records[file.stem], listed)
    document = _document(file.stem, file.read_bytes(), text, sha256_of(content), faults)
    reading.documents.append(document)
    return [*text_faults.lines(), *faults.lines()]


def _document(
    id_: str, content: bytes, text: str, sha256: str | None, faults: Faults
) -> GoldDocument:
    standoff = parse(decode(content, faults), faults)
    document = document_of(standoff, id_, text, faults)
    return replace(document, sha256=sha256)


def document_of(standoff: Standoff, id: str, text: str, faults: Faults) -> GoldDocument:
    """The gold that lines of standoff hold; what is wrong with them is noted and left out."""
    located = check_mentions(standoff, text, faults)
    events = check_events(standoff, located, faults)
    check_notes(standoff, faults)
    mentions = tuple(item.mention for item in located)
    return GoldDocument(
        id=id,
        sha256=sha256_of(text.encode("utf-8", "surrogatepass")),
        language=document_language(text),
        mentions=mentions,
        entities=entities_of(mentions),
        relations=unite(events, mentions),
    )


def _read_json(path: Path, corpus: Path | None, reading: _Reading) -> None:
    faults = Faults(str(path))
    documents = read_mention_sets(decode(path.read_bytes(), faults), faults)
    for document in documents:
        source = (corpus or path.parent) / f"{document.id}.txt"
        if (
            document.sha256
            and source.is_file()
            and sha256_of(source.read_bytes()) != document.sha256
        ):
            what = f"the text {source} is not the one that was annotated (sha256 differs)"
            faults.add(0, what, "put the right text there", where=f"document {document.id}")
    reading.documents += documents
    reading.problems += faults.lines()


def _text_path(file: Path, corpus: Path | None) -> Path:
    return (corpus or file.parent) / f"{file.stem}.txt"
