"""What a page tells of itself: title, outlet, byline, dates, address; and how each was found."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kg.model import Detail
from kg.read.blocks import Page
from kg.read.dates import date_in_path, read_date
from kg.read.outlets import outlet_in
from kg.read.tidy import tidy, web_address

_ARTICLE = re.compile(r"(?:Article|Posting|Report|WebPage|CreativeWork|Statement|Review)$")
_METAS = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline", "parsely-title"),
    "outlet": (
        "og:site_name",
        "publisher",
        "dc.publisher",
        "dcterms.publisher",
        "citation_publisher",
        "application-name",
    ),
    "byline": ("author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "article:author", "sailthru.author"),
    "published": (
        *(
            "article:published_time",
            "datepublished",
            "parsely-pub-date",
            "dcterms.issued",
            "dcterms.created",
            "dc.date",
        ),
        *(
            "dcterms.date",
            "dc.date.issued",
            "date",
            "pubdate",
            "publish-date",
            "publication_date",
            "originalpublicationdate",
        ),
        *(
            "sailthru.date",
            "citation_publication_date",
            "citation_date",
            "article:published",
            "ptime",
            "dc.date.created",
        ),
    ),
    "modified": (
        "article:modified_time",
        "datemodified",
        "og:updated_time",
        "dcterms.modified",
        "last-modified",
        "revised",
    ),
    "url": ("og:url", "twitter:url"),
}
_BY = re.compile(r"(?:written |words |posted |reported )?by:?\s+", re.I)
_PUBLISHED_AT = re.compile(r"publi|posted|created|entry-date|issued", re.I)
_MODIFIED_AT = re.compile(r"modif|updat|revis", re.I)
_PARTS = re.compile(r"\s+[|–—·»:-]\s+|\s*\|\s*")
_DEEPEST = 12
_MASTHEAD = 5
_LONGEST_JSON = 2_000_000
Candidates = Iterator[tuple[str, str]]


def page_facts(page: Page, lines: Sequence[tuple[str, str]], url: str | None, name: str) -> dict[str, Detail]:
    """Find what a page tells of itself.

    Args:
        page: its blocks, meta elements and JSON-LD.
        lines: (role, text) of the parts of the article.
        url: where it was fetched from, None if it was not.
        name: the file name, the last resort for a date.

    Returns:
        title, outlet, byline, published, modified and url, as far as they are known.
    """
    nodes = list(_nodes(page.json_ld))
    facts: dict[str, Detail] = {}
    address = url or page.canonical or _first(_meta(page, "url")) or _first(_linked(nodes, "url", "mainEntityOfPage"))
    if web_address(address):
        facts["url"] = Detail(address.strip(), "fetched" if url else "canonical address")
    _settle(facts, "outlet", _outlets(page, nodes, facts), _named)
    outlet = facts["outlet"].value if "outlet" in facts else ""
    _settle(facts, "title", _titles(page, nodes, lines, outlet), _named)
    _settle(facts, "byline", _bylines(page, nodes, lines), _author)
    _settle(facts, "published", _published(page, nodes, lines, facts, name), _day)
    _settle(facts, "modified", _modified(page, nodes, lines), _day)
    return facts


def line_facts(lines: Sequence[tuple[str, str]], name: str, url: str | None = None) -> dict[str, Detail]:
    """Find what the lines of a plain text tell of it.

    >>> line_facts([("title", "Ferry stops"), ("byline", "By Ann Archer")], "2024-03-03-ferry.txt")["published"]
    Detail(value='2024-03-03', basis='file name')
    """
    facts = page_facts(Page(), lines, url, name)
    if not url:
        facts.pop("outlet", None)
        first = next((place for place, (role, _) in enumerate(lines) if role == "paragraph"), len(lines))
        named = [(outlet_in(text), "date line") for role, text in lines if role == "date"]
        named += [(outlet_in(text), "line above the text") for role, text in lines[:first] if _is_masthead(role, text)]
        if found := next((pair for pair in named if pair[0]), None):
            facts["outlet"] = Detail(*found)
    return facts


def _is_masthead(role: str, text: str) -> bool:
    return role == "navigation" or (role == "caption" and len(text.split()) <= _MASTHEAD)


def _settle(facts: dict[str, Detail], key: str, found: Candidates, read: Callable[[str], str]) -> None:
    for value, basis in found:
        settled = read(value)
        if settled:
            facts[key] = Detail(settled, basis)
            return


def _named(value: str) -> str:
    return tidy(value)


def _author(value: str) -> str:
    value = _BY.sub("", tidy(value), count=1) if _BY.match(tidy(value)) else tidy(value)
    return "" if value.startswith(("http://", "https://", "/", "@")) else value


def _day(value: str) -> str:
    day = read_date(value)
    # Clocks of servers differ, and the sun is ahead of us in the east: a day more, and no further.
    latest = (datetime.now(tz=UTC).date() + timedelta(days=1)).isoformat()
    return day if day and date(1500, 1, 1).isoformat() <= day <= latest else ""


def _outlets(page: Page, nodes: list[dict[str, Any]], facts: dict[str, Detail]) -> Candidates:
    yield from ((name, "JSON-LD publisher") for name in _linked(nodes, "publisher", "sourceOrganization"))
    yield from _meta(page, "outlet")
    yield from (
        (name, "JSON-LD site") for node in nodes if node.get("@type") == "WebSite" for name in _texts(node, "name")
    )
    if "url" in facts:
        parts = web_address(facts["url"].value)
        yield (parts.hostname or "").removeprefix("www.") if parts else "", "URL"


def _titles(page: Page, nodes: list[dict[str, Any]], lines: Sequence[tuple[str, str]], outlet: str) -> Candidates:
    shown = next((text for role, text in lines if role == "title"), "")
    whole = [(text, "JSON-LD headline") for node in nodes for text in _texts(node, "headline")]
    whole += list(_meta(page, "title"))
    if page.title.strip():
        whole.append((page.title, "title element"))
    for value, basis in whole:
        cut = _without_outlet(tidy(value), outlet)
        # The headline as shown is the one that people quote; the others are often cut or written for search engines.
        if shown and _is_near(shown, cut):
            yield shown, "headline"
        yield cut, basis
    yield shown, "headline"


def _without_outlet(title: str, outlet: str) -> str:
    parts = _PARTS.split(title)
    while len(parts) > 1 and outlet and outlet.lower() in parts[-1].lower():
        title = title[: title.rindex(parts[-1])].rstrip(" |–—·»:-")
        parts = parts[:-1]
    return title


def _is_near(shown: str, other: str) -> bool:
    mine, theirs = set(shown.lower().split()), set(other.lower().split())
    return len(mine & theirs) * 2 > min(len(mine), len(theirs)) if mine and theirs else False


def _bylines(page: Page, nodes: list[dict[str, Any]], lines: Sequence[tuple[str, str]]) -> Candidates:
    named = list(dict.fromkeys(tidy(name, 100) for node in nodes for name in _linked([node], "author")))
    if named:
        yield ", ".join(named), "JSON-LD author"
    yield from _meta(page, "byline")
    yield from ((text, "byline") for role, text in lines if role == "byline")


def _published(
    page: Page, nodes: list[dict[str, Any]], lines: Sequence[tuple[str, str]], facts: dict[str, Detail], name: str
) -> Candidates:
    yield from ((text, "JSON-LD datePublished") for node in nodes for text in _texts(node, "datePublished"))
    yield from _meta(page, "published")
    yield from ((when, "time element") for when, names in page.times if _PUBLISHED_AT.search(names))
    own = [text for role, text in lines if role in ("date", "updated", "byline")]
    yield from ((text, "date line") for text in own if not _MODIFIED_AT.search(text))
    yield from ((when, "time element") for when, names in page.times[:1] if not _MODIFIED_AT.search(names))
    yield from ((text, "'last updated' line") for text in own)
    if "url" in facts:
        parts = web_address(facts["url"].value)
        yield date_in_path(parts.path) or "" if parts else "", "URL"
    yield date_in_path(name) or "", "file name"
    # "Interview transcript, Thursday 16 March 2023": the head of a transcript tells when it was spoken.
    yield from (
        (text, "head of the transcript") for role, text in lines if role == "title" and "transcript" in text.lower()
    )


def _modified(page: Page, nodes: list[dict[str, Any]], lines: Sequence[tuple[str, str]]) -> Candidates:
    yield from ((text, "JSON-LD dateModified") for node in nodes for text in _texts(node, "dateModified"))
    yield from _meta(page, "modified")
    yield from ((when, "time element") for when, names in page.times if _MODIFIED_AT.search(names))
    yield from (
        (text, "'last updated' line")
        for role, text in lines
        if role in ("date", "updated") and _MODIFIED_AT.search(text)
    )


def _meta(page: Page, key: str) -> Candidates:
    for name in _METAS[key]:
        yield from ((value, f"meta {name}") for found, value in page.metas if found == name and value.strip())


def _first(found: Iterator[Any]) -> str:
    value = next(found, "")
    return str(value[0]) if isinstance(value, tuple) else str(value)


def _nodes(texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the nodes of JSON-LD, articles first."""
    found: list[dict[str, Any]] = []
    for text in texts:
        try:
            _gather(json.loads(text.strip()[:_LONGEST_JSON], strict=False), found, 0)
        except (ValueError, RecursionError):
            continue
    yield from sorted(found, key=lambda node: not any(_ARTICLE.search(kind) for kind in _texts(node, "@type")))


def _gather(value: Any, found: list[dict[str, Any]], depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:1000]:
            _gather(item, found, depth + 1)
    elif isinstance(value, dict):
        found.append(value)
        _gather(value.get("@graph", []), found, depth + 1)
        _gather(value.get("mainEntity", []), found, depth + 1)


def _texts(node: dict[str, Any], key: str) -> Iterator[str]:
    value = node.get(key)
    yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str) and item)


def _linked(nodes: list[dict[str, Any]], *keys: str) -> Iterator[str]:
    """Yield names of what nodes point to, whether they name it, describe it, or list several."""
    for node in nodes:
        for key in keys:
            value = node.get(key)
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, str) and item:
                    yield item
                elif isinstance(item, dict):
                    yield from list(_texts(item, "name"))[:1] or list(_texts(item, "@id"))[:1]
