"""From the lines of a standoff file and its text to grounded mentions, every fault noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.gold.faults import Faults, one_of
from pipeline.gold.standoff import Reference, Standoff, TextBound
from pipeline.gold.types import GoldMention
from pipeline.model import RELATION_KINDS, MentionType, Span

MENTION_TYPES = tuple(kind.value for kind in MentionType)
_TYPES = {kind.value: kind for kind in MentionType}
_KNOWN = (*MENTION_TYPES, *RELATION_KINDS)

# The identifier schemes that the guidelines name for each type (section 1), their cross
# references and ``text`` for what stands in no source.
SCHEMES: Mapping[MentionType, tuple[str, ...]] = {
    MentionType.DRUG: ("unii", "chembl", "drugbank", "ncit", "chebi", "mesh", "text"),
    MentionType.DRUG_CLASS: ("class", "ncit", "mesh", "text"),
    MentionType.GENE: ("hgnc", "fplx", "fusion", "uniprot", "text"),
    MentionType.VARIANT: ("var", "text"),
    MentionType.CELL_LINE: ("cvcl", "text"),
    MentionType.DISEASE: ("mondo", "doid", "ncit", "mesh", "text"),
    MentionType.PROCESS: ("go", "mesh", "text"),
    MentionType.CHEMICAL: ("chebi", "unii", "mesh", "text"),
    MentionType.DOI: ("doi",),
}


@dataclass(frozen=True, slots=True)
class LocatedMention:
    """A mention with the line and the id that it has in its file."""

    line: int
    id: str
    mention: GoldMention


def check_mentions(standoff: Standoff, text: str, faults: Faults) -> tuple[LocatedMention, ...]:
    """The grounded mentions of a file, sorted by place; faulty ones are noted and left out."""
    references = _references_by_target(standoff, faults)
    located: list[LocatedMention] = []
    for bound in standoff.bounds:
        if bound.type not in _KNOWN:
            remedy = one_of(bound.type, _KNOWN)
            faults.add(bound.line, f"{bound.id}: unknown type {bound.type}", remedy)
            continue
        sound = check_range(bound, text, faults)
        if bound.type in RELATION_KINDS:
            continue
        reference = references.get(bound.id)
        if reference is None:
            remedy = f"add N1<TAB>Reference {bound.id} prefix:id<TAB>name"
            faults.add(bound.line, f"{bound.id}: mention without Reference", remedy)
        elif sound and _scheme_is_known(reference, _TYPES[bound.type], faults):
            kind = _TYPES[bound.type]
            mention = GoldMention(bound.spans, kind, reference.curie, reference.name)
            located.append(LocatedMention(bound.line, bound.id, mention))
    located.sort(key=lambda item: (item.mention, item.line))
    _check_overlaps(located, faults)
    _check_identities(located, faults)
    return tuple(located)


def check_range(bound: TextBound, text: str, faults: Faults) -> bool:
    """Whether the ranges of a ``T`` line lie in the text in order and hold what it says."""
    if len(bound.spans) == 1:
        start, end = bound.spans[0]
        piece = text[start:end]
        # Printable characters break no line; only a blank among them is white space.
        whole = start < end <= len(text) and piece == bound.text and piece.isprintable()
        if whole and piece[0] != " " != piece[-1]:
            return True
    before = len(faults.found)
    at = 0
    for start, end in bound.spans:
        if not start < end:
            faults.add(
                bound.line,
                f"{bound.id}: range {start} {end} is empty or reversed",
                "write start before end",
            )
        elif end > len(text):
            faults.add(
                bound.line,
                f"{bound.id}: range {start} {end} ends outside the text of {len(text)} code points",
                "correct the offsets",
            )
        elif start < at:
            faults.add(
                bound.line,
                f"{bound.id}: range {start} {end} is not after the one before",
                "write fragments in order, apart",
            )
        at = max(at, end)
    if len(faults.found) > before:
        return False
    for start, end in bound.spans:
        _check_fragment(bound, text[start:end], faults)
    _check_text(bound, text, faults)
    return len(faults.found) == before


def _check_fragment(bound: TextBound, piece: str, faults: Faults) -> None:
    if piece != piece.strip():
        faults.add(
            bound.line,
            f"{bound.id}: {piece!r} begins or ends with white space",
            "take the shortest span",
        )
    elif len(piece.splitlines()) > 1:
        faults.add(
            bound.line,
            f"{bound.id}: {piece!r} runs over a line end",
            "split it into fragments, start end;start end",
        )


def _check_text(bound: TextBound, text: str, faults: Faults) -> None:
    there = " ".join(" ".join(text[start:end] for start, end in bound.spans).split())
    if " ".join(bound.text.split()) != there:
        faults.add(
            bound.line,
            f"{bound.id}: says {bound.text!r} but the text there is {there!r}",
            "correct the offsets or the words",
        )


def _references_by_target(standoff: Standoff, faults: Faults) -> dict[str, Reference]:
    types = {bound.id: bound.type for bound in standoff.bounds}
    references: dict[str, Reference] = {}
    for reference in standoff.references:
        where, target = reference.id, reference.target
        if reference.type != "Reference":
            faults.add(
                reference.line,
                f"{where}: unknown normalisation {reference.type}",
                "write Reference",
            )
        elif target not in types:
            faults.add(
                reference.line,
                f"{where}: refers to {target}, which is not there",
                "name a T line of this file or delete it",
            )
        elif types[target] in RELATION_KINDS:
            faults.add(
                reference.line, f"{where}: refers to {target}, a trigger", "ground mentions only"
            )
        elif target in references:
            faults.add(
                reference.line,
                f"{where}: {target} is grounded by {references[target].id} too",
                "keep one Reference a mention",
            )
        else:
            references[target] = reference
            if not reference.name.strip():
                faults.add(
                    reference.line, f"{where}: no name", "end the line with the canonical name"
                )
    return references


def _scheme_is_known(reference: Reference, kind: MentionType, faults: Faults) -> bool:
    scheme = reference.curie.partition(":")[0]
    if scheme in SCHEMES[kind]:
        return True
    faults.add(
        reference.line,
        f"{reference.id}: a {kind} is not identified by {scheme}:",
        one_of(scheme, SCHEMES[kind]),
    )
    return False


def _check_overlaps(located: Iterable[LocatedMention], faults: Faults) -> None:
    """Mentions share no code point; of a broken one only the fragments count."""
    pieces = [(span, item) for item in located for span in item.mention.spans]
    pieces.sort(key=lambda piece: (piece[0], piece[1].line))
    furthest: tuple[Span, LocatedMention] | None = None
    for span, item in pieces:
        if furthest and span.overlaps(furthest[0]) and item.id != furthest[1].id:
            first, second = sorted((furthest[1], item), key=lambda found: found.line)
            faults.add(
                second.line,
                f"{second.id}: overlaps {first.id} of line {first.line}",
                "mentions do not nest: keep the longer name",
            )
        if furthest is None or span.end > furthest[0].end:
            furthest = (span, item)


def _check_identities(located: Iterable[LocatedMention], faults: Faults) -> None:
    """One id has one type and one name in a document."""
    first: dict[str, LocatedMention] = {}
    for item in sorted(located, key=lambda found: found.line):
        known = first.setdefault(item.mention.id, item)
        if item.mention.type is known.mention.type and item.mention.name == known.mention.name:
            continue
        for what, mine, theirs in (
            ("type", item.mention.type.value, known.mention.type.value),
            ("name", item.mention.name, known.mention.name),
        ):
            if mine != theirs:
                faults.add(
                    item.line,
                    f"{item.id}: {item.mention.id} has the {what} {mine!r} here and"
                    f" {theirs!r} in line {known.line}",
                    f"give one id one {what}",
                )
