"""The documents of the project are what corpus/manifest.tsv says, and are split by topic."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict

import pytest

from pipeline.gold import read_gold, read_splits

COLUMNS = ["id", "language", "genre", "pair", "topic", "real_or_invented", "licence", "note"]
GENRES = {"press_release", "grant_report", "abstract", "news", "company_release"}
DOI = re.compile(r"10\.\d{4,9}/[a-z0-9.\-]+\d", re.IGNORECASE)


@pytest.fixture(scope="module")
def manifest(root):
    with (root / "corpus" / "manifest.tsv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t")
        assert reader.fieldnames == COLUMNS
        return list(reader)


@pytest.fixture(scope="module")
def texts(root):
    return {p.stem: p.read_bytes().decode() for p in (root / "corpus").glob("*.txt")}


def test_every_text_has_a_line(manifest, texts):
    assert [row["id"] for row in manifest] == sorted(texts)
    assert all(row["licence"] == "CC0" for row in manifest)
    assert {row["real_or_invented"] for row in manifest} == {"real", "invented"}
    assert all(row["topic"] and row["note"] for row in manifest)


def test_both_languages_and_all_genres_are_there(manifest):
    languages = Counter(row["id"][:2] for row in manifest)
    assert languages["ja"] >= 40
    assert languages["en"] >= 40
    assert all(row["language"] in (row["id"][:2], "mixed") for row in manifest)
    for language in ("ja", "en"):
        found = {row["genre"] for row in manifest if row["id"].startswith(language)}
        assert found == GENRES


def test_lengths_are_those_of_such_documents(texts):
    assert all(200 <= len(text) <= 6000 for text in texts.values())
    assert min(map(len, texts.values())) < 400
    assert max(map(len, texts.values())) > 5000


def test_texts_are_plain(texts):
    for id_, text in texts.items():
        assert text.endswith("\n"), id_
        assert "\r" not in text, id_
        assert "\ufeff" not in text, id_


def test_twelve_pairs_are_on_one_paper_each(manifest, texts):
    pairs = defaultdict(list)
    for row in manifest:
        if row["pair"]:
            pairs[row["pair"]].append(row["id"])
    assert len(pairs) >= 12
    for name, members in pairs.items():
        assert sorted(id_[:2] for id_ in members) == ["en", "ja"], name
        found = [set(DOI.findall(re.sub(r"\n", " ", texts[id_]))) for id_ in members]
        assert found[0] & found[1], name


def test_a_fifth_are_hard_negatives(manifest, root):
    hard = [row["id"] for row in manifest if row["note"].startswith("hard negative")]
    also = [row["id"] for row in manifest if "hard negative" in row["note"]]
    assert 5 * len(also) >= len(manifest)
    required = {d.id: d.required for d in read_gold(root / "gold", root / "corpus")}
    few = [id_ for id_ in hard if sum(r.polarity == "positive" for r in required[id_]) <= 2]
    assert len(few) >= 0.9 * len(hard)


def test_the_split_is_by_topic_and_a_third_is_for_testing(manifest, root):
    splits = read_splits(root / "gold")
    assert sorted(splits) == [row["id"] for row in manifest]
    assert set(splits.values()) == {"dev", "test"}
    share = Counter(splits.values())["test"] / len(splits)
    assert 0.3 <= share <= 0.37
    for language in ("ja", "en"):
        of = [split for id_, split in splits.items() if id_.startswith(language)]
        assert 0.25 <= Counter(of)["test"] / len(of) <= 0.42
    sides = defaultdict(set)
    for row in manifest:
        if row["pair"]:
            sides[row["pair"]].add(splits[row["id"]])
    assert all(len(side) == 1 for side in sides.values())
