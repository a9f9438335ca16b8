"""The blocks of the READMEs that `make readme` writes."""

from __future__ import annotations

import networkx as nx
import pytest
import readme

GRAPH = nx.MultiDiGraph()
GRAPH.add_node("hgnc:7029", name="MET", label_ja="肝細胞成長因子受容体")
GRAPH.add_node("unii:1", name="osimertinib", label_ja="オシメルチニブ")
GRAPH.add_node("class:1", name="MET inhibitor", label_ja="MET阻害薬")
MET = {"type": "Gene", "id": "hgnc:7029", "name": "MET"}
DRUG = {"type": "Drug", "id": "unii:1", "name": "osimertinib"}
CLASS = {"type": "DrugClass", "id": "class:1", "name": "MET inhibitor"}


def relation(kind, subject, polarity="positive", belief=0.9, document="a", **changes):
    evidence = {
        "document": document,
        "start": 3,
        "end": 9,
        "text": "MET は\n 効く ",
        "source": "explicit",
        "confidence": 0.9,
    }
    return {
        "id": f"{document}{kind}",
        "relation": kind,
        "subject": subject,
        "object": DRUG,
        "polarity": polarity,
        "certainty": "asserted",
        "belief": belief,
        "evidence": [evidence | changes],
    }


CAUSE, REMEDY = relation("CAUSES_RESISTANCE", MET), relation("OVERCOMES", CLASS)
SAID = {
    "a cause": (
        CAUSE,
        "**MET** causes resistance to **osimertinib** (a, 3–9)",
        "**MET**は**オシメルチニブ**への耐性を引き起こす（a, 3–9）",
    ),
    "no cause": (
        CAUSE | {"polarity": "negative"},
        "**MET** does **not** cause resistance to **osimertinib** (a, 3–9)",
        "**MET**は**オシメルチニブ**への耐性を引き起こさない（a, 3–9）",
    ),
    "a remedy": (
        REMEDY,
        "**MET inhibitor** overcomes **osimertinib** (a, 3–9)",
        "**MET阻害薬**は**オシメルチニブ**への耐性を克服する（a, 3–9）",
    ),
    "no remedy": (
        REMEDY | {"polarity": "negative"},
        "**MET inhibitor** does **not** overcome **osimertinib** (a, 3–9)",
        "**MET阻害薬**は**オシメルチニブ**への耐性を克服しない（a, 3–9）",
    ),
}


@pytest.mark.parametrize(("row", "english", "japanese"), SAID.values(), ids=SAID.keys())
def test_a_relation_in_both_languages(row, english, japanese):
    for (_, phrases, key), said in ((readme.ENGLISH, english), (readme.JAPANESE, japanese)):
        found = [(row, row["evidence"][0])]
        text = readme.edges(found, phrases, readme.labels(GRAPH, key))
        assert text == f"- {said}\n  > METは効く\n"


def test_the_surest_asserted_relation_of_each_document_is_taken():
    rows = [
        relation("CAUSES_RESISTANCE", MET, document="a", belief=0.7),
        relation("OVERCOMES", CLASS, document="a", belief=0.8),
        relation("OVERCOMES", CLASS, document="b", belief=0.9) | {"certainty": "hypothesised"},
        relation("OVERCOMES", CLASS, document="c", source="discourse"),
        *(relation("OVERCOMES", CLASS, document=f"d{n}", belief=n / 10) for n in range(6)),
    ]
    taken = [best["document"] for _, best in readme.surest(rows)]
    assert taken == ["a", "d5", "d4", "d3", "d2"]


def test_blocks_of_other_makers_stay():
    text = (
        "<!-- begin edges -->\nold\n<!-- end edges -->\n<!-- begin tag -->\nx\n<!-- end tag -->\n"
    )
    new = readme.filled(text, {"edges": "new\n"})
    assert new == text.replace("old", "new")
