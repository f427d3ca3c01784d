"""Plain text: its lines and paragraphs, whatever broke them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Part, Span
from kg.read.marking import Unit, mark
from kg.read.roles import is_sentence

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_NARROWEST, _WIDEST = 40, 130
# Paragraphs run together without a space: "... of the public.The failures". A lower-case letter or figure before the
# stop keeps initials and abbreviations ("U.S.A", "p.m.") whole.
_SEAM = re.compile(
    r"(?<=[a-z0-9)%][.!?])(?=[“‘\"]?[A-Z][a-z’' ])|(?<=[.!?,][”’\"])(?=[“‘]?[A-Z])|(?<=[”’\"][.!?])(?=[“‘\"]?[A-Z])"
)
_SEAMLESS = 400


def mark_text(text: str, title: str | None = None) -> tuple[Part, ...]:
    """Tell the parts of a plain text.

    Args:
        text: as received; nothing in it is changed.
        title: its headline, where that is known from elsewhere.

    Returns:
        The parts, in order; the characters between them are space.

    >>> text = "Ferry stops\\n\\nIt will not sail. He said so.\\n\\nShare this page"
    >>> [(text[slice(*part.span)], part.role) for part in mark_text(text)]
    [('Ferry stops', 'title'), ('It will not sail. He said so.', 'paragraph'), ('Share this page', 'share')]
    """
    return mark(list(units_of(text)), title)


def units_of(text: str, *, is_wrapped: bool | None = None) -> Iterator[Unit]:
    """Yield the paragraphs of a text: its lines, joined where they were broken for width, parted where run together.

    Args:
        text: the text.
        is_wrapped: whether its lines were broken for width; None leaves it to the look of them.
    """
    lines = list(_lines(text))
    if lines and (_is_wrapped(lines, text) if is_wrapped is None else is_wrapped):
        lines = list(_joined(lines, text))
    for span, gap in lines:
        for place, piece in enumerate(_parted(text, span)):
            yield Unit(piece, text[piece[0] : piece[1]], gap=gap or place > 0)


def _lines(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield the lines that are not blank, and whether a blank one stands before."""
    before = 0
    for found in _LINE.finditer(text):
        stripped = found[0].strip(" \t\xa0\u200b\ufeff")
        if not stripped:
            continue
        start = found.start() + found[0].index(stripped)
        between = text[before:start]
        newlines = between.count("\n") or between.count("\r") + between.count("\u2029") * 2 + between.count("\u2028")
        yield (start, start + len(stripped)), before == 0 or newlines > 1
        before = start + len(stripped)


def _is_wrapped(lines: list[tuple[Span, bool]], text: str) -> bool:
    """Say whether lines were broken at a fixed width, as old e-mail and reports are."""
    inner = [line for line, (_, gap) in pairwise(lines) if not gap]
    if len(inner) < 4:
        return False
    sizes = sorted(end - start for (start, end), _ in inner)
    if not (_NARROWEST <= sizes[len(sizes) // 2] <= _WIDEST and sizes[int(len(sizes) * 0.98)] <= _WIDEST):
        return False
    ended = sum(is_sentence(text[max(start, end - 12) : end]) for (start, end), _ in inner)
    return ended < 0.5 * len(inner)


def _joined(lines: list[tuple[Span, bool]], text: str) -> Iterator[tuple[Span, bool]]:
    sizes = sorted(end - start for (start, end), _ in lines)
    width = sizes[int(len(sizes) * 0.9)]
    start, end, first_gap = lines[0][0][0], lines[0][0][1], lines[0][1]
    last_size = end - start
    for span, gap in lines[1:]:
        # Where no blank lines part the paragraphs, a short line that ends a sentence does, and one so short that the
        # next word would have had room.
        is_ended = last_size < 0.75 * width and is_sentence(text[max(start, end - 12) : end])
        is_over = gap or is_ended or (last_size < 0.6 * width and not text[span[0]].islower())
        if is_over:
            yield (start, end), first_gap
            start, first_gap = span[0], True
        end, last_size = span[1], span[1] - span[0]
    yield (start, end), first_gap


def _parted(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    if end - start < _SEAMLESS:
        yield span
        return
    for found in _SEAM.finditer(text, start, end):
        place = found.start() + (text[found.start()] == '"' and _closes(text, found.start(), end))
        if place - start >= 2 and place < end:
            yield start, place
            start = place
    yield start, end


def _closes(text: str, place: int, end: int) -> bool:
    """Say whether a straight mark at a seam ends the words before it, or opens those after it.

    It opens them where the next mark ends them: within a line, or at the very next seam.
    """
    following = text.find('"', place + 1, end)
    if following < 0 or text[following - 1].isspace():
        return True
    if not _SEAM.match(text, following):
        return False
    between = _SEAM.search(text, place + 2, following)
    return between is not None
