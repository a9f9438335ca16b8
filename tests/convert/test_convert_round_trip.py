"""Whatever gold can say, each format holds: writing and reading back changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from gold_strategies import document_of, documents
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.convert import FILE_FORMATS, Annotated, file_format, read_brat, write_brat
from pipeline.errors import GoldError
from pipeline.gold import GoldMention, read_gold
from pipeline.gold.manifest import sha256_of
from pipeline.model import MentionType, Span

NAMES = [one.name for one in FILE_FORMATS]


def item(drawn, id_="d"):
    text, mentions, statements = drawn
    document = document_of(text, mentions, statements)
    return Annotated(replace(document, id=id_, sha256=sha256_of(text.encode())), text)


def kept(one, whole):
    return one if whole else Annotated(replace(one.gold, relations=()), one.text)


@pytest.mark.parametrize("name", NAMES)
def test_reading_what_was_written_gives_the_same(name):
    form = file_format(name)
    told = {"items": 0}

    @settings(max_examples=60)
    @given(st.lists(documents(), max_size=3))
    def check(drawn):
        items = [item(one, f"d{n}") for n, one in enumerate(drawn)]
        written = form.write(items)
        assert list(form.read(written, "x")) == [kept(one, form.whole) for one in items]
        assert form.write(list(form.read(written, "x"))) == written
        told["items"] += len(items)

    check()
    assert told["items"] >= 20


@pytest.mark.parametrize("name", NAMES)
def test_a_mention_between_the_parts_of_another(name):
    """Tokens in a row can not say it; what has ranges can."""
    text = "MET, ALK, kinase"
    parts = (Span(0, 3), Span(10, 16))
    mentions = (
        GoldMention(parts, MentionType.GENE, "hgnc:7029", "MET"),
        GoldMention((Span(5, 8),), MentionType.GENE, "hgnc:427", "ALK"),
    )
    one = item((text, list(mentions), []))
    form = file_format(name)
    if name in ("iob", "docbin"):
        with pytest.raises(GoldError, match="at 5 stands between the parts of another"):
            form.write([one])
    else:
        assert list(form.read(form.write([one]), "x")) == [one]


@settings(max_examples=40)
@given(st.lists(documents(), max_size=3))
def test_brat_loses_nothing(tmp_path_factory, drawn):
    items = [item(one, f"d{n}") for n, one in enumerate(drawn)]
    folder = tmp_path_factory.mktemp("brat")
    for name, content in write_brat(items).items():
        (folder / name).write_bytes(content)
    if items:
        assert list(read_brat(folder, None)) == items


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_gold_of_the_project_goes_there_and_back(name, root):
    form = file_format(name)
    items = list(read_brat(root / "gold", root / "corpus"))
    assert len(items) >= 12
    back = list(form.read(form.write(items), "x"))
    assert back == [kept(one, form.whole) for one in items]


def test_the_configuration_of_brat_is_the_one_of_gold(root):
    for name in ("annotation.conf", "visual.conf"):
        assert write_brat([])[name] == (root / "gold" / name).read_bytes()


def test_a_chain_through_every_format_ends_where_it_began(root, tmp_path):
    """What relations need is in all of them but IOB."""
    (first,) = [d for d in read_gold(root / "gold", root / "corpus") if d.id.startswith("en-05")]
    text = (root / "corpus" / f"{first.id}.txt").read_bytes().decode()
    items = [Annotated(first, text)]
    for name in NAMES:
        if file_format(name).whole:
            items = list(file_format(name).read(file_format(name).write(items), name))
    for name, content in write_brat(items).items():
        Path(tmp_path / name).write_bytes(content)
    assert read_gold(tmp_path) == (first,)
