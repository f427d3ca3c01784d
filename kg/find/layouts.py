"""Statements that a layout attributes: a transcript's "NAME: words", and a quotation above "― Name"."""

import re
from collections.abc import Iterator, Sequence

from kg.find.figures import find_figures
from kg.find.manner import hedges_of
from kg.find.parts import chief_acts, parts_of
from kg.finding import Finding
from kg.model import Span

_CONFIDENCE = 0.95
# A transcript has several turns; one line of capitals and a colon is more often a label.
_LEAST_TURNS = 3
_LABELS = frozenset("UPDATE NOTE WATCH READ RELATED PHOTO PHOTOS VIDEO SOURCE CORRECTION MORE ALSO LISTEN".split())
_TURN = re.compile(
    r"^[ \t]*[\"“‘']?(?P<source>[A-Z][A-Z.'’\- ]{1,40}[A-Z])(?P<cue>:)[ \t]+(?P<content>\S[^\n]*?)[\"”’']?[ \t]*$",
    re.MULTILINE,
)
_SIGNED = re.compile(
    r"(?P<content>[“\"][^\n“”\"]{10,3000}[”\"])\s{0,3}(?P<cue>[―—–])[ \t]*"
    r"(?P<source>[A-Z][^\n,(\d]{1,60}?)(?=[ \t]*(?:[,(]|$))",
    re.MULTILINE,
)


def find_layouts(text: str) -> list[Finding]:
    """Find what a layout attributes, in the order of the text.

    >>> text = "“It rains all day.”\\n― Ann Marlow, Leith"
    >>> [(text[slice(*f.source[0])], text[slice(*f.content[0])]) for f in find_layouts(text)]
    [('Ann Marlow', '“It rains all day.”')]
    """
    turns = [match for match in _TURN.finditer(text) if match["source"].split()[0] not in _LABELS]
    if len(turns) < _LEAST_TURNS or len({match["source"] for match in turns}) < 2:
        turns = []
    found = [_finding(text, match) for match in [*turns, *_SIGNED.finditer(text)]]
    return list(_apart(sorted(found, key=lambda one: extent(one))))


def extent(finding: Finding) -> Span:
    """Return the stretch from the first to the last character of a finding."""
    spans = (*finding.source, *finding.cue, *finding.content)
    return min(start for start, _ in spans), max(end for _, end in spans)


def _finding(text: str, match: re.Match[str]) -> Finding:
    source, cue, content = (match.span(name) for name in ("source", "cue", "content"))
    parts = tuple(parts_of(text, [content], ([], []), match["source"], "direct"))
    figures = tuple(find_figures(text, content))
    hedges = hedges_of(text, [content])
    return Finding(
        (source,),
        (cue,),
        (content,),
        _CONFIDENCE,
        "direct",
        chief_acts(parts),
        hedge=hedges,
        figures=figures,
        parts=parts,
    )


def _apart(found: Sequence[Finding]) -> Iterator[Finding]:
    end = 0
    for one in found:
        start, last = extent(one)
        if start >= end:
            yield one
            end = last


def rests(text: str, found: Sequence[Finding]) -> Iterator[Span]:
    """Give the stretches between such findings, which are read without them.

    >>> list(rests("NB “It rains.” ― Ann Marlow. It rained.", [Finding(((17, 27),), ((15, 16),), ((3, 14),), 1.0)]))
    [(0, 3), (27, 39)]
    """
    start = 0
    for one in found:
        first, last = extent(one)
        if first > start:
            yield start, first
        start = max(start, last)
    if start < len(text):
        yield start, len(text)
