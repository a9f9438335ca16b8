"""What every page begins with: one HTML file that nothing can be loaded into."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from pipeline.report.markup import esc


def _hash(content: str) -> str:
    return "'sha256-" + b64encode(sha256(content.encode()).digest()).decode() + "'"


def head(title: str, style: str, script: str) -> str:
    """The page down to ``</head>``: the inline style and script are allowed by their hashes alone.

    Args:
        title: the page's title, plain text.
        style: the content of its one ``<style>``.
        script: the content of its one ``<script>``, which the caller puts at the end of the body.
    """
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
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
            f"<style>{style}</style>",
            "</head>",
        )
    )
