"""Open corpora as training material for the proposer of English names: tokens, tags, and doubt.

Every corpus marks kinds of its own: BC2GM genes alone, BC5CDR chemicals and diseases. What a
corpus does not mark is unknown there, not absent: a token that it leaves unmarked may be of any
other kind.
``Passage.allowed`` says so for each token, and the loss asks for no more than that.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ner_releases as releases

Span = tuple[int, int, str]  # first code point, the one after the last, kind

KINDS = ("CellLine", "Chemical", "Disease", "Gene", "Variant")
OUT = "O"
TAGS = (OUT, *(f"{part}-{kind}" for kind in KINDS for part in "BILU"))

# One rule for every corpus and for the texts that are read later: runs of letters and digits, and
# each other character by itself. It divides no finer than any of the corpora.
TOKEN = re.compile(r"[^\W_]+|[^\s]", re.UNICODE)

_BIORED = {
    "GeneOrGeneProduct": "Gene",
    "DiseaseOrPhenotypicFeature": "Disease",
    "ChemicalEntity": "Chemical",
    "SequenceVariant": "Variant",
    "CellLine": "CellLine",
}
# What each corpus calls a kind of ours, and labels under which ours may hide (any tag allowed).
IOB: Mapping[str, tuple[dict[str, str], frozenset[str]]] = {
    "BC2GM-IOB": ({"GENE": "Gene"}, frozenset()),
    "BC5CDR-IOB": ({"Chemical": "Chemical", "Disease": "Disease"}, frozenset()),
    "NCBI-disease-IOB": ({"Disease": "Disease"}, frozenset()),
    "BioNLP13CG-IOB": (
        {"Gene_or_gene_product": "Gene", "Simple_chemical": "Chemical"},
        frozenset({"Cancer", "Cell", "Pathological_formation", "Amino_acid"}),
    ),
}
RELEASES = 5000  # made-up sentences
WEIGHTS = {"biored": 3, "BioNLP13CG-IOB": 1, "BC5CDR-IOB": 2}  # times in an epoch; else 1


# The corpora part words from signs with blanks, which hides from the lexicon what it knows.
_NO_BLANK_BEFORE = frozenset(".,;:)]}%'-/+?!")
_NO_BLANK_AFTER = frozenset("([{-/")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a corpus: its text, its tokens and the tags each may have.

    ``gold`` has the tag of each token where the corpus knows it, and ``O`` elsewhere.
    """

    corpus: str
    text: str
    places: tuple[tuple[int, int], ...]
    gold: tuple[str, ...]
    allowed: tuple[frozenset[str], ...]


def tokens(text: str) -> list[tuple[int, int]]:
    """Ranges of the tokens of ``text``."""
    return [match.span() for match in TOKEN.finditer(text)]


def tags_of(spans: Iterable[Span], places: Sequence[tuple[int, int]]) -> list[str]:
    """The tag of each token, from spans of characters; one cut by a span's end belongs to it."""
    found = [OUT] * len(places)
    for start, end, kind in spans:
        inside = [n for n, (a, b) in enumerate(places) if a < end and b > start]
        if not inside or any(found[n] != OUT for n in inside):
            continue
        for n in inside:
            found[n] = f"I-{kind}"
        found[inside[0]], found[inside[-1]] = f"B-{kind}", f"L-{kind}"
        if len(inside) == 1:
            found[inside[0]] = f"U-{kind}"
    return found


