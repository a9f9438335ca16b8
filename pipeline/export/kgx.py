"""KGX: tables of nodes and edges in the terms of the Biolink model.

What stands for what is told in docs/exports.md; the tables here are that mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipeline.export.flat import flat
from pipeline.export.tables import Row, tsv_bytes
from pipeline.export.visible import visible

if TYPE_CHECKING:
    import networkx as nx

SOURCE = "infores:taisei"  # not in the catalogue of information resources

# Prefixes of ours, and what Biolink calls them. What is not here, or has a local part with other
# characters than these, is an id of our own.
PREFIXES = {
    "hgnc": "HGNC",
    "unii": "UNII",
    "chebi": "CHEBI",
    "mondo": "MONDO",
    "go": "GO",
    "doid": "DOID",
    "mesh": "MESH",
    "ncit": "NCIT",
    "chembl": "CHEMBL.COMPOUND",
    "drugbank": "DRUGBANK",
    "ncbigene": "NCBIGene",
    "mirbase": "mirbase",
    "uniprot": "UniProtKB",
    "ensembl": "ENSEMBL",
    "hgnc.genegroup": "HGNC.FAMILY",
    "doi": "doi",
}
_LOCAL = re.compile(r"[A-Za-z0-9._-]+")
_DOI = re.compile(r"doi:10\.[!-{}~]+")  # printable ASCII without the bar that parts values
_GENE = re.compile(r"var:(hgnc:\d+)/")

CATEGORIES = {
    "Drug": "biolink:Drug",
    "DrugClass": "biolink:ChemicalEntity",
    "Chemical": "biolink:ChemicalEntity",
    "Gene": "biolink:Gene",
    "Variant": "biolink:SequenceVariant",
    "CellLine": "biolink:CellLine",
    "Disease": "biolink:Disease",
    "Process": "biolink:BiologicalProcess",
}
FAMILY, OTHER = "biolink:GeneFamily", "biolink:NamedThing"

_CHEMICALS = frozenset({"biolink:Drug", "biolink:ChemicalEntity"})
_ACTORS = _CHEMICALS | {"biolink:Gene", FAMILY}

# relation: (between chemicals and genes, of anything to a chemical)
PREDICATES = {
    "CAUSES_RESISTANCE": (
        "biolink:decreases_sensitivity_to",
        "biolink:associated_with_resistance_to",
    ),
    "OVERCOMES": (
        "biolink:increases_sensitivity_to",
        "biolink:associated_with_sensitivity_to",
    ),
}
RESPONSE = "biolink:associated_with_response_to"  # where the object is no chemical
HIERARCHY = {"IS_A": "biolink:subclass_of", "PART_OF": "biolink:part_of"}
UNKNOWN = "biolink:related_to"

LEVELS = {"asserted": "knowledge_assertion", "hypothesised": "prediction"}

_FORM, _ASPECT, _DIRECTION = (
    f"subject_{kind}_qualifier" for kind in ("form_or_variant", "aspect", "direction")
)
QUALIFIERS: dict[str, dict[str, str]] = {
    "mutation": {_FORM: "mutant_form"},
    "fusion": {_FORM: "genetic_variant_form"},
    "splice_variant": {_FORM: "modified_form"},
    "overexpression": {_ASPECT: "expression", _DIRECTION: "increased"},
    "low_expression": {_ASPECT: "expression", _DIRECTION: "decreased"},
    "amplification": {_ASPECT: "abundance", _DIRECTION: "increased"},
    "loss": {_ASPECT: "activity_or_abundance", _DIRECTION: "decreased"},
    "activation": {_ASPECT: "activity", _DIRECTION: "increased"},
    "low_activity": {_ASPECT: "activity", _DIRECTION: "decreased"},
    "inhibition": {_ASPECT: "activity", _DIRECTION: "decreased"},
    "relocalisation": {_ASPECT: "localization"},
    "presence": {},
}

NODE_COLUMNS = ("id", "category", "name", "synonym", "xref", "has_gene", "taisei_id")
EDGE_COLUMNS = (
    *("id", "subject", "predicate", "object", "category", "negated"),
    *(_FORM, _ASPECT, _DIRECTION, "disease_context_qualifier"),
    *("knowledge_level", "agent_type", "primary_knowledge_source", "publications"),
    *("has_confidence_score", "evidence_count", "supporting_text", "original_predicate"),
    *("certainty", "state", "via", "studies", "contradicted", "documents"),
)


def kgx_parts(graph: nx.MultiDiGraph[Any]) -> dict[str, bytes]:
    """The graph as KGX tables, without quoting, lists parted by ``|``; equal content, equal bytes.

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    fit = flat(graph)
    categories = {node: _category(node, data) for node, data in fit.nodes(data=True)}
    nodes = [_node(node, data, categories[node]) for node, data in fit.nodes(data=True)]
    edges = [
        _edge(key, source, target, data, categories)
        for source, target, key, data in fit.edges(keys=True, data=True)
    ]
    return {
        "_nodes.tsv": tsv_bytes(nodes, NODE_COLUMNS, quoted=False),
        "_edges.tsv": tsv_bytes(edges, EDGE_COLUMNS, quoted=False),
    }


