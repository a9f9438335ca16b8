"""Bytes to text: the encoding is told right, and nothing is lost without a word."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.read.encoding.decode import check_text, decode
from pipeline.read.outcome import RefusedError

JA = "ゲフィチニブへの耐性は、METの増幅で生じる。\r\n患者は二次変異を示した。\n"
LONG = JA * 10
EN = "The so-called “bypass” route wasn’t closed – MET came back in 10–20 % of Sjögren’s cases.\n"


def swap(text: str, codec: str, old: str, new: bytes) -> bytes:
    """``text`` encoded, with bytes that Python's codec does not write."""
    return new.join(part.encode(codec) for part in text.split(old))


TOLD: dict[str, tuple[bytes, str, str, str]] = {
    "UTF-8": (JA.encode(), JA, "utf-8", "default"),
    "ASCII": (b"MET drives resistance.", "MET drives resistance.", "utf-8", "default"),
    "UTF-8 with mark": (b"\xef\xbb\xbf" + JA.encode(), JA, "utf-8-sig", "mark"),
    "UTF-16 LE with mark": (b"\xff\xfe" + JA.encode("utf-16-le"), JA, "utf-16", "mark"),
    "UTF-16 BE with mark": (b"\xfe\xff" + JA.encode("utf-16-be"), JA, "utf-16", "mark"),
    "UTF-32 LE with mark": (b"\xff\xfe\0\0" + JA.encode("utf-32-le"), JA, "utf-32", "mark"),
    "UTF-32 BE with mark": (b"\0\0\xfe\xff" + JA.encode("utf-32-be"), JA, "utf-32", "mark"),
    "UTF-16 LE": (JA.encode("utf-16-le"), JA, "utf-16-le", "detected"),
    "UTF-16 BE": (JA.encode("utf-16-be"), JA, "utf-16-be", "detected"),
    "UTF-16 LE, English": (EN.encode("utf-16-le"), EN, "utf-16-le", "detected"),
    "UTF-16 BE, English": (EN.encode("utf-16-be"), EN, "utf-16-be", "detected"),
    "UTF-16 LE, kanji alone": ("耐性変異".encode("utf-16-le"), "耐性変異", "utf-16-le", "detected"),
    "UTF-32 LE": (JA.encode("utf-32-le"), JA, "utf-32-le", "detected"),
    "CP932": (JA.encode("cp932"), JA, "cp932", "detected"),
    "CP932, NEC's characters": ("①㈱髙の薬".encode("cp932"), "①㈱髙の薬", "cp932", "detected"),
    "CP932, katakana": ("ゲフィチニブ".encode("cp932"), "ゲフィチニブ", "cp932", "detected"),
    "CP932, kanji": ("耐性変異".encode("cp932"), "耐性変異", "cp932", "detected"),
    "CP932, one kanji": ("EGFR 薬 A".encode("cp932"), "EGFR 薬 A", "cp932", "detected"),
    "CP932, a symbol": ("EGFR→MET".encode("cp932"), "EGFR→MET", "cp932", "detected"),
    "CP932, a colon": ("DOI：\n10".encode("cp932"), "DOI：\n10", "cp932", "detected"),
    "CP932, half-width": ("ｹﾞﾌｨﾁﾆﾌﾞの耐性".encode("cp932"), "ｹﾞﾌｨﾁﾆﾌﾞの耐性", "cp932", "detected"),
    "EUC-JP": (JA.encode("euc_jp"), JA, "euc_jp", "detected"),
    "EUC-JP, katakana": ("ゲフィチニブ".encode("euc_jp"), "ゲフィチニブ", "euc_jp", "detected"),
    "EUC-JP, kanji": ("耐性変異".encode("euc_jp"), "耐性変異", "euc_jp", "detected"),
    "EUC-JP, half-width": ("ｹﾞﾌｨの耐性".encode("euc_jp"), "ｹﾞﾌｨの耐性", "euc_jp", "detected"),
    "EUC-JP, NEC's row 13": (
        "①の薬と㈱".encode("euc_jis_2004"),
        "①の薬と㈱",
        "euc_jis_2004",
        "detected",
    ),
    "ISO-2022-JP": (JA.encode("iso2022_jp"), JA, "iso2022_jp", "mark"),
    "ISO-2022-JP, half-width": (
        b"\x1b(I9^\x1b$B$N\x1b(B",
        "ｹﾞの",
        "iso2022_jp_ext",
        "mark",
    ),
    "Windows-1252": (EN.encode("cp1252"), EN, "cp1252", "detected"),
    "ISO-8859-1": ("Léon Müller".encode("latin-1"), "Léon Müller", "cp1252", "detected"),
    "Mac Roman": (EN.encode("mac-roman"), EN, "mac-roman", "detected"),
    "Windows-1252, possessive": ("MET’s".encode("cp1252"), "MET’s", "cp1252", "detected"),
    "Korean": (
        "약물 내성의 기전을 밝혔다. 환자의 종양이다.".encode("cp949"),
        "약물 내성의 기전을 밝혔다. 환자의 종양이다.",
        "cp949",
        "detected",
    ),
    "UTF-8 that names an escape sequence": ("の\x1b$B".encode(), "の\x1b$B", "utf-8", "default"),
    "terminal colours": (b"\x1b[1mMET\x1b(B", "\x1b[1mMET\x1b(B", "utf-8", "default"),
    "a mark inside stays": ("一\ufeff二".encode(), "一\ufeff二", "utf-8", "default"),
    "digits that UTF-16 would read as kana": (b"B0D0F0", "B0D0F0", "utf-8", "default"),
}