def biored(path: Path) -> Iterator[tuple[str, str, list[Span]]]:
    """Id, text and typed spans of each abstract."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for block in stream.read().strip().split("\n\n"):
            title, abstract, *notes = block.split("\n")
            text = title.split("|t|", 1)[1] + " " + abstract.split("|a|", 1)[1]
            rows = [note.split("\t") for note in notes]
            yield (
                title.split("|", 1)[0],
                text,
                [
                    (int(row[1]), int(row[2]), _BIORED[row[4]])
                    for row in rows
                    if len(row) >= 6 and row[4] in _BIORED
                ],
            )


def iob(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences as words with their tags."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for block in stream.read().strip().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line.strip()]
            yield [(row[0], row[-1]) for row in rows if row[0] != "-DOCSTART-"]


def spans_of(sentence: Sequence[tuple[str, str]]) -> tuple[str, list[Span]]:
    """The sentence as it was once set, and what it marks, under the corpus's labels."""
    text, found = "", []
    for word, tag in sentence:
        if text and word not in _NO_BLANK_BEFORE and text[-1] not in _NO_BLANK_AFTER:
            text += " "
        at, text = len(text), text + word
        end = len(text)
        if tag.startswith("B-") or (tag.startswith("I-") and (not found or found[-1][3])):
            found.append([at, end, tag[2:], False])
        elif tag.startswith("I-"):
            found[-1][1] = end
        elif found:
            found[-1][3] = True
    return text, [(a, b, label) for a, b, label, _ in found]


def passages(sources: Path, seed: int) -> list[Passage]:
    """Every training passage and some made up, less what the development parts hold too."""
    seen = {fingerprint(text) for text in _development(sources)}
    found = []
    for _, text, spans in biored(sources / "biored_train.pubtator.gz"):
        if fingerprint(text) not in seen and not any(
            fingerprint(part) in seen for part in re.split(r"(?<=[.?!]) +", text)[:1]
        ):
            found.append(_passage("biored", text, spans, frozenset(TAGS), ()))
    for corpus, (labels, hidden) in IOB.items():
        kinds = frozenset(labels.values())
        known = frozenset(t for t in TAGS if t[2:] in kinds)
        for sentence in iob(sources / f"{corpus}.train.tsv.gz"):
            text, marked = spans_of(sentence)
            if fingerprint(text) in seen:
                continue
            spans = [(a, b, labels[name]) for a, b, name in marked if name in labels]
            open_ = [(a, b) for a, b, name in marked if name in hidden]
            found.append(_passage(corpus, text, spans, known, open_))
    for text, spans in releases.sentences(_names(found), RELEASES, seed):
        found.append(_passage("releases", text, spans, frozenset(TAGS), ()))
    return found


def _names(found: Iterable[Passage]) -> dict[str, list[str]]:
    """Surfaces of genes, chemicals and diseases that the training parts mark, each as often."""
    names: dict[str, list[str]] = {kind: [] for kind in ("Chemical", "Disease", "Gene")}
    for passage in found:
        if passage.corpus not in ("biored", "BC5CDR-IOB"):
            continue
        first = 0
        for (start, end), tag in zip(passage.places, passage.gold, strict=True):
            if tag[0] in "BU":
                first = start
            if tag[0] in "LU" and tag[2:] in names:
                names[tag[2:]].append(passage.text[first:end])
    return names


def _passage(
    corpus: str,
    text: str,
    spans: Sequence[Span],
    known: frozenset[str],
    hidden: Sequence[tuple[int, int]],
) -> Passage:
    places = tokens(text)
    gold = tags_of(spans, places)
    out = frozenset(TAGS) - known | {OUT}
    allowed = []
    for (start, end), tag in zip(places, gold, strict=True):
        if tag != OUT:
            allowed.append(frozenset({tag}))
        elif any(a < end and b > start for a, b in hidden):
            allowed.append(frozenset(TAGS))
        else:
            allowed.append(out)
    return Passage(
        corpus,
        text,
        tuple(places),
        tuple(gold),
        tuple(allowed),
    )


def _development(sources: Path) -> Iterator[str]:
    for _, text, _ in biored(sources / "biored_dev.pubtator.gz"):
        yield text
        yield from re.split(r"(?<=[.?!]) +", text)
    for corpus in IOB:
        for sentence in iob(sources / f"{corpus}.devel.tsv.gz"):
            yield spans_of(sentence)[0]


def fingerprint(text: str) -> str:
    """The letters and digits of a text, so that tokenising and blanks do not hide a repetition."""
    return re.sub(r"[\W_]+", "", text.lower())