def curie(ours: str) -> str:
    """The id as Biolink writes it; an id of our own is one under ``taisei:``, percent-encoded."""
    prefix, _, local = ours.partition(":")
    if prefix in PREFIXES and (
        _LOCAL.fullmatch(local) or (prefix == "doi" and _DOI.fullmatch(ours))
    ):
        return f"{PREFIXES[prefix]}:{local}"
    return f"taisei:{quote(ours, safe='')}"


def _category(node: str, data: Mapping[str, Any]) -> str:
    if data.get("type") == "Gene" and node.startswith("fplx:"):
        return FAMILY
    return CATEGORIES.get(str(data.get("type")), OTHER)


def _node(node: str, data: Mapping[str, Any], category: str) -> Row:
    name, japanese = str(data.get("name", node)), str(data.get("label_ja", ""))
    gene = _GENE.match(node)
    return {
        "id": curie(node),
        "category": category,
        "name": name,
        "synonym": _many([japanese] if japanese != name else []),
        "xref": _many(map(curie, _list(data.get("xrefs")))),
        "has_gene": curie(gene[1]) if gene else "",
        "taisei_id": node,
    }


def _edge(
    key: str, source: str, target: str, data: Mapping[str, Any], categories: Mapping[str, str]
) -> Row:
    relation, certainty = str(data.get("relation", "")), str(data.get("certainty", ""))
    states = _list(data.get("state"))
    read = relation not in HIERARCHY
    return {
        "id": key,
        "subject": curie(source),
        "predicate": _predicate(relation, categories[source], categories[target]),
        "object": curie(target),
        "category": "biolink:Association",
        "negated": data.get("polarity") == "negative",
        # Of two states each has its qualifiers, and mixed they would say a third thing.
        **(QUALIFIERS.get(states[0], {}) if len(states) == 1 else {}),
        "disease_context_qualifier": _disease(data.get("contexts")),
        "knowledge_level": LEVELS.get(certainty, "not_provided" if read else "knowledge_assertion"),
        "agent_type": "text_mining_agent" if read else "not_provided",
        "primary_knowledge_source": SOURCE,
        "publications": _many(map(curie, _list(data.get("publications")))),
        "has_confidence_score": data.get("belief", ""),
        "evidence_count": data.get("evidence_count", ""),
        "supporting_text": _many([str(data.get("best_sentence", ""))]),
        "original_predicate": curie(relation) if relation else "",
        "certainty": certainty,
        "state": _many(states),
        "via": _many(map(curie, _list(data.get("via")))),
        "studies": data.get("studies", ""),
        "contradicted": data.get("contradicted", ""),
        "documents": _many(_list(data.get("documents"))),
    }


def _predicate(relation: str, subject: str, object_: str) -> str:
    if relation not in PREDICATES:
        return HIERARCHY.get(relation, UNKNOWN)
    if object_ not in _CHEMICALS:
        return RESPONSE
    between, of_anything = PREDICATES[relation]
    return between if subject in _ACTORS else of_anything


def _disease(contexts: object) -> str:
    """The disease of the contexts, where it is one and the same: the model has room for one."""
    found = {
        visible(str(disease.get("id", "")))
        for context in _parsed(contexts)
        if isinstance(context, dict)
        for disease in context.get("diseases", ())
        if isinstance(disease, dict)
    }
    return curie(found.pop()) if len(found) == 1 else ""


def _list(value: object) -> list[str]:
    # JSON brings back what was shown as visible characters, lone surrogates too.
    return [visible(str(item)) for item in _parsed(value)]


def _parsed(value: object) -> list[Any]:
    """The list that an attribute holds as JSON; an empty one where it holds none."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _many(values: Iterable[str]) -> str:
    return "|".join(value.replace("|", "\u00a6") for value in values if value)