@pytest.mark.parametrize(("data", "text", "codec", "how"), TOLD.values(), ids=TOLD.keys())
def test_encoding_is_told(data: bytes, text: str, codec: str, how: str) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.encoding_from) == (text, codec, how)
    assert found.notes == ()
    assert data.decode(found.encoding) == text


# What Windows writes and no codec of Python's reads: 髙 in EUC-JP, ① in ISO-2022-JP.
BEYOND: dict[str, tuple[bytes, str, str]] = {
    "EUC-JP": (swap(JA + "@橋", "euc_jp", "@", b"\xfc\xe2"), JA + "髙橋", "euc_jp"),
    "EUC-JP, both": (
        swap(JA + "①@橋", "euc_jis_2004", "@", b"\xfc\xe2"),
        JA + "①髙橋",
        "euc_jp",
    ),
    "ISO-2022-JP": (
        b"\x1b$B-!$N\x1b(B a \x1b$B$N-j\x1b(B",
        "①の a の㈱",
        "iso2022_jp",
    ),
}


@pytest.mark.parametrize(("data", "text", "codec"), BEYOND.values(), ids=BEYOND.keys())
def test_characters_beyond_the_codec_are_read_as_browsers_do(
    data: bytes, text: str, codec: str
) -> None:
    found = decode(data)
    assert (found.text, found.encoding) == (text, codec)
    (note,) = found.notes
    assert f"beyond {codec} read as Windows writes them" in note


def bad(data: bytes, at: int, byte: bytes = b"\xff") -> bytes:
    return data[:at] + byte + data[at:]


