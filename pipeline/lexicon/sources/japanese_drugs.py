"""Japanese drug names: PMDA's generics and brands, tied to UNII through their English names."""

from __future__ import annotations

import re
from unicodedata import normalize

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.katakana import katakana_of, sound_of, sounds_of, spellings_of
from pipeline.lexicon.sources.tables import Sources, names_in
from pipeline.model import MentionType

_SALT = (
    "塩酸塩|二塩酸塩|一塩酸塩|臭化水素酸塩|メシル酸塩|トシル酸塩|ベシル酸塩|マレイン酸塩|フマル酸塩|コハク酸塩|酒石酸塩|クエン酸塩|リン酸塩"
    "|リン酸エステル|硫酸塩|硝酸塩|酢酸塩|酢酸エステル|乳酸塩|リンゴ酸塩|シュウ酸塩|ナトリウム|カリウム|カルシウム|マグネシウム|臭化物|塩化物"
    "|一水和物|二水和物|三水和物|水和物|無水物|エタノール付加物|カンシル酸塩|エシル酸塩|ジメチルスルホキシド付加物|トシル酸塩水和物|グルコン酸塩|グルクロン酸塩|パモ酸塩|安息香酸塩"
    "|アジピン酸塩|フェンジゾ酸塩|ヒベンズ酸塩|タンニン酸塩|サリチル酸塩|パルミチン酸塩|ニコチン酸塩|メチル硫酸塩"
    "|(?:プロピオン酸|ジプロピオン酸|吉草酸|酪酸|フランカルボン酸|パルミチン酸|コハク酸|エナント酸|ニコチン酸|カルバミン酸|オクタン酸)エステル"
    "|メグルミン|トロメタモール|オラミン|エルブミン|アルギニン|プロピレングリコール|ヘミペンタ水和物|ヘミ水和物|半水和物|ヨウ化物"
    "|エステル|塩"
)
_SALT_BEFORE = re.compile(
    "^(?:塩酸|硫酸|硝酸|一硝酸|リン酸|コハク酸|クエン酸|酒石酸|フマル酸|マレイン酸|メシル酸|酢酸|乳酸|酪酸|臭化水素酸|注射用)(?=[ァ-ヺー]{4})"
)
_TAIL = re.compile(rf"(?:{_SALT})+$")
_NOTE = re.compile(r"[(（].*$")
_KATAKANA = re.compile(r"[ァ-ヺー・ ]{4,}")
_KATAKANA_CORE = re.compile(r"[ァ-ヺー]{3,}")
# What follows the brand in a product's name: form, strength, maker.
_BRAND = re.compile(r"[ァ-ヺー]{3,}")
_FORMS = re.compile(
    "(?:カプセル|シロップ|ドライシロップ|テープ|パッチ|クリーム|ローション|ゲル|シリンジ|ペン|キット|バッグ|インスリン|オートインジェクタ"
    "|チュアブル|フィルム|スプレー|エアゾール|ディスカス|エリプタ|コンビ|プラス|配合|パップ|エキス|パウダー|ミルク|オイル|ジェル|フォーム"
    "|ネイルラッカー|テーパー|コンク|ロールオン|シャンプー|ネブライザ|エクステンション)+ー?$"
)
_LONG = 5  # katakana; shorter words spell some drug or other too easily
_TOO_FAR = 2  # edits between romanised name and INN


def add_japanese_drugs(compiler: Compiler, sources: Sources, found: dict[str, str]) -> None:
    """Add generics, brands and hand-written names; what fits no known drug safely is left out."""
    generics: dict[str, str] = {}
    for english, japanese in sources.hand("ja_drugs.tsv", 2):
        id = found.get(english.lower())
        if id is None:
            raise LexiconError(f"ja_drugs.tsv: {english} is no drug of UNII's list; correct it")
        for name in names_in(japanese):
            _add(compiler, name, id, 0.97, "hand-written ja")
            generics[name] = id
    refuted = {row[0] for row in sources.hand("not_pairs.tsv", 1)}
    for row in sources.table("ja_en_drug_candidates.tsv.gz"):
        if row[0] not in refuted:
            _pair(compiler, sources, row, found, generics)
    _by_sound(compiler, sources, generics, refuted)
    _transliterate(compiler, set(generics) | refuted)
    brands = _brands(sources, generics)
    for brand in sorted(brands):
        _add(compiler, brand, brands[brand], 0.9, "pmda brand")


