"""From inputs to documents with their named things: no parser is loaded, nothing is related."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Document, Mention
from pipeline.run.clock import Clock
from pipeline.run.options import DEFAULTS, Options
from pipeline.run.outcome import Failure, failure_of
from pipeline.run.stages import name_things, prepare
from pipeline.run.workers import FATAL

if TYPE_CHECKING:
    from pipeline.ground import Change
    from pipeline.tag import Decision


@dataclass(frozen=True, slots=True)
class Named:
    """A document with its mentions as a run has them, and, where asked for, why.

    ``decisions`` are all candidates by place; the kept ones are, in their order, the mentions
    before grounding, of which ``changes`` says what grounding made of each.
    """

    document: Document
    decisions: tuple[Decision, ...] = ()
    changes: tuple[tuple[Change, ...], ...] = ()


def name_documents(
    given: Sequence[str | Path] | str,
    options: Options = DEFAULTS,
    *,
    explain: bool = False,
    misses: bool = False,
) -> Iterator[Named | Failure]:
    """Read inputs and name the things in them, one document after another.

    Args:
        given: files, folders, ``-``; a ``str`` is the text itself.
        options: limits and encoding of the inputs.
        explain: give the decisions and changes too.
        misses: with them, what the lexicon's case rules and edges passed over.

    Yields:
        Documents, or the failures in their place, sorted by id.

    Raises:
        InputError: a text given is blank.
        LexiconError, CueError: the installation is not whole.
    """
    for item in inputs_of(given, options):
        if isinstance(item, Failure):
            yield item
            continue
        clock = Clock()
        try:
            done: Named | Failure
            if explain:
                done = _explained(item, clock, misses, reader=options.reader)
            else:
                done = Named(name_things(item, clock, reader=options.reader))
        except FATAL:
            raise
        except Exception as error:
            done = failure_of(item.id, clock.stage, error)
        yield done


def inputs_of(given: Sequence[str | Path] | str, options: Options) -> Iterable[Document | Failure]:
    """The documents to be worked on, or the failures in their place."""
    from pipeline import read

    if isinstance(given, str):
        yield read.document_from_text(given)
        return
    for item in read.read_inputs(given, limits=options.limits, encoding=options.encoding):
        if isinstance(item, Document):
            yield item
        else:
            yield Failure(item.name, "read", item.what, item.remedy)


def _explained(doc: Document, clock: Clock, misses: bool, *, reader: bool) -> Named:
    from pipeline import ground, tag
    from pipeline.lexicon import load
    from pipeline.propose import propose

    doc = prepare(doc, clock)
    with clock("tag"):
        decisions = tag.explain(doc, load(), misses=misses)
        kept = tuple(d.mention for d in decisions if d.outcome is tag.Outcome.KEPT)
        doc = replace(doc, mentions=kept)
    if reader:
        with clock("propose"):
            doc = propose(doc, load())
            decisions = _with_proposals(decisions, doc.mentions)
    with clock("ground"):
        return Named(ground.ground(doc, load()), decisions, ground.explain(doc, load()))


def _with_proposals(
    decisions: Sequence[Decision], mentions: Sequence[Mention]
) -> tuple[Decision, ...]:
    """What the reader of English names added to what tagging decided, or made longer."""
    from pipeline.tag import Decision, Outcome

    kept = {d.mention for d in decisions if d.outcome is Outcome.KEPT}
    new = [m for m in mentions if m not in kept]
    found = [
        replace(d, outcome=Outcome.OVERLAPPED, reason="the reader of English takes in more words")
        if d.outcome is Outcome.KEPT and d.mention not in set(mentions)
        else d
        for d in decisions
    ]
    sure = "the reader of English names is sure of it"
    found += [
        Decision(m.start, m.end, m.type, m.found_by, m.candidates, Outcome.KEPT, sure) for m in new
    ]
    return tuple(sorted(found, key=lambda d: (d.start, d.end, d.outcome is not Outcome.KEPT)))
