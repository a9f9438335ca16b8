"""``run.json``: what ran, with what, and what came of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from pipeline.model import Document
from pipeline.run.engine import RunResult
from pipeline.run.options import Options
from pipeline.run.versions import (
    LIBRARIES,
    MODELS,
    python_version,
    taisei_version,
    versions_of,
)


def manifest(result: RunResult, options: Options) -> dict[str, object]:
    """Describe a run: versions, options, counts, failures, warnings, seconds by stage."""
    from pipeline import lexicon

    given = options.mentions is not None
    rules = [{"name": Path(file.name).name, "sha256": file.sha256} for file in options.rules]
    # As many as the mentions are, they are no setting.
    settings = asdict(replace(options, mentions=None, rules=()))
    del settings["rules"]
    models = MODELS + ((options.english_model,) if options.english_model else ())
    return {
        "taisei": taisei_version(),
        "python": python_version(),
        "libraries": versions_of(LIBRARIES),
        "models": versions_of(models),
        "lexicon": lexicon.load().version,
        "rules": rules,
        "options": {**settings, "mentions": "given" if given else "found"},
        "counts": _counts(result),
        "inputs": [_input(doc) for doc in result.documents],
        "failures": [
            {"name": f.name, "stage": f.stage, "what": f.what, "remedy": f.remedy}
            for f in result.failures
        ],
        "warnings": list(result.warnings),
        "seconds": {stage: round(took, 3) for stage, took in sorted(result.seconds.items())},
    }


def manifest_bytes(content: dict[str, object]) -> bytes:
    """The manifest as indented JSON in UTF-8."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _input(doc: Document) -> dict[str, object]:
    """How a document was read: its encoding, and how that was found."""
    return {
        "id": doc.id,
        "name": doc.source.name,
        "format": doc.source.format,
        "encoding": doc.source.encoding or None,
        "encoding_from": doc.source.encoding_from or None,
        "pages": len(doc.source.pages) or None,
    }


def _counts(result: RunResult) -> dict[str, object]:
    documents = result.documents
    return {
        "documents": len(documents),
        "failed": len(result.failures),
        "characters": sum(len(doc.text) for doc in documents),
        "sentences": sum(len(doc.sentences) for doc in documents),
        "mentions": _tally(str(m.type) for doc in documents for m in doc.mentions),
        "relations": _tally(r.relation for doc in documents for r in doc.relations),
        "candidates": sum(len(doc.candidates) for doc in documents),
    }


def _tally(kinds: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(kinds).items()))
