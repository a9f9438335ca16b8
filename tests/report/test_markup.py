from __future__ import annotations

import pytest

from pipeline.report.markup import doi_link, lang, name

LINKS = {
    "a DOI": (
        "10.9999/a.b(1)",
        '<a href="https://doi.org/10.9999/a.b(1)" rel="noopener noreferrer">doi:10.9999/a.b(1)</a>',
    ),
    "markup in a DOI": (
        '10.9999/"><b>',
        '<a href="https://doi.org/10.9999/%22%3E%3Cb%3E" rel="noopener noreferrer">'
        "doi:10.9999/&quot;&gt;&lt;b&gt;</a>",
    ),
    "no DOI": ("javascript:alert(1)", "<bdi>javascript:alert(1)</bdi>"),
    "a DOI after something else": ("x 10.9999/a", "<bdi>x 10.9999/a</bdi>"),
}


@pytest.mark.parametrize(("doi", "expected"), LINKS.values(), ids=LINKS.keys())
def test_links_to_dois(doi, expected):
    assert doi_link(doi) == expected


def test_names_keep_language_and_direction_to_themselves():
    assert name("耐\n性") == '<bdi lang="ja">耐性</bdi>'
    assert name("a & \u202eb") == "<bdi>a &amp; \u202eb</bdi>"
    assert lang("ALK阻害薬") == ' lang="ja"'
    assert lang("ALK inhibitor") == ""
