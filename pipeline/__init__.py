"""taisei: what makes which cancer therapy stop working, and what brings it back.

    >>> import pipeline
    >>> document = pipeline.extract("EGFR T790M confers resistance to gefitinib.")
    >>> graph = pipeline.build_graph([document])

Importing this package is cheap: parsers and lexicon load at the first call that needs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Document, Evidence, Grounding, Mention, MentionType, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.run.network import Graph

__all__ = [
    "Document",
    "Evidence",
    "Graph",
    "Grounding",
    "Mention",
    "MentionType",
    "Relation",
    "Span",
    "__version__",
    "build_graph",
    "extract",
    "extract_many",
]


__version__: str


def extract(
    text_or_path: str | Path,
    *,
    english_model: str | None = None,
    encoding: str | None = None,
    rules: Sequence[Path] = (),
    reader: bool = True,
) -> Document:
    """Read one text and return it with its mentions and relations.

    Args:
        text_or_path: a ``str`` is the text itself, never a file name; a ``Path`` is a file in
            any format that ``taisei extract`` reads.
        english_model: an installed spaCy or scispaCy package to parse English with, in place
            of the one that comes with taisei.
        encoding: what a file of text, JSON or HTML is encoded in; None finds out.
        rules: files of rules of your own, as docs/rules.md describes them.
        reader: let the trained models help; without them it is faster and finds less.

    Returns:
        The document. Every offset in it counts code points of its ``text``.

    Raises:
        InputError: the file is missing, empty, or not a text that can be read.
        DependencyError: a library or model is missing; the message says how to get it.
        CueError: a file of rules is wrong; the message says where, and what to write.
    """
    from pipeline.run import extract_one

    return extract_one(
        text_or_path,
        english_model=english_model,
        encoding=encoding,
        rules=rules,
        reader=reader,
    )


def extract_many(
    paths: Iterable[str | Path],
    *,
    workers: int = 1,
    english_model: str | None = None,
    encoding: str | None = None,
    rules: Sequence[Path] = (),
    reader: bool = True,
) -> Iterator[Document]:
    """Read files, folders and archives; give each document, by the order of their ids.

    A document that can not be read is left out, with a warning of the ``warnings`` module;
    ``pipeline.run.extract_documents`` returns such failures as values.

    Args:
        paths: files and folders. Here a ``str`` is a path, as on the command line.
        workers: how many processes share the work. The result does not depend on it.
        english_model: as for ``extract``.
        encoding: as for ``extract``.
        rules: as for ``extract``.
        reader: as for ``extract``.
    """
    import warnings

    from pipeline.cues import open_rules
    from pipeline.run import Options, extract_documents

    files = tuple(map(open_rules, rules))
    options = Options(
        workers=workers,
        english_model=english_model,
        encoding=encoding,
        rules=files,
        reader=reader,
    )
    result = extract_documents(list(paths), options)
    for failure in result.failures:
        warnings.warn(str(failure), stacklevel=2)
    yield from result.documents


def build_graph(documents: Iterable[Document]) -> Graph:
    """Assemble the relations of documents into one graph, a networkx ``MultiDiGraph``.

    A node is a grounded thing, by its CURIE, with its labels; an edge is one relation, with the
    sentences that say so. The order of ``documents`` does not matter. In a notebook the graph
    shows its strongest edges, and a picture where it is small.
    """
    from pipeline.run import build_labelled_graph
    from pipeline.run.network import Graph

    return Graph(build_labelled_graph(documents))


def _document_html(document: Document) -> str:
    from pipeline.report import document_html

    return document_html(document)


Document._repr_html_ = _document_html


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # importlib.metadata is read only when the version is asked for: imports stay fast.
        if name == "__version__":
            from pipeline.run.versions import taisei_version

            return taisei_version()
        if name == "Graph":  # derived from a class of networkx, which this loads
            from pipeline.run.network import Graph

            return Graph
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
