"""Headlines, standfirsts and captions that say again what the text says: marked, so that nothing counts twice."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.find.stems import stem
from kg.finding import Finding
from kg.model import REPEATING_ROLES, Document, Span

_ENDS = tuple(".!?…”\"’'")
# A headline says again what at least this share of its words says; the rest is the headline's own brevity.
_SHARE = 0.5
_LONGEST_HEADLINE = 200
_SMALL = frozenset(
    "a an the of to in on for and or that he she it they his her their is was be are were has have had with by at as"
    " from not will would".split()
)


def mark_repeats(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """Name, for each finding in a headline or caption, the finding of the article that it repeats."""
    repeating = _repeating_spans(document)
    inside = [any(start <= f.content[0][0] < end for start, end in repeating) for f in findings]
    bodies = [f for f, is_inside in zip(findings, inside, strict=True) if not is_inside]
    stems = {f.id: _stems(document.text, f) for f in bodies}
    marked: list[Finding] = []
    for finding, is_inside in zip(findings, inside, strict=True):
        best = _best(_stems(document.text, finding), bodies, stems) if is_inside else None
        marked.append(replace(finding, repeats=(best,)) if best else finding)
    return marked


def _repeating_spans(document: Document) -> list[Span]:
    """List what repeats: parts so marked, or else a first line that is no sentence."""
    if document.parts:
        return [part.span for part in document.parts if part.role in REPEATING_ROLES]
    first = re.match(r"\s*([^\n]+)(?=\n|$)", document.text)
    if first is None or len(first[1]) > _LONGEST_HEADLINE or first[1].rstrip().endswith(_ENDS):
        return []
    return [first.span(1)] if first.end() < len(document.text) else []


def _stems(text: str, finding: Finding) -> frozenset[str]:
    words = (word for start, end in finding.content for word in re.findall(r"\w+", text[start:end].lower()))
    return frozenset(stem(word) for word in words if word not in _SMALL)


def _best(own: frozenset[str], bodies: Sequence[Finding], stems: dict[str, frozenset[str]]) -> str | None:
    scored = [(len(own & stems[body.id]) / len(own), -body.content[0][0], body.id) for body in bodies] if own else []
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= _SHARE else None
