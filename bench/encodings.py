"""Which encoding is a text in? Shares told right: this reader's, chardet's, charset-normalizer's.

python bench/encodings.py [--held-out] [--each N] [--show]     --show: what this reader gets wrong

Excerpts at seeded random places of the corpus. No weight was fitted to it, but what went wrong on
it was looked at; --held-out takes other texts, case reports (JMED-LLM) and CIViC statements, where
the shared data are beside the checkout. Right means: the very characters that the bytes stand for
in the codec that wrote them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import chardet
import charset_normalizer

from pipeline.read.encoding.decode import decode
from pipeline.read.outcome import RefusedError

ROOT = Path(__file__).resolve().parents[1]
BENCHMARKS = ROOT.parent / "shared" / "data" / "benchmarks"
FOLDERS = (ROOT / "corpus", ROOT.parent / "shared" / "corpus")
LENGTHS = (20, 60, 300, 0)
JAPANESE = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp")
ENGLISH = ("utf-8", "utf-16-le", "cp1252", "mac-roman")
SETS: dict[str, tuple[str, ...]] = {
    "Japanese": JAPANESE,
    "katakana": JAPANESE,
    "kanji": JAPANESE,
    "mixed": JAPANESE,
    "English": ENGLISH,
}


def held_out() -> tuple[list[str], list[str]]:
    """Japanese case reports and English statements that nothing was looked at in."""
    csv.field_size_limit(10_000_000)
    with gzip.open(BENCHMARKS / "jmed_mrner_disease.csv.gz", "rt", encoding="utf-8") as file:
        japanese = [row["question"] for row in csv.DictReader(file)]
    with gzip.open(BENCHMARKS / "civic_dev.tsv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    longest = max(rows[0], key=lambda key: sum(len(row[key] or "") for row in rows))
    english = [row[longest] for row in rows if row[longest]]
    return _in_tens(japanese), _in_tens(english)


def _in_tens(passages: list[str]) -> list[str]:
    """Passages put together, so that there is enough of katakana, say, in each."""
    return ["\n".join(passages[at : at + 10]) for at in range(0, len(passages), 10)]


def texts() -> tuple[list[str], list[str]]:
    """Japanese and English ones."""
    found: tuple[list[str], list[str]] = ([], [])
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            found[not re.search("[ぁ-ん]", text)].append(text)
    return found


def curly(text: str) -> str:
    """English as a word processor sets it, with a French name here and there."""
    text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
    text = re.sub(r"(?<=\w)'", "’", text)
    text = re.sub(r"\b(\d+)-(\d+)\b", r"\1–\2", text).replace(" - ", " – ")
    words = {"resistance": "“resistance”", "Institute": "Institut Léon Bérard of"}
    for plain, set_ in words.items():
        text = text.replace(plain, set_, 3)
    return text.replace(" of the ", "’s ").replace(", and ", " — and ")


def runs(pattern: str, documents: list[str]) -> list[str]:
    """All runs of ``pattern``, one string a document."""
    return ["".join(re.findall(pattern, text)) for text in documents]


def alternating(japanese: list[str], english: list[str]) -> list[str]:
    """A sentence of one, a sentence of the other."""
    out = []
    for ja, en in zip(japanese, english * 2, strict=False):
        pairs = zip(re.split("(?<=。)", ja), re.split(r"(?<=\.)\s", en), strict=False)
        out.append(" ".join(part for pair in pairs for part in pair))
    return out


def excerpts(documents: list[str], length: int, each: int, rng: random.Random) -> Iterator[str]:
    """``each`` excerpts with something in them that is not ASCII; ``length`` 0 gives wholes."""
    if not length:
        yield from (text for text in documents if not text.isascii())
        return
    long = [text for text in documents if len(text) >= length]
    for _ in range(50 * each):
        text = rng.choice(long)
        at = rng.randrange(len(text) - length + 1)
        if not (part := text[at : at + length]).isascii() and not part.isspace():
            each -= 1
            yield part
        if not each:
            return


def ours(data: bytes) -> str | None:
    try:
        return decode(data).text
    except RefusedError:
        return None


def by_chardet(data: bytes) -> str | None:
    name = chardet.detect(data, prefer_superset=True)["encoding"]
    try:
        return data.decode(name) if name else None
    except (UnicodeError, LookupError):
        return None


def by_charset_normalizer(data: bytes) -> str | None:
    best = charset_normalizer.from_bytes(data).best()
    return None if best is None else str(best)


READERS: tuple[Callable[[bytes], str | None], ...] = (ours, by_chardet, by_charset_normalizer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=100, help="excerpts a row")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--held-out", action="store_true", help="other texts than the corpus")
    options = parser.parse_args()
    japanese, english = held_out() if options.held_out else texts()
    documents = {
        "Japanese": japanese,
        "katakana": runs("[ァ-ヺー・]+", japanese),
        "kanji": runs("[一-龠]+", japanese),
        "mixed": alternating(japanese, english),
        "English": [curly(text) for text in english],
    }
    print(f"{'text':9} {'encoding':10} {'chars':>5} {'n':>4}   ours chardet normalizer   refused")
    for name, codecs in SETS.items():
        for codec in codecs:
            for length in LENGTHS:
                rng = random.Random(f"{name}{codec}{length}")
                parts = list(excerpts(documents[name], length, options.each, rng))
                datas = [part.encode(codec, "replace") for part in parts]
                datas = [data for data in datas if codec.startswith("utf-16") or not data.isascii()
                         or b"\x1b" in data]  # fmt: skip
                _row(name, codec, length, datas, options.show)


def _row(name: str, codec: str, length: int, datas: list[bytes], show: bool) -> None:
    right = [0] * len(READERS)
    refused = 0
    for data in datas:
        want = data.decode(codec)
        for i, reader in enumerate(READERS):
            got = reader(data)
            right[i] += got == want
            if not i and got != want:
                refused += got is None
                if show:
                    print(f"  {want[:60]!r} read as {got and got[:60]!r}")
    shares = " ".join(f"{one / len(datas):7.3f}" for one in right)
    print(f"{name:9} {codec:10} {length or 'all':>5} {len(datas):4} {shares}  {refused:8}")


if __name__ == "__main__":
    main()