ONE = "1 byte sequence is not {} and stands as U+FFFD, the first at byte {}"
DAMAGED: dict[str, tuple[bytes, str, str, str]] = {
    "UTF-8": (bad(LONG.encode(), 30), "utf-8", "\ufffd", ONE.format("UTF-8", 30)),
    "UTF-8, short": (bad("薬の耐性".encode(), 3), "utf-8", "薬\ufffd", ONE.format("UTF-8", 3)),
    "UTF-8, cut off": (LONG.encode() + b"\xe8\x96", "utf-8", "\n\ufffd", "not UTF-8"),
    "UTF-8, English, cut in its only quote": (b"MET \xe2\x80", "utf-8", "MET \ufffd", "at byte 4"),
    "UTF-8, English, one bad byte": (
        bad(EN.encode(), 1),
        "utf-8",
        "T\ufffdhe",
        ONE.format("UTF-8", 1),
    ),
    "UTF-8, English, one byte changed": (
        EN.encode().replace(b"\x80\x9d", b"\x20\x9d"),
        "utf-8",
        "bypass\ufffd \ufffd route",
        "2 byte sequences are not UTF-8",
    ),
    "UTF-8, inside a character": (
        bad("薬の耐性を示した。".encode(), 4),
        "utf-8",
        "薬\ufffd\ufffd\ufffd\ufffd耐",
        "4 byte",
    ),
    "UTF-8 with mark": (
        b"\xef\xbb\xbf" + bad(LONG.encode(), 30),
        "utf-8-sig",
        "\ufffd",
        ONE.format("UTF-8", 33),
    ),
    "ASCII with one odd byte": (b"MET drives it. " * 20 + b"\xff", "utf-8", " \ufffd", "byte 300"),
    "a lone surrogate": (
        b"MET \xed\xa0\xbd drives",
        "utf-8",
        "MET \ufffd drives",
        ONE.format("UTF-8", 4),
    ),
    "CP932": (bad(LONG.encode("cp932"), 45), "cp932", "\ufffd", ONE.format("CP932", 45)),
    "CP932, cut off": (LONG.encode("cp932") + b"\x82", "cp932", "\n\ufffd", "not CP932"),
    "EUC-JP": (bad(LONG.encode("euc_jp"), 0), "euc_jp", "\ufffdゲ", ONE.format("EUC-JP", 0)),
    "ISO-2022-JP, an eight-bit byte": (
        bad(b"A" + LONG.encode("iso2022_jp"), 1),
        "iso2022_jp",
        "A\ufffdゲ",
        ONE.format("ISO-2022-JP", 1),
    ),
    "UTF-16, cut off": (
        b"\xff\xfe" + LONG.encode("utf-16-le") + b"\x42",
        "utf-16",
        "\n\ufffd",
        "not UTF-16",
    ),
    "UTF-16, a lone surrogate": (
        b"\xff\xfe\x3d\xd8" + LONG.encode("utf-16-le"),
        "utf-16",
        "\ufffdゲ",
        ONE.format("UTF-16", 2),
    ),
}


@pytest.mark.parametrize(("data", "codec", "part", "note"), DAMAGED.values(), ids=DAMAGED.keys())
def test_few_bad_bytes_are_replaced_and_told(data: bytes, codec: str, part: str, note: str) -> None:
    found = decode(data)
    assert found.encoding == codec
    assert part in found.text
    assert found.text.count("\ufffd") == part.count("\ufffd")
    (told,) = found.notes
    assert note in told


def test_notes_count() -> None:
    data = (LONG + "\0\0\ufffd").encode() + b"\xff" + LONG.encode() + b"\xff\xff"
    assert decode(data).notes == (
        f"3 byte sequences are not UTF-8 and stand as U+FFFD, the first at byte {data.index(255)}",
        "holds 1 replacement character (U+FFFD): it was damaged before",
        "holds 2 NUL characters",
    )


def test_surrogate_pairs_in_utf8_are_joined() -> None:
    found = decode(b"gene \xed\xa0\xbe\xed\xb7\xac and \xed\xa0\xbe\xed\xb7\xac")
    assert (found.text, found.encoding) == ("gene 🧬 and 🧬", "utf-8")
    (note,) = found.notes
    assert note.startswith("2 characters")
    assert "CESU-8" in note


def test_text_behind_a_colour_is_told_where_it_can_not_be_followed() -> None:
    found = decode(b"\x1b[1m\x1b$B$N\x1b(B\n" + JA.encode("iso2022_jp"))
    assert found.text.endswith(JA)
    assert found.notes == ("1 escape sequence of ISO-2022-JP could not be followed",)


