"""What the record claims of the texts: these words, or characters with this digest, stand there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.iri import local_id
from kg.model import Span, read_span
from kg.verify.texts import SourceRecord

if TYPE_CHECKING:
    from kg.query.records import Neighbourhood


@dataclass(frozen=True)
class Claim:
    """One thing to be proved.

    ``part`` is quotation, passage, source, cue or figure. ``words`` stand verbatim inside one of ``spans`` (at its very
    place if ``is_whole``); without words, the characters of the one span have the digest ``sha256`` and begin with
    ``opening``. ``source`` and the ids are local; ``problem`` says why there is nothing to look for, or is empty.
    """

    report: str
    statement: str
    speaker: str
    source: str
    part: str
    spans: tuple[Span, ...]
    words: str | None = None
    is_whole: bool = False
    sha256: str = ""
    opening: str = ""
    problem: str = ""


@dataclass(frozen=True)
class _Passage:
    iri: str
    span: Span
    exact: str | None
    sha256: str
    opening: str


def load_source_records(graph: "Neighbourhood") -> list[SourceRecord]:
    """Read what the record says of each source's text."""
    found = graph.load_instances("kg:Source")
    return [
        SourceRecord(
            local_id(iri),
            graph.label(iri),
            graph.one(iri, "kg:fileName") or "",
            (graph.one(iri, "kg:sha256") or "").lower(),
            _number(graph.one(iri, "kg:length")),
            (graph.one(iri, "kg:textSha256") or "").lower(),
        )
        for iri in found
    ]


def load_claims(graph: "Neighbourhood", *, spans: bool = False) -> list[Claim]:
    """Read all that reports claim of the texts: quotations and passages.

    Args:
        graph: the nodes of the record.
        spans: also the words that name the speaker, the cues, and the figures as printed.

    Returns:
        At least one claim for each report, in the order of the texts.
    """
    reports = graph.load_instances("kg:Report")
    graph.load(graph.objects(reports))
    graph.load(graph.objects(iri for report in reports for iri in graph.all(report, "kg:reports")))
    claims = [claim for report in reports for claim in _claims_of(graph, report, spans)]
    if spans:
        claims += [claim for figure in graph.load_instances("kg:Figure") for claim in _figure_claims(graph, figure)]
    return sorted(claims, key=lambda claim: (claim.source, claim.spans, claim.report, claim.part, claim.words or ""))


def _claims_of(graph: "Neighbourhood", report: str, spans: bool) -> Iterator[Claim]:
    statement = graph.one(report, "kg:reports") or ""
    speaker = graph.one(statement, "kg:speaker") or ""
    source = local_id(graph.one(report, "kg:source") or "")
    who = (local_id(report), local_id(statement), graph.label(speaker) if speaker else "", source)
    passages = [_passage(graph, iri) for iri in graph.all(report, "kg:selector")]
    for passage in passages:
        other = graph.one(passage.iri, "kg:source")
        if other is not None and local_id(other) != source:
            yield Claim(
                *who, "passage", (passage.span,), problem=f"its passage lies in another source, {local_id(other)}"
            )
    passages.sort(key=lambda passage: passage.span)
    everywhere = tuple(passage.span for passage in passages)
    if not passages:
        yield Claim(*who, "passage", (), problem="the report names no passage")
    quotations = graph.all(report, "kg:quotation")
    for words in quotations:
        own = tuple(passage.span for passage in passages if passage.exact == words)
        if own:
            yield from (Claim(*who, "quotation", (span,), words, is_whole=True) for span in own)
        elif passages:
            yield Claim(*who, "quotation", everywhere, words)
    for passage in passages:
        if passage.exact is None:
            digest = passage.sha256
            problem = "" if digest else "the passage has neither words nor a digest"
            yield Claim(*who, "passage", (passage.span,), None, True, digest, passage.opening, problem)
        elif passage.exact not in quotations:
            yield Claim(*who, "passage", (passage.span,), passage.exact, is_whole=True)
    if spans:
        yield from _named(graph, report, who)
        yield from _cues(graph, report, who)


def _named(graph: "Neighbourhood", report: str, who: tuple[str, str, str, str]) -> Iterator[Claim]:
    words, spans = graph.one(report, "kg:attributedAs"), _spans(graph, report, "kg:sourceSpan")
    if words:
        # A span may take in more than the name as printed, such as the office before or after it.
        yield Claim(*who, "source", spans, words, problem="" if spans else "its place is not on record")


def _cues(graph: "Neighbourhood", report: str, who: tuple[str, str, str, str]) -> Iterator[Claim]:
    words, spans = graph.one(report, "kg:cue"), _spans(graph, report, "kg:cueSpan")
    if not words:
        return
    # A cue that stands in pieces is recorded joined by " ... ", in the order of the text.
    pieces = words.split(" ... ") if len(spans) > 1 else [words]
    if len(pieces) != len(spans):
        yield Claim(*who, "cue", spans, words, problem=f"{len(pieces)} pieces of a cue on {len(spans)} spans")
        return
    for piece, span in zip(pieces, spans, strict=True):
        yield Claim(*who, "cue", (span,), piece, is_whole=True)


def _figure_claims(graph: "Neighbourhood", figure: str) -> Iterator[Claim]:
    words, spans = graph.one(figure, "kg:asPrinted"), _spans(graph, figure, "kg:span")
    source = local_id(graph.one(figure, "kg:source") or "")
    if words:
        # The same number may stand in digits in one place and in letters in another: one of them is as printed.
        problem = "" if spans else "its place is not on record"
        yield Claim(local_id(figure), "", "", source, "figure", spans, words, problem=problem)


def _spans(graph: "Neighbourhood", node: str, name: str) -> tuple[Span, ...]:
    return tuple(sorted(read_span(text) or (-1, -1) for text in graph.all(node, name)))


def _passage(graph: "Neighbourhood", iri: str) -> _Passage:
    start, end = _number(graph.one(iri, "oa:start")), _number(graph.one(iri, "oa:end"))
    span = (-1 if start is None else start, -1 if end is None else end)
    digest = (graph.one(iri, "kg:sha256") or "").lower()
    return _Passage(iri, span, graph.one(iri, "oa:exact"), digest, graph.one(iri, "kg:opening") or "")


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\+?[0-9]{1,12}", text) else None
