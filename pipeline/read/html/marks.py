"""What tags, attributes and names say of an HTML element: unseen, a block, part of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


HEADINGS = words("h1 h2 h3 h4 h5 h6")
_NEVER_SHOWN = words(
    "head script style noscript template iframe object embed applet svg canvas audio video map"
    " input select textarea button datalist progress meter rt rp annotation annotation-xml nav"
    " noframes"
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_PRE_STYLE = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_SITE_ROLES = words(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar"
    " toolbar tablist alert"
)

# Whole words of a class or an id. A word that content may bear too has no place here: "bar",
# "author", "comment" (a researcher's), "contact", "meta", "widget".
_WORDS = (
    "navi?|navigation|nav-?bar|(?:g|l|global|local|site|sub|main|side|page|foot(?:er)?|"
    "head(?:er)?|sp|pc|mobile)-?(?:navi?|navigation|menu)|menu|drawer|hamburger|mega-?menu|"
    "dropdown|bread-?crumbs?|topics?-?path|pankuzu|side|side-?(?:bar|area|column|contents)|"
    "widget-?area|foot|(?:site|global|page|g)-?footer|footer|copyright|"
    "share|sharing|sharedaddy|share-?this|sns|social|social-?(?:media|links?|share|icons?)|tweet|"
    "add-?this|add-?to-?any|a2a|bookmarks?|cookies?|consent|gdpr|onetrust|optanon|cc-window|"
    "related|related-?(?:posts?|articles?|news|stories|content|links?|topics|journal|list)|"
    "kanren|recommend(?:ed|ations?|s)?|read-?more|more-?(?:news|stories)|also-?read|"
    "trending|popular|most-?(?:read|popular|viewed)|ranking|latest-?(?:news|posts)|"
    "new-?arrivals?|recent-?(?:posts|news)|pager|pagination|paging|page-?nav|post-?navigation|"
    "nav-?links|prev-?next|next-?prev|comments|comment-?(?:list|respond|form)|respond|disqus|"
    "newsletter|mail-?magazine|subscribe|sign-?up|ads?|advert\\w*|ads-?by-?google|sponsored|"
    "promo|banners?|bnr|page-?top|to-?top|go-?top|back-?to-?top|scroll-?top|skip|"
    "skip-?(?:link|nav|to-?content)s?|screen-?reader-?text|sr-only|visually-?hidden|hidden(?=\\s|$)|"
    "search|search-?(?:form|box)|login|tool-?(?:bar|box)|font-?size|text-?size|"
    "lang(?:uage)?-?(?:switch(?:er)?|select(?:or)?|menu)|modal|popup|overlay|tag-?list|"
    "post-?tags|cat-?links|tags-?links|print-?(?:button|btn|link)|btn|buttons?"
)
_SITE_NAME = re.compile(rf"(?<![^\s_-])(?:{_WORDS})(?![^\s_-])", re.IGNORECASE)
_HUMP = re.compile("(?<=[a-z])(?=[A-Z])")
# The whole page stands in these: their names tell of the page's layout.
_FRAMES = frozenset(("html", "body"))
_NOTES = re.compile(r"note|gloss|yougo|term", re.IGNORECASE)


def drops(element: _Element) -> bool:
    """Whether a browser shows nothing of it as text, or it is the site's navigation."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _NEVER_SHOWN:
        return tag != "button" or not _in_heading(element)
    attributes = element.attrib
    if not attributes or tag in _FRAMES:
        return False
    get = attributes.get
    style = get("style")
    return (
        "hidden" in attributes
        or get("aria-hidden") == "true"
        or get("role") == "navigation"
        or (style is not None and _UNSEEN_STYLE.search(style[:1000]) is not None)
    )


def _in_heading(element: _Element) -> bool:
    """Whether it lies in a heading, which then opens and shuts what follows."""
    above = element.getparent()
    return above is not None and above.tag in HEADINGS


def looks_like_block(element: _Element) -> bool:
    """Whether its own style makes a block of an element of the line."""
    style = element.get("style")
    return style is not None and _BLOCK_STYLE.search(style[:1000]) is not None


def keeps_lines(element: _Element) -> bool:
    """Whether line ends and blanks in its text are shown as they are."""
    if element.tag == "pre":
        return True
    style = element.get("style")
    return style is not None and _PRE_STYLE.search(style[:1000]) is not None


def looks_like_site_part(element: _Element) -> bool:
    """Whether tag, role or name say that it belongs to the site, not to what the page tells."""
    tag = element.tag
    if tag in _FRAMES or tag == "main":
        return False
    attributes = element.attrib
    if not attributes:
        return tag in ("aside", "form")
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:1000]
    if tag == "aside":
        return _NOTES.search(names) is None
    if tag == "form" or attributes.get("role") in _SITE_ROLES:
        return True
    return not names.isspace() and _SITE_NAME.search(_HUMP.sub("-", names)) is not None
