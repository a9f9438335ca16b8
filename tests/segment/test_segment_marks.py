"""Every example in the tables of marks, sections and labels does what it says."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind
from pipeline.segment import marks as m

MARKS = m.table("marks.toml")["mark"]
NAMED = [
    (key, row)
    for key in ("section", "label", "sender", "running_head", "self_portrait")
    for row in m.table("sections.toml")[key]
]


def _mark_cases(key: str) -> list[tuple[str, str]]:
    return [(str(row["id"]), example) for row in MARKS for example in row[key]]


def _named_cases(key: str) -> list[tuple[str, str, str]]:
    return [(what, str(row["kind"]), e) for what, row in NAMED for e in row[key]]


def test_the_tables_hold_what_we_think() -> None:
    assert len(MARKS) >= 11
    assert len(_mark_cases("match")) >= 60
    assert len(_mark_cases("nomatch")) >= 30
    assert len(_named_cases("match")) >= 45
    assert len(_named_cases("nomatch")) >= 15
    assert all(row["match"] and row["nomatch"] for row in MARKS)


@pytest.mark.parametrize(("id", "line"), _mark_cases("match"))
def test_mark_is_seen(id: str, line: str) -> None:
    found = m.mark_of(line)
    assert found is not None
    assert found[0].id == id


@pytest.mark.parametrize(("id", "line"), _mark_cases("nomatch"))
def test_mark_is_not_seen(id: str, line: str) -> None:
    found = m.mark_of(line)
    assert found is None or found[0].id != id


def _sender(line: str) -> BlockKind | None:
    return BlockKind.BOILERPLATE if m.is_sender(line) else None


def _running_head(line: str) -> BlockKind | None:
    return BlockKind.BOILERPLATE if m.is_running_head(line) else None


def _self_portrait(text: str) -> BlockKind | None:
    return BlockKind.BOILERPLATE if m.is_self_portrait(text) else None


FIND = {
    "section": m.section_of,
    "label": m.label_of,
    "sender": _sender,
    "running_head": _running_head,
    "self_portrait": _self_portrait,
}


@pytest.mark.parametrize(("what", "kind", "text"), _named_cases("match"))
def test_name_is_known(what: str, kind: str, text: str) -> None:
    assert FIND[what](text) == kind


@pytest.mark.parametrize(("what", "kind", "text"), _named_cases("nomatch"))
def test_name_is_not_known(what: str, kind: str, text: str) -> None:
    assert FIND[what](text) != kind
