"""Every parser keeps the same contract: mentions are tokens, offsets are raw, labels are UD."""

import pytest
from cases import marked

from pipeline.errors import DependencyError
from pipeline.parse import ParserSettings, parse_sentences

# Universal Dependencies v2, relations without their subtypes, and what parsers leave undone.
UD = frozenset(
    """acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse
    dislocated expl fixed flat goeswith iobj list mark meta nmod nsubj nummod obj obl orphan
    parataxis punct reparandum root vocative xcomp intj prep""".split()  # noqa: SIM905
)
TEXTS = {
    "variant in Japanese": "[T790M](Variant)変異は[ゲフィチニブ](Drug)への耐性をもたらす。",
    "hyphens and slashes": "[EGFR](Gene)-mutant [PC-9](CellLine)/GR cells resist [A](Drug).",
    "half-width": "[ｹﾞﾌｨﾁﾆﾌﾞ](Drug)が効かない。",
    "broken by a line end": "細胞が[アレク\nチニブ](Drug)に耐性となることが分かった。",
    "two names side by side": "[ALK阻害薬](DrugClass)[アレクチニブ](Drug)に耐性の細胞",
    "passive": "Resistance to [imatinib](Drug) was conferred by [ABL1](Gene) [T315I](Variant).",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_contract_of_a_parser(text):
    doc = marked(text, "case")
    trees = parse_sentences(doc, range(len(doc.sentences)))
    assert list(trees) == list(range(len(doc.sentences)))
    held = []
    for tree in trees.values():
        for i, token in enumerate(tree.tokens):
            assert token.dep.partition(":")[0] in UD, token
            assert 0 <= token.start < token.end <= len(doc.text)
            assert tree.spans[i].start < tree.spans[i].end
            if token.mention >= 0:
                mention = doc.mentions[token.mention]
                assert (token.start, token.end) == (mention.start, mention.end)
                held.append(token.mention)
    assert held == list(range(len(doc.mentions)))


@pytest.mark.slow
def test_names_do_not_change_the_tree():
    shapes = []
    for gene, drug in (("MET", "osimertinib"), ("FGFR2", "K-877"), ("T/790/M", "zongertinib")):
        doc = marked(f"[{gene}](Gene) drives resistance to [{drug}](Drug).", "case")
        tree = parse_sentences(doc, [0])[0]
        shapes.append([(token.head, token.dep) for token in tree.tokens])
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.slow
def test_a_missing_model_says_what_to_do():
    doc = marked("[MET](Gene) drives it.", "case")
    with pytest.raises(DependencyError, match="--english-model"):
        parse_sentences(doc, [0], ParserSettings(english_model="en_no_such_model"))
