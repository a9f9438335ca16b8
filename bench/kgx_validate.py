"""KGX's own validator over an export, with the Biolink model from its package, offline.

python bench/kgx_validate.py NODES.tsv EDGES.tsv

Needs kgx and biolink-model, in an environment of their own: kgx wants older libraries than
taisei. Prints how often each complaint comes, ids taken out; exits with 1 where there is one
other than that taisei's own prefix is none of Biolink's.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

OWN = re.compile(r"CURIE prefix 'taisei'.*not represented in Biolink Model JSON-LD context")


def stay_at_home() -> None:
    """Give kgx the model and its prefixes from the package, which it would fetch."""
    import bmt.toolkit
    import requests

    model = files("biolink_model")
    context = (model / "prefixmaps" / "biolink_model_prefix_map.json").read_text("utf-8")
    prefixes = json.loads(context)
    begin = bmt.toolkit.Toolkit.__init__

    def local(self: Any, *_: object, **__: object) -> None:
        begin(self, str(model / "schema" / "biolink_model.yaml"), {"predicate mappings": []})

    class Answer:
        """What would come for the JSON-LD context."""

        text = json.dumps({"@context": prefixes.get("@context", prefixes)})
        content = text.encode()
        status_code = 200
        ok = True

        def json(self) -> object:
            return json.loads(self.text)

        def raise_for_status(self) -> None:
            """Nothing went wrong."""

    def answer(url: str, **_: object) -> Answer:
        if not url.endswith("context.jsonld"):
            raise ValueError(f"kgx asks for {url}, which is not at hand")
        return Answer()

    bmt.toolkit.Toolkit.__init__ = local
    requests.get = answer


def complaints(nodes: str, edges: str) -> Iterator[str]:
    """Each message of the validator, with its level and kind."""
    from kgx.transformer import Transformer
    from kgx.validator import Validator

    validator = Validator(verbose=False)
    transformer = Transformer(stream=False)
    transformer.transform({"filename": [nodes, edges], "format": "tsv"})
    graph = transformer.store.graph
    print(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
    validator.validate(graph)
    for level, kinds in validator.get_errors().items():
        for kind, messages in kinds.items():
            for message in messages:
                yield f"{level} {kind}: {message}"


def main() -> int:
    """Validate, count, say."""
    stay_at_home()
    found = list(complaints(*sys.argv[1:3]))
    for told, count in Counter(re.sub(r"'(?!taisei')[^']*'", "'…'", m) for m in found).items():
        print(f"{count:5} {told}")
    return int(any(not OWN.search(message) for message in found))


if __name__ == "__main__":
    sys.exit(main())
