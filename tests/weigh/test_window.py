"""What the encoder reads: context and sentence, without a single name."""

from hypothesis import given
from hypothesis import strategies as st
from passages import passage

from pipeline.weigh.pairs import pairs_of
from pipeline.weigh.stage import vocabulary, wanted
from pipeline.weigh.vocabulary import CLS, FIRST_PIECE, HERE, SEP, UNKNOWN, name_token
from pipeline.weigh.window import pieces_of, window_of

NAMES = st.lists(
    st.text("abcdefghijklmnop", min_size=3, max_size=9), min_size=4, max_size=4, unique=True
)
STORY = (
    "[{0}](Gene) was found in [{3}](Disease). Cells outlived [{1}](Drug) thanks to it. "
    "[{2}](Drug) killed them, and [{0}](Gene) fell."
)


def windows(doc):
    pieces = pieces_of(doc)
    asked = list(pairs_of(doc))
    return [
        window_of(doc, pieces, i, wanted(p for p in asked if p.sentence == i), vocabulary())
        for i in range(len(doc.sentences))
    ]


@given(NAMES)
def test_names_make_no_difference(names):
    masked = [w.tokens for w in windows(passage(STORY.format(*names)))]
    assert masked == [w.tokens for w in windows(passage(STORY.format("MET", "aa", "bb", "cc")))]


def test_a_window_opens_its_own_sentence_after_its_context():
    last = windows(passage(STORY.format("MET", "aa", "bb", "cc")))[2]
    assert last.tokens[0] == CLS
    assert last.tokens[last.here] == HERE
    assert last.tokens.count(HERE) == 1
    assert last.tokens[-1] == SEP
    assert last.tokens[: last.here].count(SEP) == 2


def test_a_thing_has_one_token_wherever_it_is_named():
    doc = passage(STORY.format("MET", "aa", "bb", "cc"))
    last = windows(doc)[2]
    gene, *_ = {m.id: m for m in doc.mentions}.values()
    token = name_token(gene.type, 0)
    assert last.tokens.count(token) == 2
    assert [last.tokens[at] for at in last.places[gene.id]] == [token]
    assert last.places[gene.id][0] > last.here


def test_what_the_window_does_not_reach_stands_at_its_head():
    filler = " ".join("Nothing of note was seen in this part of the work." for _ in range(7))
    doc = passage(f"Cells resist [aa](Drug). {filler} [MET](Gene) is to blame.")
    last = windows(doc)[-1]
    (drug,) = (m for m in doc.mentions if m.name == "aa")
    assert last.places[drug.id] == (1,)


def test_japanese_and_english_are_in_the_vocabulary():
    words = "細胞は薬剤への耐性を獲得した。 The cells acquired resistance to the drug."
    tokens = vocabulary().encode(words)
    assert min(tokens) >= FIRST_PIECE
    assert UNKNOWN not in tokens


def test_a_long_sentence_fits_the_encoder():
    doc = passage("[MET](Gene) " + "and then something else happened " * 200 + "[aa](Drug).")
    (window,) = windows(doc)
    assert len(window.tokens) <= 512
    assert all(at < len(window.tokens) for places in window.places.values() for at in places)
