"""What the reader makes of sound files: fragments, union of evidence, brat's numbering, JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.errors import GoldError
from pipeline.gold import GoldArgument, GoldEvidence, GoldMention, check_gold, parse_ann, read_gold
from pipeline.model import EntityRef, MentionType, Span, State

TEXT = "PIK3CA変異はアルペリシブ耐性を招く。同変異は再び耐性を示した。PTEN欠損も同剤を無効にする。"
MENTIONS = """T1\tGene 0 6\tPIK3CA
T2\tDrug 9 16\tアルペリシブ
T3\tGene 34 38\tPTEN
N1\tReference T1 hgnc:8975\tPIK3CA
N2\tReference T2 unii:08W5N2C97Q\talpelisib
N3\tReference T3 hgnc:9588\tPTEN
"""
PIK3CA = EntityRef("Gene", "hgnc:8975", "PIK3CA")
PTEN = EntityRef("Gene", "hgnc:9588", "PTEN")
ALPELISIB = EntityRef("Drug", "unii:08W5N2C97Q", "alpelisib")


def at(words: str, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def mentions() -> str:
    rows = [("T1", "Gene", "PIK3CA"), ("T2", "Drug", "アルペリシブ"), ("T3", "Gene", "PTEN")]
    bounds = [f"{i}\t{t} {at(w).start} {at(w).end}\t{w}\n" for i, t, w in rows]
    return "".join(bounds) + MENTIONS[MENTIONS.index("N1") :]


def trigger(id_: str, kind: str, words: str, nth: int = 1) -> str:
    return f"{id_}\t{kind} {at(words, nth).start} {at(words, nth).end}\t{words}\n"


def parse(*lines: str):
    return parse_ann("d", (mentions() + "".join(lines)).encode(), TEXT)


def test_a_broken_mention_keeps_its_fragments():
    text = "オラパ\n  リブ耐性"
    ann = "T1\tDrug 0 3;6 8\tオラパ リブ\nN1\tReference T1 unii:WOH1JD9AR8\tolaparib\n"
    (mention,) = parse_ann("d", ann.encode(), text).mentions
    drug = ("unii:WOH1JD9AR8", "olaparib")
    assert mention == GoldMention((Span(0, 3), Span(6, 8)), MentionType.DRUG, *drug)
    assert mention.extent == Span(0, 8)


def test_events_of_one_claim_are_one_relation():
    """One is acceptable and hypothesised, the other required and asserted in another state."""
    document = parse(
        trigger("T8", "CAUSES_RESISTANCE", "耐性", 1),
        trigger("T9", "CAUSES_RESISTANCE", "耐性", 2),
        "E1\tCAUSES_RESISTANCE:T8 cause:T1 therapy:T2\n",
        "E2\tCAUSES_RESISTANCE:T9 cause:T1 therapy:T2\n",
        "A1\tcertainty E1 hypothesised\nA2\tstatus E1 acceptable\nA3\tstate E1 activation\n",
        "A4\tstate E2 mutation\nA5\tsource E2 discourse\n",
    )
    (relation,) = document.relations
    assert (relation.subject, relation.object) == (PIK3CA, ALPELISIB)
    assert relation.key == ("CAUSES_RESISTANCE", "hgnc:8975", "unii:08W5N2C97Q", "positive")
    assert (relation.status, relation.certainty) == ("required", "asserted")
    assert relation.state == (State.MUTATION, State.ACTIVATION)
    first, second = relation.evidence
    arguments = (GoldArgument("cause", 0), GoldArgument("therapy", 1))
    expected = GoldEvidence(
        (at("耐性"),), arguments, "hypothesised", (State.ACTIVATION,), "acceptable"
    )
    assert first == expected
    assert (second.trigger, second.source) == ((at("耐性", 2),), "discourse")


def test_acceptable_alone_stays_acceptable():
    document = parse(
        trigger("T8", "CAUSES_RESISTANCE", "耐性"),
        "E1\tCAUSES_RESISTANCE:T8 cause:T1 therapy:T2\nA1\tstatus E1 acceptable\n",
    )
    assert [r.status for r in document.relations] == ["acceptable"]
    assert document.required == ()


def test_the_two_polarities_are_two_relations():
    document = parse(
        trigger("T8", "CAUSES_RESISTANCE", "耐性"),
        trigger("T9", "CAUSES_RESISTANCE", "無効"),
        "E1\tCAUSES_RESISTANCE:T8 cause:T1 therapy:T2\n",
        "E2\tCAUSES_RESISTANCE:T9 cause:T1 therapy:T2\nA1\tpolarity E2 negative\n",
    )
    assert [r.polarity for r in document.relations] == ["negative", "positive"]


@pytest.mark.parametrize("roles", ["via:T1 via2:T3", "via:T3 via:T1"], ids=["numbered", "plain"])
def test_several_via_are_all_read(roles):
    document = parse(
        trigger("T8", "OVERCOMES", "無効"),
        f"E1\tOVERCOMES:T8 agent:T1 therapy:T2 {roles}\n",
    )
    assert document.relations[0].via == (PIK3CA, PTEN)


def test_a_note_is_no_fault():
    assert parse("#1\tAnnotatorNotes T1\tdoubtful\n") == parse()


def test_ids_with_blanks_are_read_plain_and_escaped():
    for written in ("text:Disease/nut carcinoma", "text:Disease/nut%20carcinoma"):
        ann = f"T1\tDisease 0 13\tNUT carcinoma\nN1\tReference T1 {written}\tNUT carcinoma\n"
        document = parse_ann("d", ann.encode(), "NUT carcinoma")
        assert document.mention_ids == {("Disease", "text:Disease/nut carcinoma")}


def test_an_empty_file_is_a_document_without_mentions():
    document = parse_ann("d", b"", "An open day was held.")
    assert (document.mentions, document.relations, document.language) == ((), (), "en")


def test_one_file_and_its_folder_give_the_same(tmp_path):
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "d.ann").write_text(mentions(), encoding="utf-8")
    assert read_gold(tmp_path / "d.ann") == read_gold(tmp_path)
    assert len(read_gold(tmp_path)) == 1


# --- mention sets without offsets -------------------------------------------------------------

SETS = [
    {
        "id": "s1",
        "lang": "ja",
        "sha256": "0" * 64,
        "chars": 300,
        "mentions": [
            {"type": "Gene", "id": "hgnc:8975", "name": "PIK3CA", "surfaces": ["PIK3CA"]},
            {"type": "Gene", "id": "hgnc:9588", "name": "PTEN", "surfaces": ["PTEN"]},
            {"type": "Drug", "id": "unii:08W5N2C97Q", "name": "alpelisib", "surfaces": []},
            {"type": "Disease", "id": "mondo:0007254", "name": "breast cancer", "surfaces": []},
        ],
        "relations": [
            {
                "relation": "CAUSES_RESISTANCE",
                "subject": "PTEN",
                "object": "alpelisib",
                "polarity": "positive",
                "certainty": "hypothesised",
                "state": ["loss"],
                "via": [],
                "status": "acceptable",
                "at": [70, 20],
            }
        ],
    }
]


def sets_file(tmp_path, change=None):
    data = json.loads(json.dumps(SETS))
    if change:
        change(data)
    path = tmp_path / "sets.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_mention_sets_are_read(tmp_path):
    (document,) = read_gold(sets_file(tmp_path))
    assert (document.located, document.mentions, document.language) == (False, (), "ja")
    assert len(document.entities) == 4
    (relation,) = document.relations
    assert (relation.subject, relation.object) == (PTEN, ALPELISIB)
    assert (relation.certainty, relation.status) == ("hypothesised", "acceptable")
    assert (relation.state, relation.at) == ((State.LOSS,), (20, 70))


def _relation(**changes):
    return lambda data: data[0]["relations"][0].update(changes)


def _mention(**changes):
    return lambda data: data[0]["mentions"][0].update(changes)


SET_FAULTS = {
    "no list": (lambda data: data[0].update(mentions={}), "document s1: mentions: no list"),
    "no id": (lambda data: data[0].pop("id"), "document 1: no id"),
    "id twice": (lambda data: data.append(data[0]), "document 2: the id 's1'"),
    "language": (lambda data: data[0].update(lang="de"), "document s1: unknown lang 'de'"),
    "mention type": (_mention(type="Genes"), "s1: mention 1: unknown type Genes; write Gene"),
    "mention without id": (_mention(id=""), "s1: mention 1: no id"),
    "name twice": (_mention(name="PTEN"), "s1: mention 2: the name 'PTEN' is taken"),
    "relation": (_relation(relation="CAUSES"), "s1: relation 1: unknown relation CAUSES"),
    "subject not there": (_relation(subject="AKT1"), "relation 1: 'AKT1' is no mention"),
    "object of a wrong type": (_relation(object="PTEN"), "a Gene (PTEN) can not stand here"),
    "disease as cause": (_relation(subject="breast cancer"), "a Disease (breast cancer)"),
    "via of a cause": (_relation(via=["PTEN"]), "leave via empty"),
    "polarity": (_relation(polarity="no"), "unknown polarity 'no'; write one of"),
    "certainty": (_relation(certainty="assert"), "unknown certainty 'assert'; write asserted"),
    "status": (_relation(status="optional"), "unknown status 'optional'"),
    "state": (_relation(state=["deletion"]), "unknown state deletion"),
    "state no list": (_relation(state="loss"), "state is no list"),
    "place outside": (_relation(at=[300]), "outside the text of 300"),
    "relation twice": (
        lambda data: data[0]["relations"].append(data[0]["relations"][0]),
        "relation 2: ('CAUSES_RESISTANCE', 'hgnc:9588'",
    ),
}


@pytest.mark.parametrize(("change", "words"), SET_FAULTS.values(), ids=SET_FAULTS.keys())
def test_a_planted_fault_of_a_mention_set_is_found(tmp_path, change, words):
    path = sets_file(tmp_path, change)
    problems = check_gold(path)
    assert any(p.startswith(f"{path}: ") and words in p for p in problems), problems
    with pytest.raises(GoldError):
        read_gold(path)


def test_json_that_is_none_is_told_with_its_line(tmp_path):
    path = tmp_path / "sets.json"
    path.write_text('[\n{"id": }\n]', encoding="utf-8")
    with pytest.raises(GoldError, match=r"sets\.json:2: not JSON"):
        read_gold(path)


def test_mention_sets_of_another_text_are_told(tmp_path):
    path = sets_file(tmp_path)
    (tmp_path / "s1.txt").write_text("another text", encoding="utf-8")
    with pytest.raises(GoldError, match="not the one that was annotated"):
        read_gold(path)


def test_the_real_press_releases_are_read(shared):
    """Counted in the file with another tool: mentions, relations and required ones of each."""
    documents = read_gold(shared / "gold" / "press-releases.json", shared / "corpus")
    figures = [(len(d.entities), len(d.relations), len(d.required)) for d in documents]
    assert figures == [(27, 14, 7), (26, 33, 25), (20, 14, 7)]
    assert all(not d.located and d.sha256 for d in documents)
    states = {state for d in documents for r in d.relations for state in r.state}
    assert len(states) == 7
    assert replace(documents[0], id="x").mention_ids == documents[0].mention_ids


JA = "耐性の仕組みを明らかにした。" * 6
EN = "The mechanism of resistance was uncovered. " * 3
LANGUAGES = {
    "Japanese": (JA, "ja"),
    "English": (EN, "en"),
    "Latin names in Japanese": (
        "MCF-7/FulRではPIK3CAの変異がfulvestrant耐性を招いた。\n" + JA,
        "ja",
    ),
    "an English abstract below": (f"{JA}\n{EN}", "mixed"),
    "an English address below": (f"{JA * 3}\nTokyo, Japan", "ja"),
    "nothing to read": ("2024\n\n--\n", "other"),
    "Cyrillic": ("Устойчивость к препарату\n" * 3, "other"),
}


@pytest.mark.parametrize(("text", "language"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_the_language_of_a_text(text, language):
    assert parse_ann("d", b"", text).language == language
