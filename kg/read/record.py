"""The record of a source: what stands of it in the graph, as Turtle."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import pyoxigraph as ox

from kg.iri import slug, source_key
from kg.model import Document
from kg.namespaces import expand
from kg.read.language import UNKNOWN
from kg.read.settle import COPY, VERSION, Decision, is_earlier
from kg.read.tidy import tidy, web_address
from kg.turtle import format_turtle

_LONGEST_ID = 48
# These give a day that the document does not state; the reason is recorded with it.
_INFERRED = {
    "URL": "The day stands in the address of the page.",
    "file name": "The day stands in the name of the file.",
    "PDF creation date": "The day is the one on which the PDF was made; it may have been published later.",
    "given": "The day was given when the document was added.",
}
_PUBLIC = (".gov.uk", ".police.uk", ".nhs.uk", ".parliament.uk", ".gov.wales", ".gov.scot", ".judiciary.uk")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Property, value, and its datatype or "@" and its language; neither for an IRI or a plain string.
_Value = str | int | ox.NamedNode
_Fact = tuple[str, _Value, str]
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]{3,1500}")


@dataclass(frozen=True)
class Outlet:
    """An outlet as a source names it.

    ``id`` is local; ``is_new`` says that no file defines it yet; ``host`` is that of the source's address, or empty.
    """

    id: str
    name: str
    is_new: bool
    host: str = ""


@dataclass(frozen=True)
class Entry:
    """All that is recorded of a source; ``fetched_at`` is a time in ISO form, None for files."""

    id: str
    document: Document
    outlet: Outlet | None
    decision: Decision
    fetched_at: str | None = None


def mint_id(document: Document, digits: int = 8) -> str:
    """Mint the identifier of a source from its name and its bytes, which no better reading will change.

    >>> mint_id(Document("Ferry stops.html", "", "927c93b801571752"))
    'ferry-stops-927c93b8'
    """
    url = document.details["url"].value if document.detail("url") and "." not in document.name else ""
    address = web_address(url)
    host = (address.hostname or "").removeprefix("www.") if address else ""
    name = f"{host} {PurePath(document.name).stem}" if host else PurePath(document.name).stem
    try:
        stem = slug(name)[:_LONGEST_ID].strip("-")
    except ValueError:
        stem = "source"
    return f"{stem}-{document.digest[:digits]}" if digits != 8 else f"{stem}-{source_key(document.digest)}"


def mint_outlet(name: str) -> str:
    """Mint the identifier of an outlet.

    >>> mint_outlet("The Merrow Herald")
    'the-merrow-herald'
    """
    try:
        return slug(name)[:_LONGEST_ID].strip("-")
    except ValueError:
        return f"outlet-{sum(map(ord, name))}"


def turtle_of(entry: Entry, base: str) -> str:
    """Write the record of a source."""
    return format_turtle(list(_triples(entry, base)), name=entry.id)


def label_of(document: Document, outlet: str | None) -> str:
    """Say in one line what a source is.

    >>> label_of(Document("a.txt", "", ""), None)
    'a.txt, undated'
    """
    issued = document.detail("published")
    day = date.fromisoformat(issued) if issued else None
    shown = f"{day.day} {day:%B} {day.year}" if day else "undated"
    title = document.detail("title")
    return tidy(f"{outlet or document.name}, {shown}{f': {title}' if title else ''}", 200)


def _triples(entry: Entry, base: str) -> Iterator[ox.Triple]:
    source = ox.NamedNode(base + entry.id)
    for name, value, kind in (*_text_facts(entry), *_told_facts(entry.document), *_reading_facts(entry)):
        yield ox.Triple(source, ox.NamedNode(expand(name)), _term(value, kind))
    if entry.outlet:
        publisher = ox.NamedNode(base + entry.outlet.id)
        yield ox.Triple(source, ox.NamedNode(expand("dcterms:publisher")), publisher)
        if entry.outlet.is_new:
            yield from _outlet_triples(entry.outlet, source, base)
    yield from _links(entry, source, base)


def _term(value: _Value, kind: str) -> ox.NamedNode | ox.Literal:
    if isinstance(value, ox.NamedNode):
        return value
    if kind.startswith("@"):
        return ox.Literal(str(value), language=kind[1:])
    return ox.Literal(str(value), datatype=ox.NamedNode(expand(kind or "xsd:string")))


def _language(document: Document) -> str:
    language = document.detail("language") or UNKNOWN
    return language if _TAG.fullmatch(language) else UNKNOWN


def _text_facts(entry: Entry) -> Iterator[_Fact]:
    """Yield what a source is and what proves its text."""
    document = entry.document
    yield "rdf:type", ox.NamedNode(expand("kg:Source")), ""
    yield "rdfs:label", label_of(document, entry.outlet.name if entry.outlet else None), "@en"
    yield "dcterms:language", _language(document), ""
    yield "kg:fileName", _file_name(document.name), ""
    yield "kg:sha256", document.digest, ""
    yield "kg:textSha256", document.text_digest, ""
    yield "kg:length", len(document.text), "xsd:integer"
    yield "schema:encodingFormat", document.media_type, ""


def _told_facts(document: Document) -> Iterator[_Fact]:
    """Yield what a document tells of itself."""
    detail, tag = document.detail, _language(document)
    if title := detail("title"):
        yield "dcterms:title", title, f"@{tag if tag != UNKNOWN else 'en'}"
    if byline := detail("byline"):
        yield "kg:byline", byline, ""
    if issued := detail("published"):
        reason = _INFERRED.get(document.details["published"].basis)
        yield "dcterms:issued", issued, "xsd:date"
        yield "kg:dateBasis", ox.NamedNode(expand("kg:inferred" if reason else "kg:stated")), ""
        if reason:
            yield "kg:dateReason", reason, "@en"
    if modified := detail("modified"):
        yield "dcterms:modified", modified, "xsd:date"
    if (url := detail("url")) and _ADDRESS.fullmatch(url):
        yield "schema:url", ox.NamedNode(url), ""


def _reading_facts(entry: Entry) -> Iterator[_Fact]:
    """Yield how a document was come by and read."""
    if entry.fetched_at:
        yield "kg:fetchedAt", entry.fetched_at, "xsd:dateTime"
    for name, found in sorted(entry.document.details.items()):
        yield "kg:howFound", f"{name}: {found.basis}", ""
    if entry.document.notes:
        yield "rdfs:comment", tidy("As read: " + "; ".join(entry.document.notes) + ".", 1900), "@en"


def _outlet_triples(outlet: Outlet, source: ox.NamedNode, base: str) -> Iterator[ox.Triple]:
    body = ox.NamedNode(base + outlet.id)
    kind = _kind_of(outlet)
    for name, value in (
        ("rdf:type", ox.NamedNode(expand("kg:Organisation"))),
        ("rdfs:label", ox.Literal(tidy(outlet.name, 200), language="en")),
        ("kg:organisationKind", ox.NamedNode(expand(kind))),
        ("prov:wasDerivedFrom", source),
    ):
        yield ox.Triple(body, ox.NamedNode(expand(name)), value)


def _kind_of(outlet: Outlet) -> str:
    if outlet.name.startswith(("Hansard", "Scottish Parliament", "Senedd", "Northern Ireland Assembly", "House")):
        return "orgkind:parliament"
    return "orgkind:public-body" if outlet.host.endswith(_PUBLIC) else "orgkind:news-outlet"


def _links(entry: Entry, source: ox.NamedNode, base: str) -> Iterator[ox.Triple]:
    first = entry.decision.repeats
    if first:
        yield ox.Triple(source, ox.NamedNode(expand("kg:repeatsSource")), ox.NamedNode(base + first))
    for link in entry.decision.links:
        other = ox.NamedNode(base + link.of.id)
        if link.status == COPY:
            yield ox.Triple(source, ox.NamedNode(expand("prov:alternateOf")), other)
        elif link.status == VERSION:
            later, earlier = (other, source) if is_earlier(entry.document, link.of) else (source, other)
            yield ox.Triple(later, ox.NamedNode(expand("prov:wasRevisionOf")), earlier)


def _file_name(name: str) -> str:
    """Give a file's name without what would make it a path, or unreadable."""
    plain = tidy(PurePath(name.replace("\\", "/")).name, 255)
    return plain or "unnamed"
