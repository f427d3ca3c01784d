"""Facts that documents tell of themselves, made fit for a label."""

import re
from html import unescape
from urllib.parse import SplitResult, urlsplit

from kg.plain import clip

# What the shapes of the ontology refuse in a label: controls, marks of direction, spaces without width.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def tidy(text: str, longest: int = 400) -> str:
    """Give a text on one line, without hidden characters, cut at a length.

    >>> tidy("  Ferry\\n stops\\u202e &amp; starts "), tidy("abcdef", 4)
    ('Ferry stops & starts', 'abc…')
    """
    text = _UNSAFE.sub(" ", unescape(text[: 20 * longest]))
    text = _SPACE.sub(" ", text).strip()
    return clip(text, longest)


def web_address(text: str) -> SplitResult | None:
    """Take an http or https address apart; None if it is none.

    >>> web_address("https://herald.example/a").hostname, web_address("http://["), web_address("/a")
    ('herald.example', None, None)
    """
    try:
        parts = urlsplit(text.strip())
        return parts if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
