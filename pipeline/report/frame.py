"""What every page begins with: one HTML file that nothing can be loaded into."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from pipeline.report.markup import esc


def _hash(content: str) -> str:
    return "'sha256-" + b64encode(sha256(content.encode()).digest()).decode() + "'"


def head(title: str, style: str, *scripts: str, early: str = "") -> str:
    """The page down to ``</head>``: inline style and scripts are allowed by their hashes alone.

    Args:
        title: the page's title, plain text.
        style: the content of its one ``<style>``.
        scripts: the content of each ``<script>``, which the caller puts at the end of the body.
        early: a script that has to run before the body is drawn; it is put here.
    """
    allowed = " ".join(map(_hash, filter(None, (early, *scripts))))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{esc(title)}</title>",
            # Cytoscape.js adds a style, which the policy forbids, where none has this id.
            f'<style id="__________cytoscape_stylesheet">{style}</style>',
            *([f"<script>{early}</script>"] if early else []),
            "</head>",
        )
    )
