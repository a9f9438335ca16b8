"""Things of a graph by any of their names: ids, labels, the lexicon's names, texts' surfaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol
from unicodedata import normalize

from pipeline.graph.assemble import AssembledRelation
from pipeline.graph.build import LabelSource
from pipeline.graph.hierarchy import Kinship, ancestors
from pipeline.lexicon.keys import key_of
from pipeline.model import Document, EntityRef

_NEAR = 5  # names offered
_LIKE = 0.6  # of difflib's ratio


class Sense(Protocol):
    """One thing that a name can mean."""

    @property
    def id(self) -> str:
        """Its CURIE."""


class Knowledge(LabelSource, Kinship, Protocol):
    """What is known of names and things beyond the graph: the lexicon."""

    def lookup(self, name: str) -> Sequence[Sense]:
        """What a name can mean, best first."""


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """A node, as a reader knows it. ``ja`` is empty where no Japanese name is known."""

    name: str
    type: str
    id: str
    ja: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name leads to in a graph.

    Attributes:
        name: as it was asked for.
        things: the nodes that it names, at best one.
        members: nodes that belong to what it names: drugs of a class, variants of a gene.
        meant: ids of what it names, in the graph or not.
        near: nodes with a name like it, where it leads nowhere.
    """

    name: str
    things: tuple[Thing, ...]
    members: tuple[Thing, ...]
    meant: tuple[str, ...]
    near: tuple[Thing, ...]


class Index:
    """The things of a graph, to be found by their names."""

    def __init__(
        self,
        relations: Iterable[AssembledRelation],
        documents: Iterable[Document] = (),
        knowledge: Knowledge | None = None,
    ) -> None:
        """Take subjects, objects and vias of relations; surfaces are those of ``documents``."""
        self._knowledge = knowledge
        refs = {ref.id: ref for r in relations for ref in (r.subject, r.object, *r.via)}
        self.things = {curie: self._thing(refs[curie]) for curie in sorted(refs)}
        self._below: dict[str, list[str]] = {}  # what belongs to a class, a gene or a disease
        for curie in self.things:
            for above in ancestors(curie, knowledge) if knowledge is not None else ():
                self._below.setdefault(above, []).append(curie)
        self._labels: dict[str, dict[str, None]] = {}
        self._surfaces: dict[str, dict[str, None]] = {}
        self._spelled: dict[str, str] = {}  # as names are written, and what they name
        for curie, thing in self.things.items():
            for name in filter(None, (thing.name, thing.ja)):
                self._add(self._labels, name, curie)
        for doc in documents:
            for mention in doc.mentions:
                if mention.id in self.things:
                    self._add(self._surfaces, doc.text[mention.start : mention.end], mention.id)

    def _thing(self, ref: EntityRef) -> Thing:
        label = self._knowledge.label(ref.id) if self._knowledge else None
        name = (label.name if label else "") or ref.name or ref.id
        return Thing(name, str(ref.type), ref.id, (label.ja if label else "") or "")

    def _add(self, names: dict[str, dict[str, None]], name: str, curie: str) -> None:
        names.setdefault(_key(name), {})[curie] = None
        self._spelled.setdefault(_folded(name), curie)

    def find(self, name: str) -> Found:
        """Look a name up: as an id, then as a label, then in the lexicon and the texts."""
        meant = self._meant(name)
        things = tuple(self.things[curie] for curie in meant if curie in self.things)
        members = self._members(meant)
        near = () if things or members else self._near(name)
        return Found(name, things, members, meant, near)

    def _meant(self, name: str) -> tuple[str, ...]:
        written, key = name.strip(), _key(name)
        if ids := [c for c in self.things if c.casefold() == written.casefold()]:
            return tuple(ids)
        if written in self._below or (self._knowledge and self._knowledge.label(written)):
            return (written,)
        if not key:
            return ()
        if labelled := self._labels.get(key):
            return tuple(labelled)
        senses = self._knowledge.lookup(written) if self._knowledge else ()
        ids = [*dict.fromkeys((*(sense.id for sense in senses), *self._surfaces.get(key, ())))]
        return tuple([c for c in ids if c in self.things] or ids)

    def _members(self, meant: Sequence[str]) -> tuple[Thing, ...]:
        below = {curie for wide in meant for curie in self._below.get(wide, ())} - set(meant)
        return tuple(sorted(self.things[curie] for curie in below))

    def _near(self, name: str) -> tuple[Thing, ...]:
        like = get_close_matches(_folded(name), sorted(self._spelled), n=4 * _NEAR, cutoff=_LIKE)
        ids = dict.fromkeys(self._spelled[found] for found in like)
        return tuple(self.things[curie] for curie in ids)[:_NEAR]


def _folded(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())


def _key(name: str) -> str:
    return key_of(normalize("NFKC", name).strip())
