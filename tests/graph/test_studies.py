from __future__ import annotations

from dataclasses import replace

import pytest
from graph_samples import document

from pipeline.graph import dois_of, normalise_doi, normalise_title, studies
from pipeline.model import Block, BlockKind

DOIS = {
    "plain": ("10.9999/abc.1", "10.9999/abc.1"),
    "resolver": ("https://doi.org/10.9999/ABC.1", "10.9999/abc.1"),
    "prefix, full stop": ("DOI: 10.9999/abc.1.", "10.9999/abc.1"),
    "full width": ("１０.9999／ａｂｃ", "10.9999/abc"),
    "CURIE": ("doi:10.9999/x(1)", "10.9999/x(1)"),
    "no DOI": ("article 10, page 9999", ""),
}


@pytest.mark.parametrize(("given", "expected"), DOIS.values(), ids=DOIS.keys())
def test_a_doi_has_one_form(given, expected):
    assert normalise_doi(given) == expected


TITLES = {
    "case, punctuation, line end": (
        "A Growth-Factor\nlets tumours survive.",
        "agrowthfactorletstumourssurvive",
    ),
    "width": ("ＡＬＫ融合がんの新しい治療標的", "alk融合がんの新しい治療標的"),
    "too short to be a study's": ("Press release", ""),
    "too short, Japanese": ("プレスリリース", ""),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("given", "expected"), TITLES.values(), ids=TITLES.keys())
def test_a_title_has_one_form(given, expected):
    assert normalise_title(given) == expected


TITLE = "Why ovarian tumours stop responding to platinum"
SAME = {
    "DOI in metadata": (
        document("a", title="x", dois=("10.9999/A",)),
        document("b", title="y", dois=("https://doi.org/10.9999/a",)),
    ),
    "DOI as mention": (
        document("a", title="x", dois=("10.9999/a",)),
        document("b", title="y", doi_mentions=("10.9999/A",)),
    ),
    "the paper's title in a release": (
        replace(document("a", title="x"), metadata={"title": "x", "paper_titles": {"en": TITLE}}),
        document("b", title=TITLE),
    ),
    "the paper's title in two releases": (
        replace(document("a", title="x"), metadata={"paper_titles": {"en": TITLE}}),
        replace(document("b", title="y"), metadata={"paper_titles": {"en": TITLE, "ja": "z"}}),
    ),
    "title": (document("a", title=TITLE), document("b", title=TITLE.upper() + "!\n")),
    "whole text, wrapped otherwise": (
        replace(document("a"), text="One and the same text."),
        replace(document("b"), text="One and\nthe same  text."),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME.keys())
def test_documents_on_one_study_are_one(pair):
    assert studies(pair) == {"a": "a", "b": "a"}
    assert studies(pair[::-1]) == {"a": "a", "b": "a"}


APART = {
    "other DOIs": (
        document("a", title="x", dois=("10.9999/a",)),
        document("b", title="y", dois=("10.9999/b",)),
    ),
    "a heading shared by all releases": (
        replace(document("a", title="Press release"), text="One."),
        replace(document("b", title="Press release"), text="Two."),
    ),
    "no sign at all": (document("a", title="x"), document("b", title="y")),
}


@pytest.mark.parametrize("pair", APART.values(), ids=APART.keys())
def test_documents_on_different_studies_stay_apart(pair):
    assert studies(pair) == {"a": "a", "b": "b"}


def test_a_third_document_joins_two():
    release = document("release", title="x", dois=("10.9999/a",))
    report = document("report", title=TITLE)
    abstract = document("abstract", title=TITLE, dois=("10.9999/a",))
    assert set(studies([release, report, abstract]).values()) == {"abstract"}


def test_a_list_of_references_is_no_study():
    cited = tuple(f"10.9999/cited.{n}" for n in range(5))
    paper = document("paper", title="x", doi_mentions=("10.9999/own", *cited))
    start = paper.text.index(cited[0])
    listed = replace(paper, blocks=(Block(start, len(paper.text), BlockKind.REFERENCE, "en"),))
    assert dois_of(listed) == ("10.9999/own",)
    assert dois_of(paper) == ("10.9999/own",)  # without blocks, the first one
    other = document("other", title="y", dois=(cited[3],))
    assert studies([listed, other]) == {"paper": "paper", "other": "other"}


def test_a_reference_of_a_short_text_still_names_its_paper():
    release = document("release", title="x", doi_mentions=("10.9999/own",))
    listed = replace(release, blocks=(Block(2, len(release.text), BlockKind.REFERENCE, "en"),))
    assert dois_of(listed) == ("10.9999/own",)
