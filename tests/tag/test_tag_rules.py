"""Every pattern of every rule file holds to its own examples."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from pipeline.tag.rules import Rule, load_rules

FILES = sorted(
    path.name
    for path in resources.files("pipeline.tag").joinpath("data").iterdir()
    if path.name.endswith(".toml") and "[[rule]]" in path.read_text(encoding="utf-8")
)
RULES = [(name, rule) for name in FILES for rule in load_rules(name)]
MATCH = [(rule, example) for _, rule in RULES for example in rule.match]
NOMATCH = [(rule, example) for _, rule in RULES for example in rule.nomatch]


def test_examples_are_there() -> None:
    assert len(FILES) >= 5
    assert len(RULES) >= 40
    assert len(MATCH) >= 150
    assert len(NOMATCH) >= 100
    assert all("⟦" in example for _, example in MATCH)


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for _, rule in RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("rule", "example"), MATCH, ids=[f"{r.id}: {e}" for r, e in MATCH])
def test_rule_finds_what_is_marked(rule: Rule, example: str) -> None:
    marked = re.findall("⟦(.*?)⟧", example)
    plain = example.replace("⟦", "").replace("⟧", "")
    found = [plain[slice(*rule.span(m))] for m in rule.finditer(plain)]
    assert found == marked


@pytest.mark.parametrize(("rule", "example"), NOMATCH, ids=[f"{r.id}: {e}" for r, e in NOMATCH])
def test_rule_leaves_the_rest(rule: Rule, example: str) -> None:
    assert [m[0] for m in rule.finditer(example)] == []
