"""The assembled relations as a networkx graph with typed, flat attributes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from pipeline.graph.assemble import AssembledRelation, assemble, best_evidence, contradicted
from pipeline.model import Document, EntityRef

if TYPE_CHECKING:
    import networkx as nx


class NodeLabel(Protocol):
    """What a lexicon knows of an id. Read-only, so that any data class with them will do."""

    @property
    def name(self) -> str:
        """The canonical English name."""

    @property
    def ja(self) -> str | None:
        """A Japanese name, if there is one."""

    @property
    def type(self) -> str:
        """The kind of thing."""

    @property
    def xrefs(self) -> tuple[str, ...]:
        """CURIEs of the same thing elsewhere."""


class LabelSource(Protocol):
    """Where labels of nodes come from, e.g. the lexicon."""

    def label(self, curie: str) -> NodeLabel | None:
        """What is known of ``curie``; None if nothing is."""


def build_graph(
    documents: Iterable[Document], labels: LabelSource | None = None
) -> nx.MultiDiGraph[str]:
    """Assemble the relations of documents into a graph; see :func:`graph_of`."""
    return graph_of(assemble(documents), labels)


def graph_of(
    relations: Iterable[AssembledRelation],
    labels: LabelSource | None = None,
    opposed: Collection[str] | None = None,
) -> nx.MultiDiGraph[str]:
    """Build the graph of assembled relations.

    A node is a CURIE with ``name``, ``label_ja`` (the name again where no Japanese one is
    known: readers of GraphML lose empty strings), ``type`` and ``xrefs``. An edge runs from
    subject to object; its key is the relation's id. Attributes are strings, integers, floats
    and booleans; lists are JSON strings. Nodes and edges come in sorted order.

    Args:
        relations: what becomes an edge each.
        labels: names and cross references of nodes; else those of the relations.
        opposed: ids of the relations that are contradicted, where ``relations`` are a part of
            more; None looks among ``relations`` alone.
    """
    import networkx as nx

    assembled = sorted(relations, key=lambda r: r.key)
    marked = contradicted(assembled) if opposed is None else opposed
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    refs = {ref.id: ref for r in assembled for ref in (r.subject, r.object)}
    for curie in sorted(refs):
        label = labels.label(curie) if labels else None
        graph.add_node(curie, **node_attributes(refs[curie], label))
    for relation in sorted(assembled, key=lambda r: (r.subject.id, r.object.id, r.id)):
        edge = _edge(relation, relation.id in marked)
        graph.add_edge(relation.subject.id, relation.object.id, key=relation.id, **edge)
    return graph


def node_attributes(ref: EntityRef, label: NodeLabel | None) -> dict[str, str]:
    """Attributes of a node; what the label lacks comes from ``ref``."""
    name = (label.name if label else "") or ref.name or ref.id
    return {
        "name": name,
        "label_ja": (label.ja if label else "") or name,
        "type": str(ref.type),
        "xrefs": _json(sorted(label.xrefs) if label else []),
    }


def _edge(relation: AssembledRelation, opposed: bool) -> dict[str, str | int | float | bool]:
    best = best_evidence(relation)
    return {
        # The key once more: igraph does not give an edge its own id back.
        "relation_id": relation.id,
        "relation": relation.relation,
        "polarity": relation.polarity,
        "certainty": relation.certainty,
        "state": _json(relation.state),
        "via": _json([via.id for via in relation.via]),
        "via_names": _json([via.name for via in relation.via]),
        "contexts": _json([asdict(context) for context in relation.contexts]),
        "belief": float(relation.belief),
        "evidence_count": len(relation.evidence),
        "document_count": len(relation.documents),
        "studies": relation.studies,
        "contradicted": opposed,
        "documents": _json(relation.documents),
        "publications": _json([f"doi:{doi}" for doi in relation.dois]),
        "dates": _json(relation.dates),
        # Numbers, by which tools cut a graph; -1 where no document is dated.
        "first_year": int(relation.dates[0][:4]) if relation.dates else -1,
        "last_year": int(relation.dates[-1][:4]) if relation.dates else -1,
        "best_document": best.document if best else "",
        "best_start": best.start if best else -1,
        "best_end": best.end if best else -1,
        "best_sentence": best.text if best else "",
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
