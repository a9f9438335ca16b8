"""Building from a made-up folder: same bytes, what is taken and left out, and errors."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_up import write_hand, write_sources

from pipeline.errors import LexiconError
from pipeline.lexicon import Lexicon
from pipeline.lexicon.automaton import automaton, cache_file
from pipeline.lexicon.build import Manifest, build, main
from pipeline.lexicon.describe import describe
from pipeline.lexicon.origins import ORIGINS, UNUSED
from pipeline.lexicon.sources.cells import canonical
from pipeline.lexicon.sources.japanese_drugs import base_of
from pipeline.lexicon.sources.katakana import katakana_of, sound_of, sounds_of, spellings_of
from pipeline.lexicon.sources.tables import HAND, Sources
from pipeline.lexicon.store import COMPILED, ENTITIES, MANIFEST, NAMES, read_manifest, read_store


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write_sources(tmp_path / "sources"), write_hand(tmp_path / "hand")


@pytest.fixture
def small(made: tuple[Path, Path], tmp_path: Path) -> Lexicon:
    build(made[0], tmp_path / "out", hand_tables=made[1])
    return Lexicon(read_store(tmp_path / "out"))


def ids(lexicon: Lexicon, name: str) -> list[str]:
    return [entry.id for entry in lexicon.lookup(name)]


def test_same_sources_give_the_same_bytes(made: tuple[Path, Path], tmp_path: Path) -> None:
    first = build(made[0], tmp_path / "a", hand_tables=made[1])
    second = build(made[0], tmp_path / "b", hand_tables=made[1])
    assert first == second
    for file in (NAMES, ENTITIES, MANIFEST):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    assert (tmp_path / "a" / NAMES).read_bytes()[4:8] == bytes(4)  # gzip's time


def test_manifest_names_every_source(made: tuple[Path, Path], tmp_path: Path) -> None:
    manifest = build(made[0], tmp_path / "out", hand_tables=made[1])
    assert isinstance(manifest, Manifest)
    stored = json.loads((tmp_path / "out" / MANIFEST).read_text("utf-8"))
    assert len(stored["sources"]) == len(manifest.sources) == len(ORIGINS) == 26
    for source in stored["sources"]:
        assert source["licence"]
        assert source["origin"]
        assert source["version"]
        assert source["publisher"].startswith("https://")
        assert len(source["sha256"]) == 64
        assert 0 < source["used"] <= source["rows"], source["file"]
    used = {source["file"]: (source["used"], source["rows"]) for source in stored["sources"]}
    assert used["hgnc_entries.tsv.gz"] == (5, 6)
    assert used["oncotree_oncotree_2025_10_03.json.gz"] == (2, 4)
    assert not set(UNUSED) & set(ORIGINS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FOOR1", ["hgnc:1"]),
        ("foo receptor 1", ["hgnc:1"]),
        ("フーレセプター", ["hgnc:1"]),
        ("OLDF", ["hgnc:1"]),
        ("SHRD", ["hgnc:1", "hgnc:2"]),
        ("FR1", []),  # stopped
        ("T790M", []),  # an alias that looks like a mutation
        ("GONE", []),  # withdrawn
        ("foo receptors", ["fplx:FOOR"]),
        ("fooA", ["text:Gene/fooa"]),
        ("foo pump", ["text:Gene/fooa"]),
        ("フー排出ポンプ", ["text:Gene/fooa"]),
        ("FOOA", []),  # in its own letters alone
        ("blaFMG", ["text:Gene/fmg"]),
        ("FMG", ["text:Gene/fmg"]),  # the tagger takes capitals in documents on them alone
        ("Footinib", ["unii:U1"]),
        ("footinib mesylate", ["unii:U1"]),
        ("FT1234", ["unii:U1"]),
        ("foobrand", ["unii:U1"]),
        ("encyclopedia name", []),  # no DrugBank id
        ("broccoli", []),
        ("quxitaxel", ["unii:U7"]),  # what UNII shows, not the anhydrous form
        ("quxitaxel anhydrous", ["unii:U7"]),
        ("at 10", []),  # a code, not two words
        ("plugestrol acetate", ["unii:U13"]),  # DrugBank lists the ester alone
        ("plugestrol", ["unii:U13"]),
        ("grabiraterone acetate", ["unii:U14"]),  # DrugBank lists both
        ("AT-10", ["unii:U1"]),
        ("payloadine", ["unii:U11"]),
        ("labotoxin", ["chebi:6"]),
        ("ラボトキシン", ["chebi:6"]),
        ("XYZ-98765", ["chebi:7"]),
        ("XYZ-11111", []),  # in ChEBI alone
        ("footerol", ["unii:U1"]),
        ("Footinib, Mock", []),
        ("ムルシドロン酸", ["unii:U8"]),
        ("miR-7", ["hgnc:4", "hgnc:5"]),
        ("hsa-miR-7-5p", ["hgnc:4", "hgnc:5"]),
        ("APOLLO", ["hgnc:6"]),
        ("Apollo", []),
        ("baztorin", ["hgnc:6"]),
        ("フー第一受容体", ["hgnc:1"]),
        ("フーの詩", []),
        ("ABC-777", ["unii:U4"]),
        ("フーチニブ", ["unii:U1"]),
        ("フーブランド", ["unii:U1"]),
        ("ニコイチ", []),  # two substances
        ("バーゾミブ", ["unii:U3"]),
        ("FOO77", ["cvcl:0077"]),
        ("FOOSEVEN7", ["cvcl:0077"]),
        ("Mousy-1", ["cvcl:0078"]),
        ("cancer of foo", ["mondo:0000009"]),
        ("FC", []),  # two letters
        ("FCA", ["mondo:0000009"]),
        ("風がん", ["mondo:0000009"]),
        ("風乳頭がん", ["mondo:0000011"]),
        ("鼻風邪", []),
        ("malignant foo disease", ["mondo:0000009"]),
        ("bar gland cancer", ["doid:10"]),
        ("bar ache", []),  # no neoplasm
        ("Foo Tree Carcinoma", ["mondo:0000009"]),
        ("odd foo tree carcinoma", ["mondo:0000009"]),  # its nearest parent
        ("FOCA", ["mondo:0000009"]),
        ("Foca", []),
        ("FOCB", []),  # not the parent's code
        ("gouty foo disease", ["mondo:0000010"]),
        ("Gout, Foo", []),
        ("goof", ["mondo:0000010"]),  # short, and listed by hand
        ("フー痛風", ["mondo:0000010"]),
        ("バロー症", ["mesh:D10"]),
        ("フー治療剤", ["class:foo-drug"]),
        ("フープトーシス", ["go:0000001"]),
        ("baropsis", ["mesh:D7"]),  # a process that GO lacks
        ("バロプシス", ["mesh:D7"]),
        ("barosis", ["ncit:C7"]),  # a disease that MONDO lacks
        ("バー病", ["ncit:C7"]),
        ("FOOBARI", ["class:FOOBARI"]),
        ("mFOOP", ["class:FOOP"]),
        ("FOOP", []),  # a regimen only where its place says so
        ("フーゲン", ["chebi:5"]),
    ],
)
def test_what_is_taken(small: Lexicon, name: str, expected: list[str]) -> None:
    assert ids(small, name) == expected


def test_a_blocked_phrase_hides_the_names_in_it(small: Lexicon) -> None:
    assert small.find("フーゲン協会とフーゲン")[0].start == 7
    assert len(small.find("フーゲン協会とフーゲン")) == 1


def test_cross_references_and_parents(small: Lexicon) -> None:
    labels = small.label("unii:U1")
    assert labels is not None
    assert labels.ja == "フーチニブ"
    assert labels.xrefs == (
        "chebi:5", "chembl:CHEMBL1", "drugbank:DB1", "mesh:C5", "mesh:D1", "ncit:C9",
    )  # fmt: skip
    assert small.parents("hgnc:1") == ("fplx:FOOR",)
    assert small.parents("unii:U1") == ("class:BAR-inhibitor", "class:foo-drug")
    assert small.parents("doid:10") == ("mondo:0000009",)
    for id, xrefs in {
        "fplx:FOOR": ("mesh:D5",),
        "hgnc:4": ("mirbase:MI1",),
        "chebi:5": ("chembl:CHEMBL1", "mesh:C5", "ncit:C9"),
        "mondo:0000009": ("doid:9", "icd10cm:C99.1", "ncit:C77", "oncotree:FOCA"),
    }.items():
        found = small.label(id)
        assert found is not None
        assert found.xrefs == xrefs


def test_a_missing_source_is_named_with_its_remedy(made: tuple[Path, Path], tmp_path: Path) -> None:
    (made[0] / "mondo.tsv.gz").unlink()
    with pytest.raises(LexiconError, match=r"mondo\.tsv\.gz: no such source; put it there"):
        build(made[0], tmp_path / "out", hand_tables=made[1])


def test_a_source_that_is_no_gzip(made: tuple[Path, Path], tmp_path: Path) -> None:
    (made[0] / "go.tsv.gz").write_bytes(b"plain")
    with pytest.raises(LexiconError, match=r"go\.tsv\.gz: can not be read as gzipped UTF-8"):
        build(made[0], tmp_path / "out", hand_tables=made[1])


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("genes.tsv", "NOSUCH\t\tなし遺伝子", "NOSUCH is no HGNC symbol"),
        ("genes.tsv", "FOOR1\tonly two", r"genes\.tsv:2: 2 columns, 3 wanted"),
        ("diseases.tsv", "mondo:9999999\t\tなし病", "mondo:9999999 is not in MONDO"),
        ("processes.tsv", "go:9999999\t\tなし過程", "no row for go:9999999"),
        ("ja_drugs.tsv", "nosuchinib\tノサッチニブ", "nosuchinib is no drug"),
        ("drug_members.tsv", "class:foo-drug\tnosuchone", "nosuchone is no drug's name"),
        ("research_drugs.tsv", "nosuchone", "UNII names no nosuchone"),
        ("research_compounds.tsv", "unii:U1\tother\t", "UNII names no U1 other"),
        ("research_compounds.tsv", "chebi:6\tother\t", "ChEBI calls chebi:6 labotoxin"),
        ("research_compounds.tsv", "chebi:99\tother\t", "ChEBI lacks 99"),
        ("microbial_genes.tsv", "FOO9\tgonE\t", "gonE is too short, stopped or a word"),
        ("unlisted_drugs.tsv", "footinib\t\t", "a source lists footinib"),
        ("unlisted_drugs.tsv", "QZ\t\t", "QZ is too short, stopped or a word"),
        ("ja_diseases.tsv", "nosuchitis\tなし炎", "no source lists nosuchitis"),
        ("ja_diseases.tsv", "mesh:D10=other\tなし炎", "no source lists mesh:D10=other"),
        ("disease_parts.tsv", "tail\t風\tfoo", "tail is none of site, head, prefix"),
        ("chemicals.tsv", "chebi:5\t\t腱", "too short or stopped"),
    ],
)
def test_a_wrong_hand_written_row(
    made: tuple[Path, Path], tmp_path: Path, table: str, row: str, message: str
) -> None:
    (made[1] / table).write_text(f"# made up\n{row}\n", "utf-8")
    with pytest.raises(LexiconError, match=message):
        build(made[0], tmp_path / "out", hand_tables=made[1])


def test_command_line(
    made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--sources", str(made[0]), "--target", str(tmp_path / "out")]
    with pytest.raises(LexiconError, match="UNII names no"):  # the package's own tables
        main(arguments)
    main([*arguments, "--hand-tables", str(made[1])])
    assert "entities" in capsys.readouterr().out


def test_damaged_and_missing_files_are_told(made: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "out"
    with pytest.raises(LexiconError, match="the compiled lexicon is missing"):
        read_store(target)
    build(made[0], target, hand_tables=made[1])
    (target / NAMES).write_bytes(gzip.compress(b"other\n"))
    with pytest.raises(LexiconError, match="is damaged"):
        read_store(target)


def test_the_automaton_is_cached_and_a_bad_cache_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built = []

    def keys() -> list[str]:
        built.append(1)
        return ["ab", "b"]

    expected = [(0, 2, 0), (1, 2, 1)]
    assert sorted(automaton(keys, "id")("ab")) == expected
    assert sorted(automaton(keys, "id")("ab")) == expected
    assert len(built) == 1
    path = cache_file("id")
    assert path is not None
    path.write_bytes(b"damaged")
    assert sorted(automaton(keys, "id")("ab")) == expected
    assert len(built) == 2


def test_a_cache_that_can_not_be_written_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert automaton(lambda: ["ab"], "id")("ab") == [(0, 2, 0)]


@pytest.mark.parametrize(
    ("inn", "katakana"),
    [
        ("sotorasib", "ソトラシブ"),
        ("gefitinib", "ゲフィチニブ"),
        ("pembrolizumab", "ペムブロリズマブ"),
        ("palbociclib", "パルボシクリブ"),
        ("vorinostat", "ボリノスタット"),
        ("lorlatinib", "ロルラチニブ"),
        ("water", None),
    ],
)
def test_katakana(inn: str, katakana: str | None) -> None:
    assert katakana_of(inn) == katakana


@pytest.mark.parametrize(
    ("inn", "katakana"),
    [
        ("pimozide", "ピモジド"),
        ("cenobamate", "セノバメート"),
        ("anidulafungin", "アニデュラファンギン"),
        ("mavorixafor", "マボリキサホル"),
        ("mavorixafor", "マボリキサフォル"),
        ("alteplase", "アルテプラーゼ"),
        ("foscarnet", "ホスカルネット"),
        ("umbralisib", "ウンブラリシブ"),
    ],
)
def test_spellings(inn: str, katakana: str) -> None:
    assert katakana in spellings_of(inn)


def test_names_of_several_words_have_no_spelling() -> None:
    assert spellings_of("tiotropium bromide") == ()


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("risedronic acid", "リセドロン酸"),
        ("tiotropium bromide", "チオトロピウム"),
        ("clarithromycin", "クラリスロマイシン"),
        ("atomoxetine", "アトモキセチン"),
        ("prednisolone", "プレドニゾロン"),
        ("ambrisentan", "アンブリセンタン"),
    ],
)
def test_sounds(english: str, japanese: str) -> None:
    assert sound_of(japanese) in sounds_of(english)


def test_salts_and_names() -> None:
    assert base_of("オシメルチニブメシル酸塩") == "オシメルチニブ"
    assert base_of("ベバシズマブ（遺伝子組換え）") == "ベバシズマブ"
    assert base_of("コハク酸ソリフェナシン") == "ソリフェナシン"
    assert base_of("クロルヘキシジングルコン酸塩") == "クロルヘキシジン"
    assert canonical(["A 549", "A-549", "A549"], None) == "A-549"
    assert canonical(["NCI-H2228", "H2228"], "NCI-H2228") == "NCI-H2228"


SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lexicon"
needs_sources = pytest.mark.skipif(not SHARED.is_dir(), reason="the source folder is not there")


@needs_sources
def test_katakana_agrees_with_approved_names() -> None:
    agree, differ = 0, []
    for japanese, _, _, english, unii in Sources(SHARED).table("ja_en_drug_candidates.tsv.gz"):
        spelled = katakana_of(english) if unii else None
        if spelled == japanese:
            agree += 1
        elif spelled is not None:
            differ.append((english, spelled, japanese))
    assert agree > 250
    assert len(differ) < 0.05 * agree, differ


@needs_sources
def test_approved_names_are_among_the_likely_spellings() -> None:
    sources = Sources(SHARED)
    asked = found = 0
    for japanese, _, edits, english, unii in sources.table("ja_en_drug_candidates.tsv.gz"):
        if unii and edits == "0" and spellings_of(english):
            asked += 1
            found += japanese in spellings_of(english)
    assert asked > 500
    assert found > 0.9 * asked, (found, asked)


@needs_sources
def test_the_sound_of_a_name_never_misleads() -> None:
    sources = Sources(SHARED)
    sounds: dict[str, set[str]] = {}
    for name, _, unii, display in sources.table("unii_names.tsv.gz"):
        if name.endswith("[INN]"):
            for sound in sounds_of(display.lower()):
                sounds.setdefault(sound, set()).add(unii)
    right, wrong = 0, []
    for japanese, _, edits, english, unii in sources.table("ja_en_drug_candidates.tsv.gz"):
        found = sounds.get(sound_of(japanese), set())
        if unii and edits == "0" and found:
            right += unii in found
            wrong += [(japanese, english)] if unii not in found else []
    assert right > 500
    assert len(wrong) <= 0.02 * right, wrong


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("ja_diseases.tsv", 500),
        ("disease_parts.tsv", 380),
        ("research_compounds.tsv", 700),
        ("microbial_genes.tsv", 250),
        ("unlisted_drugs.tsv", 200),
    ],
)
def test_hand_written_tables_hold_what_they_should(table: str, least: int) -> None:
    text = (HAND / table).read_text("utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(rows) >= least
    assert len(set(rows)) == len(rows)


@needs_sources
@pytest.mark.slow
def test_what_ships_is_what_the_sources_give(tmp_path: Path) -> None:
    manifest = build(SHARED, tmp_path, hand_tables=HAND)
    assert manifest.version == read_manifest()["version"]
    for file in (NAMES, ENTITIES):
        assert (tmp_path / file).read_bytes() == (COMPILED / file).read_bytes()


def test_the_documentation_shows_what_ships() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "lexicon.md").read_text("utf-8")
    shown = text.split("<!-- describe -->\n")[1].split("\n<!-- /describe -->")[0]
    assert shown == describe(read_manifest()), "run python -m pipeline.lexicon.describe"
