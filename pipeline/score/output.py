"""Scores as a table for the terminal and as plain JSON types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import get_args

from pipeline.model import RELATION_KINDS, Certainty, EvidenceSource, MentionType, Polarity
from pipeline.score.bootstrap import LEVEL, SAMPLES, intervals
from pipeline.score.compare import Comparison
from pipeline.score.counts import Counts, Ratios, Share, total
from pipeline.score.relations import Claim
from pipeline.score.scores import LEVELS, Level, Scores

_HEAD = ("", "P", "R", "F1", "tp", "fp", "fn", "95 % of F1")
Row = tuple[str, ...]
POLARITIES: tuple[str, ...] = get_args(Polarity)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
SOURCES: tuple[str, ...] = get_args(EvidenceSource)


def table(scores: Scores) -> str:
    """The main figures as aligned plain ASCII text; ``-`` where a ratio is undefined."""
    lines = _aligned(rows(scores))
    lines.append(summary(scores))
    return "\n".join(lines) + "\n"


def rows(scores: Scores) -> list[Row]:
    """The cells of the table, its head first.

    A row of one cell heads those after it; blanks before a row's name say how deep it stands.
    """
    found = [_HEAD, *_mention_rows(scores), _rule("relations"), *_relation_rows(scores)]
    found += [_rule("of the required relations found"), *_attribute_rows(scores)]
    if causes := _cause_rows(scores):
        found += [_rule("why relations went wrong"), *causes]
    return found


def _mention_rows(scores: Scores) -> list[Row]:
    rows: list[Row] = [_rule("mentions")]
    for level in LEVELS:
        if not scores.mentions_by_document(level):
            continue
        rows.append(_headline(f"  {level}", scores.mentions_by_document(level)))
        rows += [
            _counts_row(f"    {language}", scores.mentions(level, language=language))
            for language in scores.languages
        ]
        if level != "relaxed":
            rows += [
                _counts_row(f"    {kind}", counts)
                for kind in MentionType
                if (counts := scores.mentions(level, type=kind)) != Counts()
            ]
        rows.append(_ratios_row("    mean over documents", scores.macro_mentions(level)))
    return rows


def _relation_rows(scores: Scores) -> list[Row]:
    rows = [_headline("  all", scores.relations_by_document())]
    rows += [_counts_row(f"    {kind}", scores.relations(kind)) for kind in RELATION_KINDS]
    rows += [
        _counts_row(f"    {polarity}", scores.relations(polarity=polarity))
        for polarity in POLARITIES
    ]
    rows += [
        _counts_row(f"    {language}", scores.relations(language=language))
        for language in scores.languages
    ]
    rows += [
        _counts_row(f"    {value}", scores.relations(certainty=value)) for value in CERTAINTIES
    ]
    rows += [
        _counts_row(f"    {source}", scores.relations(source=source))
        for source in SOURCES
        if scores.relations(source=source) != Counts()
    ]
    rows.append(_ratios_row("    mean over documents", scores.macro_relations()))
    return rows


def _cause_rows(scores: Scores) -> list[Row]:
    """How many relations went wrong for which cause, the most frequent first."""
    missed, false = _causes(scores.missed), _causes(scores.false_alarms)
    causes = sorted(missed.keys() | false.keys(), key=lambda c: (-missed[c] - false[c], c))
    return [(f"  {c or 'no prediction'}", *[""] * 4, str(false[c]), str(missed[c])) for c in causes]


def _causes(claims: Sequence[Claim]) -> Counter[str]:
    return Counter(claim.cause for claim in claims)


def _attribute_rows(scores: Scores) -> list[Row]:
    share = scores.certainty()
    judged = f"{share.right} of {share.total}"
    return [
        ("  certainty right", _figure(share.accuracy), judged),
        _counts_row("  state", scores.state()),
        _counts_row("  via", scores.via()),
    ]


def summary(scores: Scores) -> str:
    """How many documents were scored, and what was left out."""
    text = f"{len(scores.documents)} gold documents"
    if scores.unpredicted:
        text += f", {len(scores.unpredicted)} of them not predicted (counted as missed)"
    if scores.ignored:
        text += f"; {len(scores.ignored)} predicted documents are not in gold (ignored)"
    return text


def _rule(name: str) -> Row:
    return (name,)


def _counts_row(name: str, counts: Counts) -> Row:
    ratios = (_figure(counts.precision), _figure(counts.recall), _figure(counts.f1))
    return (name, *ratios, str(counts.tp), str(counts.fp), str(counts.fn))


def _headline(name: str, by_document: Sequence[Counts]) -> Row:
    """A row with the interval in which F1 lies, by bootstrap over documents."""
    f1 = intervals(by_document).f1
    return (*_counts_row(name, total(by_document)), f"{f1.low:.3f}-{f1.high:.3f}" if f1 else "-")


def _ratios_row(name: str, ratios: Ratios) -> Row:
    return (name, _figure(ratios.precision), _figure(ratios.recall), _figure(ratios.f1))


def _figure(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.3f}"


def _aligned(rows: Sequence[Row]) -> list[str]:
    width = max(len(row[0]) for row in rows)
    return [
        (row[0].ljust(width) + "".join(f"  {cell:>5}" for cell in row[1:])).rstrip() for row in rows
    ]


def to_json(scores: Scores) -> dict[str, object]:
    """All figures as plain JSON types; undefined ratios are None."""
    return {
        "documents": len(scores.documents),
        "bootstrap": {"level": LEVEL, "samples": SAMPLES, "unit": "document"},
        "unpredicted": list(scores.unpredicted),
        "ignored": list(scores.ignored),
        "mentions": {
            level: _mention_block(scores, level)
            for level in LEVELS
            if scores.mentions_by_document(level)
        },
        "relations": _relation_block(scores),
        "certainty": _share(scores.certainty()),
        "state": _counts(scores.state()),
        "via": _counts(scores.via()),
        "missed": [claim._asdict() for claim in scores.missed],
        "false_alarms": [claim._asdict() for claim in scores.false_alarms],
        "wrong_certainty": [claim._asdict() for claim in scores.uncertain],
        "causes": {
            "missed": dict(sorted(_causes(scores.missed).items())),
            "false_alarms": dict(sorted(_causes(scores.false_alarms).items())),
        },
    }


def _mention_block(scores: Scores, level: Level) -> dict[str, object]:
    return {
        **_counts(scores.mentions(level)),
        "macro": asdict(scores.macro_mentions(level)),
        "interval": asdict(intervals(scores.mentions_by_document(level))),
        "by_type": {
            kind.value: _counts(counts)
            for kind in MentionType
            if (counts := scores.mentions(level, type=kind)) != Counts()
        },
        "by_language": {
            language: _counts(scores.mentions(level, language=language))
            for language in scores.languages
        },
    }


def _relation_block(scores: Scores) -> dict[str, object]:
    return {
        **_counts(scores.relations()),
        "macro": asdict(scores.macro_relations()),
        "interval": asdict(intervals(scores.relations_by_document())),
        "by_kind": {kind: _counts(scores.relations(kind)) for kind in RELATION_KINDS},
        "by_polarity": {
            polarity: _counts(scores.relations(polarity=polarity)) for polarity in POLARITIES
        },
        "by_language": {
            language: _counts(scores.relations(language=language)) for language in scores.languages
        },
        "by_certainty": {
            value: _counts(scores.relations(certainty=value)) for value in CERTAINTIES
        },
        "by_source": {source: _counts(scores.relations(source=source)) for source in SOURCES},
    }


def _counts(counts: Counts) -> dict[str, int | float | None]:
    ratios = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    return {**asdict(counts), **ratios}


def _share(share: Share) -> dict[str, int | float | None]:
    return {**asdict(share), "accuracy": share.accuracy}


def comparison_to_json(found: Comparison) -> dict[str, object]:
    """A comparison as plain JSON types."""
    claims = {name: getattr(found, name) for name in ("found", "mended", "lost", "broken")}
    return {
        "relations": asdict(found.relations),
        "mentions": asdict(found.mentions),
        **{name: [claim._asdict() for claim in listed] for name, listed in claims.items()},
    }