_MIXTURE = re.compile("[・、]|配合|エキス|ワクチン")
_SOUNDING = re.compile(r"[ァ-ヺー ]{4,}酸?")


def _by_sound(
    compiler: Compiler, sources: Sources, generics: dict[str, str], refuted: set[str]
) -> None:
    """PMDA's other generics by how the English names sound in Japanese, where one alone fits."""
    sounding: dict[str, set[str]] = {}
    for id, entity in compiler.entities.items():
        if entity.type is MentionType.DRUG:
            for sound in sounds_of(entity.name):
                sounding.setdefault(sound, set()).add(id)
    bases = {
        base_of(generic)
        for _, generic, _ in sources.table("pmda_ja_drugs.tsv.gz")
        if not _MIXTURE.search(generic)
    }
    for base in sorted(bases - set(generics) - refuted):
        ids = sounding.get(sound_of(base), set())
        if len(ids) == 1 and _SOUNDING.fullmatch(base):
            generics[base] = next(iter(ids))
            _add(compiler, base, generics[base], 0.93, "pmda generic")


def _transliterate(compiler: Compiler, known: set[str]) -> None:
    """Katakana for drugs that Japan has not listed, where they mean one drug only.

    Names with a modern stem are spelled by one rule; others may be spelled in several ways.
    """
    regular: dict[str, set[str]] = {}
    likely: dict[str, set[str]] = {}
    for id, entity in sorted(compiler.entities.items()):
        if entity.type is MentionType.DRUG and not entity.ja:
            katakana = katakana_of(entity.name)
            for kana, table in [(katakana, regular)] + [
                (k, likely) for k in spellings_of(entity.name)
            ]:
                if kana is not None and kana not in known:
                    table.setdefault(kana, set()).add(id)
    for kana, ids in regular.items():
        if len(ids) == 1:
            _add(compiler, kana, min(ids), 0.75, "inn in katakana")
    for kana, ids in likely.items():
        if len(ids) == 1 and len(kana) >= _LONG and kana not in regular:
            compiler.name(kana, min(ids), 0.7, "likely katakana")


def base_of(generic: str) -> str:
    """A generic without note, salt and hydrate: ``ゲフィチニブ水和物`` → ``ゲフィチニブ``."""
    bare = _NOTE.sub("", normalize("NFKC", generic)).strip()
    return _SALT_BEFORE.sub("", _TAIL.sub("", bare) or bare)


def _pair(
    compiler: Compiler,
    sources: Sources,
    row: list[str],
    found: dict[str, str],
    generics: dict[str, str],
) -> None:
    """Take a candidate pair if one English name is left and its drug is ours."""
    japanese, _, distance, english, unii = row
    if not unii or int(distance) > _TOO_FAR or not _KATAKANA_CORE.search(japanese):
        return
    ids = {
        found[name.strip().lower()] for name in english.split("|") if name.strip().lower() in found
    }
    if len(ids) != 1:
        return
    id = ids.pop()
    if (
        compiler.entities[id].name[:1] in "aeiou"
        and japanese[:1] not in "アイウエオヴ" + "ユエヨハ"
    ):
        return
    sources.use("ja_en_drug_candidates.tsv.gz", japanese)
    generics.setdefault(japanese, id)
    _add(compiler, japanese, id, 0.95, "pmda generic")


def _brands(sources: Sources, generics: dict[str, str]) -> dict[str, str]:
    """Brands of products with one active substance; a brand of two substances is no name."""
    meanings: dict[str, set[str]] = {}
    for product, generic, _ in sources.table("pmda_ja_drugs.tsv.gz"):
        id = generics.get(base_of(generic))
        for part in normalize("NFKC", product).split("/"):
            match = _BRAND.match(part.strip())
            if match is None:
                continue
            brand = _FORMS.sub("", match[0])
            if id is not None:
                sources.use("pmda_ja_drugs.tsv.gz", product)
            meanings.setdefault(brand, set()).add(id or "?")
    return {
        brand: next(iter(ids))
        for brand, ids in meanings.items()
        if len(ids) == 1 and "?" not in ids and len(brand) >= 4 and brand not in generics
    }


def _add(compiler: Compiler, name: str, id: str, score: float, why: str) -> None:
    if compiler.name(name, id, score, why) and not compiler.entities[id].ja:
        compiler.entities[id].ja = name
