"""What is made of a reader's opinions; the reader is a fake, the lexicon a table."""

from __future__ import annotations

import re

import pytest

from pipeline.lexicon import Entry, Hit
from pipeline.model import Block, BlockKind, Document, Grounding, Mention, Source
from pipeline.model import MentionType as T
from pipeline.propose import Guess, Settings, propose

LEXICON = {
    "GR": (Entry(T.GENE, "hgnc:7978", "NR3C1", 0.6, "hgnc alias"),),
    "SAHA": (Entry(T.DRUG, "unii:58IFB293JI", "vorinostat", 0.8, "unii code"),),
    "cancer": (Entry(T.DISEASE, "mondo:0004992", "cancer", 1.0, "mondo name"),),
}
SURE = Settings(new={T.GENE: 0.7, T.CHEMICAL: 0.7}, known=0.7, longer=0.9)


class Lexicon:
    """Finds the names of the table wherever they stand."""

    def find(self, text):
        return [
            Hit(*match.span(), entries)
            for name, entries in LEXICON.items()
            for match in re.finditer(rf"\b{re.escape(name)}\b", text)
        ]

    def lookup(self, name):
        return LEXICON.get(name, ())


def reader(*told):
    """A reader that sees the surfaces told, with kind and score, in all their places."""

    def read(texts, hints):
        assert len(texts) == len(hints)
        return [
            tuple(
                Guess(*match.span(), kind, score)
                for surface, kind, score in told
                for match in re.finditer(re.escape(surface), text)
            )
            for text in texts
        ]

    return read


def document(text, *mentions, kind=BlockKind.PARAGRAPH, language="en"):
    """One block; mentions as (surface, type), at their first place."""
    found = tuple(
        Mention(
            at := text.index(surface),
            at + len(surface),
            type,
            "lexicon",
            (Grounding(f"x:{surface}", surface, 1.0, "table"),),
        )
        for surface, type in mentions
    )
    return Document(
        "a",
        text,
        Source("a", "0" * 64),
        language,
        (Block(0, len(text), kind, language),),
        mentions=found,
    )


def found(doc):
    return [(doc.text[m.start : m.end], m.type.value, m.id) for m in doc.mentions]


CASES = {
    "a new gene": (
        document("Loss of mgrB was seen."),
        [("mgrB", T.GENE, 0.9)],
        [("mgrB", "Gene", "text:Gene/mgrb")],
    ),
    "a new compound is a drug": (
        document("Cells got Ko143."),
        [("Ko143", T.CHEMICAL, 0.9)],
        [("Ko143", "Drug", "text:Drug/ko143")],
    ),
    "not sure enough": (document("Loss of mgrB was seen."), [("mgrB", T.GENE, 0.6)], []),
    "a kind that is not asked for": (document("So said PC-9."), [("PC-9", T.CELL_LINE, 1.0)], []),
    "a plain word is no name": (document("A kinase was seen."), [("kinase", T.GENE, 1.0)], []),
    "where a mention is, it stays": (
        document("EGFR T790M", ("EGFR", T.GENE)),
        [("EGFR T790M", T.GENE, 1.0)],
        [("EGFR", "Gene", "x:EGFR")],
    ),
    "a name of the lexicon gets its id": (
        document("GR was high."),
        [("GR", T.GENE, 0.9)],
        [("GR", "Gene", "hgnc:7978")],
    ),
    "a drug of the lexicon is a chemical to the reader": (
        document("Cells got SAHA."),
        [("SAHA", T.CHEMICAL, 0.9)],
        [("SAHA", "Drug", "unii:58IFB293JI")],
    ),
    "a disease that tagging left out stays out": (
        document("The cancer institute"),
        [("cancer", T.DISEASE, 1.0)],
        [],
    ),
    "a longer gene": (
        document("nuclear factor kappa B fell", ("factor kappa B", T.GENE)),
        [("nuclear factor kappa B", T.GENE, 0.95)],
        [("nuclear factor kappa B", "Gene", "x:factor kappa B")],
    ),
    "longer, but not surely": (
        document("nuclear factor kappa B fell", ("factor kappa B", T.GENE)),
        [("nuclear factor kappa B", T.GENE, 0.8)],
        [("factor kappa B", "Gene", "x:factor kappa B")],
    ),
    "longer, but of another kind": (
        document("oral SAHA", ("SAHA", T.DRUG)),
        [("oral SAHA", T.GENE, 0.95)],
        [("SAHA", "Drug", "x:SAHA")],
    ),
    "another language": (document("mgrB", language="ja"), [("mgrB", T.GENE, 1.0)], []),
    "an address": (document("mgrB", kind=BlockKind.CONTACT), [("mgrB", T.GENE, 1.0)], []),
}


@pytest.mark.parametrize(("doc", "told", "expected"), CASES.values(), ids=CASES.keys())
def test_what_the_reader_adds(doc, told, expected):
    assert found(propose(doc, Lexicon(), SURE, reader(*told))) == expected


def test_every_case_was_run():
    assert len(CASES) == 14


def test_all_places_of_a_name_are_judged_together():
    text = "RSL3 killed cells. RSL3 did not bind. We gave RSL3."

    def read(texts, hints):
        places = [m.span() for m in re.finditer("RSL3", texts[0])]
        kinds = (T.GENE, T.CHEMICAL, T.CHEMICAL)
        scores = (0.9, 1.0, 1.0)
        guesses = zip(places, kinds, scores, strict=True)
        return [tuple(Guess(*place, kind, score) for place, kind, score in guesses)]

    doc = document(text)
    loose = Settings(new={T.CHEMICAL: 0.6})
    assert {m.type for m in propose(doc, Lexicon(), loose, read).mentions} == {T.DRUG}
    assert len(propose(doc, Lexicon(), loose, read).mentions) == 3
    strict = Settings(new={T.CHEMICAL: 0.7})  # the mean over all three places is two thirds
    assert propose(doc, Lexicon(), strict, read).mentions == ()


def test_every_place_of_a_name_counts_though_it_was_seen_once():
    def read(texts, hints):
        return [(Guess(0, 4, T.GENE, 0.9),)]

    doc = document("mgrB fell. Without mgrB or mgrBC or mgrB-2 they lived.")
    assert [m.start for m in propose(doc, Lexicon(), SURE, read).mentions] == [0, 19]


def test_hints_are_what_tagging_found_and_what_it_left():
    seen = []

    def read(texts, hints):
        seen.extend((texts[0][h.start : h.end], h.type.value, h.kept) for h in hints[0])
        return [()]

    propose(document("EGFR and GR in cancer", ("EGFR", T.GENE)), Lexicon(), SURE, read)
    assert seen == [("EGFR", "Gene", True), ("GR", "Gene", False), ("cancer", "Disease", False)]


def test_no_english_no_reader():
    def read(texts, hints):
        raise AssertionError("asked")

    doc = document("mgrBは重要", language="ja")
    assert propose(doc, Lexicon(), SURE, read) is doc


def test_broken_names_come_back_as_they_stand():
    doc = document("Loss of pmr-\nB2 was seen.")
    (mention,) = propose(doc, Lexicon(), SURE, reader(("pmr-B2", T.GENE, 0.9))).mentions
    assert doc.text[mention.start : mention.end] == "pmr-\nB2"
