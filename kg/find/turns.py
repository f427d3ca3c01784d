"""Turns of a transcript: each is what its speaker says, with no cue and nothing to guess."""

from collections.abc import Iterator

from kg.find.figures import find_figures
from kg.find.manner import hedges_of
from kg.find.parts import chief_acts, parts_of
from kg.finding import Finding
from kg.model import Document, Span, Turn

# The transcript itself says who speaks; what is left is that it may have been taken apart wrongly.
_CONFIDENCE = 0.99
_SPOKEN = frozenset(("speech", "question", "answer"))


def find_turns(document: Document) -> Iterator[Finding]:
    """Give each turn in which somebody speaks as a finding, its speaker's printed name as the source.

    >>> turn = Turn((5, 12), "Ann", (0, 3))
    >>> [(f.source, f.content) for f in find_turns(Document("d", "Ann: We go.", "", turns=(turn,)))]
    [(((0, 3),), ((5, 12),))]
    """
    for turn in document.turns:
        if turn.speaker and turn.kind in _SPOKEN and turn.span[0] < turn.span[1]:
            yield _of(document.text, turn)


def _of(text: str, turn: Turn) -> Finding:
    parts = tuple(parts_of(text, [turn.span], ([], []), turn.speaker, "direct"))
    acts = chief_acts(parts)
    # A question of the order paper asks, whatever else its sentences do.
    if turn.kind == "question":
        acts = ("asks", *(act for act in acts if act not in ("asks", "states")))
    return Finding(
        (turn.head,) if turn.head else (),
        (),
        (turn.span,),
        _CONFIDENCE,
        "direct",
        acts,
        hedge=hedges_of(text, [turn.span]),
        figures=tuple(find_figures(text, turn.span)),
        parts=parts,
    )


def outside_turns(document: Document) -> Iterator[Span]:
    """Give the stretches of a text that no turn with its speaker's name takes."""
    start = 0
    for turn in document.turns:
        first = min(turn.span[0], turn.head[0]) if turn.head else turn.span[0]
        if turn.speaker and turn.kind in _SPOKEN:
            if first > start:
                yield start, first
            start = max(start, turn.span[1])
    if start < len(document.text):
        yield start, len(document.text)
