"""Each parser's labels come out as Universal Dependencies v2, on hand-made trees."""

import pytest

from pipeline.parse.labels import Node, from_clear, from_ginza, from_ud1


def tree(*rows):
    return [Node(text, lemma, pos, head, dep) for text, lemma, pos, head, dep in rows]


CLEAR = {
    "a preposition becomes the case of its noun": (
        tree(
            ("resistance", "resistance", "NOUN", 0, "ROOT"),
            ("to", "to", "ADP", 0, "prep"),
            ("imatinib", "imatinib", "NOUN", 1, "pobj"),
        ),
        [(0, "root"), (2, "case"), (0, "nmod")],
    ),
    "under a verb the noun is oblique": (
        tree(
            ("respond", "respond", "VERB", 0, "ROOT"),
            ("to", "to", "ADP", 0, "prep"),
            ("it", "it", "PRON", 1, "pobj"),
        ),
        [(0, "root"), (2, "case"), (0, "obl")],
    ),
    "the agent of a passive": (
        tree(
            ("resistance", "resistance", "NOUN", 2, "nsubjpass"),
            ("was", "be", "AUX", 2, "auxpass"),
            ("caused", "cause", "VERB", 2, "ROOT"),
            ("by", "by", "ADP", 2, "agent"),
            ("loss", "loss", "NOUN", 3, "pobj"),
        ),
        [(2, "nsubj:pass"), (2, "aux:pass"), (2, "root"), (4, "case"), (2, "obl:agent")],
    ),
    "the predicate adjective governs its copula": (
        tree(
            ("cells", "cell", "NOUN", 1, "nsubj"),
            ("were", "be", "AUX", 1, "ROOT"),
            ("resistant", "resistant", "ADJ", 1, "acomp"),
        ),
        [(2, "nsubj"), (2, "cop"), (2, "root")],
    ),
    "a clause after a preposition": (
        tree(
            ("restored", "restore", "VERB", 0, "ROOT"),
            ("by", "by", "ADP", 0, "prep"),
            ("silencing", "silence", "VERB", 1, "pcomp"),
            ("it", "it", "PRON", 2, "dobj"),
        ),
        [(0, "root"), (2, "mark"), (0, "advcl"), (2, "obj")],
    ),
}


@pytest.mark.parametrize(("nodes", "expected"), CLEAR.values(), ids=CLEAR.keys())
def test_clear_labels(nodes, expected):
    assert [(node.head, node.dep) for node in from_clear(nodes)] == expected


def test_ud1_nominal_modifier_of_a_verb_is_oblique():
    nodes = tree(
        ("respond", "respond", "VERB", 0, "ROOT"),
        ("imatinib", "imatinib", "NOUN", 0, "nmod"),
        ("drugs", "drug", "NOUN", 0, "dobj"),
    )
    assert [node.dep for node in from_ud1(nodes)] == ["root", "obl", "obj"]


def test_ginza_loses_its_suffixes():
    nodes = tree(("薬", "薬", "NOUN", 1, "obj_bunsetu"), ("飲む", "飲む", "VERB", 1, "ROOT"))
    assert [node.dep for node in from_ginza(nodes)] == ["obj", "root"]