REFUSED: dict[str, tuple[bytes, str | None, str, str]] = {
    "empty": (b"", None, "is empty", "give a file"),
    "blank": (" \r\n\u3000".encode("cp932"), None, "white space", "give a file"),
    "marks alone": ("\ufeff\ufeff".encode(), None, "white space", "give a file"),
    "bad bytes alone": (b"\xff\xfe\x00", None, "white space", "give a file"),
    "PNG": (b"\x89PNG\r\n\x1a\n", None, "is binary (a PNG image)", "plain text"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", None, "is binary (a JPEG image)", "plain text"),
    "ELF": (b"\x7fELF\x02\x01\x01", None, "is binary (a program)", "plain text"),
    "OLE": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", None, "is binary (an old Word", "plain text"),
    "binary, declared": (bytes(range(256)), "cp932", "is binary (", "plain text"),
    "all bytes": (bytes(range(256)) * 9, None, "is binary (10 % of it", "plain text"),
    "many NULs": (b"ab\0\0\0" * 9, None, "is binary (60 % of it", "plain text"),
    "neither one nor other": (b"abc \xff def", None, "byte 0xff at offset 4", "--encoding NAME"),
    "UTF-8 with many bad bytes": (
        (JA.encode() + b"\xff" * 5) * 10,
        None,
        "is not UTF-8",
        "--encoding NAME",
    ),
    "CP932 with many bad bytes": (
        (JA.encode("cp932") + b"\xff\n" * 5) * 10,
        None,
        "is not UTF-8",
        "--encoding NAME",
    ),
    "declared, but not it": (JA.encode(), "euc_jp", "is not EUC-JP (byte 0xe3 at", "iconv"),
    "declared UTF-8, but not it": (JA.encode("cp932"), "utf-8", "is not UTF-8 (byte", "iconv"),
    "surrogates by UTF-7": (b"a+2AE-b", "utf-7", "lone surrogate (U+D801)", "as UTF-8"),
}


@pytest.mark.parametrize(
    ("data", "declared", "what", "remedy"), REFUSED.values(), ids=REFUSED.keys()
)
def test_what_is_no_text_is_refused(
    data: bytes, declared: str | None, what: str, remedy: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        decode(data, encoding=declared)
    assert what in caught.value.what
    assert remedy in caught.value.remedy


DECLARED: dict[str, tuple[bytes, str, str, str]] = {
    "as it is": (JA.encode("cp932"), "cp932", JA, "cp932"),
    "by another name": (JA.encode("cp932"), "x-sjis", JA, "cp932"),
    "in capitals": (JA.encode("euc_jp"), " EUC-JP ", JA, "euc_jp"),
    "before all detection": ("€".encode("cp1252"), "cp1251", "Ђ", "cp1251"),
    "Shift_JIS that is CP932": ("①の薬".encode("cp932"), "Shift_JIS", "①の薬", "cp932"),
    "Latin-1 that is Windows-1252": (EN.encode("cp1252"), "latin-1", EN, "cp1252"),
    "Latin-1": ("Léon".encode("latin-1"), "latin-1", "Léon", "iso8859-1"),
    "UTF-8 with mark": ("\ufeff薬".encode(), "utf-8", "薬", "utf-8-sig"),
    "UTF-16 without mark": (JA.encode("utf-16-be"), "utf-16", JA, "utf-16-be"),
    "UTF-16 without mark or clue": ("é".encode("utf-16-le"), "utf-16", "é", "utf-16-le"),
    "UTF-16 LE with mark": ("\ufeff薬".encode("utf-16-le"), "utf-16-le", "薬", "utf-16"),
    "ISO-2022-JP": (b"\x1b(I9^\x1b(B", "iso-2022-jp", "ｹﾞ", "iso2022_jp_ext"),
}


@pytest.mark.parametrize(
    ("data", "declared", "text", "codec"), DECLARED.values(), ids=DECLARED.keys()
)
def test_what_is_declared_counts(data: bytes, declared: str, text: str, codec: str) -> None:
    found = decode(data, encoding=declared)
    assert found == (text, codec, "declared", ())
    assert data.decode(codec) == text


def test_a_declaration_that_may_be_wrong_is_told() -> None:
    found = decode("薬".encode(), encoding="mac_roman")
    assert found.notes == ("would be valid UTF-8, too",)
    assert decode("薬".encode(), encoding="utf-8").notes == ()


@pytest.mark.parametrize("name", ["", "utf-9", "hex", "rot13", "idna", "unicode_escape", "a\0b"])
def test_unknown_encoding(name: str) -> None:
    with pytest.raises(UsageError, match="give a name such as utf-8, cp932") as caught:
        decode(b"abc", encoding=name)
    assert repr(name) in str(caught.value)


def test_check_text() -> None:
    check_text("a\0b\ufffd")
    for text in ("", " \n", "\0", "\ufeff \n"):
        with pytest.raises(RefusedError, match="white space"):
            check_text(text)
    with pytest.raises(RefusedError, match=r"lone surrogate \(U\+DC80\) at character 1"):
        check_text("a\udc80")


def test_japanese_far_inside_a_long_file() -> None:
    english = "MET drives resistance.\n" * 20_000
    for codec in ("cp932", "euc_jp"):
        found = decode((english + JA + english).encode(codec))
        assert (found.encoding, found.text) == (codec, english + JA + english)


def test_chardet_is_loaded_when_needed_alone() -> None:
    code = "import sys, pipeline.read.encoding.decode as d; d.decode('薬の耐性'.encode('cp932'));"
    code += "sys.exit('chardet' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _jis() -> list[str]:
    """Characters of JIS X 0208 that EUC-JP, CP932 and ISO-2022-JP all have."""
    found = []
    for row in range(0xA1, 0xF5):
        for cell in range(0xA1, 0xFF):
            char = bytes((row, cell)).decode("euc_jp", "ignore")
            if char and char.encode("cp932", "ignore").decode("cp932") == char:
                found.append(char)
    return found


JIS = _jis()
KANA = [char for char in JIS if "ぁ" <= char <= "ヶ"]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp")


def test_there_are_characters_to_draw_from() -> None:
    assert len(JIS) > 6800
    assert len(KANA) > 160


@given(st.lists(st.sampled_from(KANA), min_size=8), st.lists(st.sampled_from(JIS)), st.randoms())
def test_text_with_kana_comes_back(kana: list[str], others: list[str], rng) -> None:
    chars = kana + others[: len(kana)]
    rng.shuffle(chars)
    text = "".join(chars)
    assume(text.strip())
    for codec in ENCODINGS:
        found = decode(text.encode(codec))
        assert (found.text, found.encoding, found.notes) == (text, codec, ())
    # Without a line's end, kana in UTF-16 may be ASCII letters, too.
    text = "".join(kana + others[: len(kana) // 4]) + "。\n"
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(codec))[:2] == (text, codec)


CHUNKS = st.sampled_from(
    [
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1b$B",
        b"\x1b(B",
        b"\x1b(I",
        b"-!",
        b"\xed\xa0\xbd",
        b"\xed\xb8\x80",
        b"\xad\xa1",
        b"\xfc\xe2",
        JA.encode("cp932"),
        JA.encode("euc_jp"),
        JA.encode(),
        EN.encode("cp1252"),
        JA.encode("utf-16-le"),
    ]
)
ANY_BYTES = st.binary() | st.lists(CHUNKS | st.binary(max_size=3)).map(b"".join)


@given(ANY_BYTES, st.sampled_from([None, None, "utf-8", "utf-16", "cp932", "euc_jp", "utf-7"]))
def test_any_bytes_become_text_or_a_refusal(data: bytes, declared: str | None) -> None:
    try:
        found = decode(data, encoding=declared)
    except RefusedError:
        return
    found.text.encode("utf-8")  # fails on surrogates
    replaced = any("stand" in note or "beyond" in note for note in found.notes)
    assert replaced or data.decode(found.encoding) == found.text
    lost = found.text.count("\ufffd")
    assert bool(lost) == any("U+FFFD" in note for note in found.notes)
