"""Quotation marks of every kind: which characters of a text stand inside a quotation."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kg.model import Span

_MARK = re.compile(r"``|''|[“”„‟«»＂\"‘’‛']")
_OPENING = frozenset("“„‟«") | {"``"}
_CLOSING = frozenset("”»")
_SINGLE = frozenset("‘’‛'")
# Short forms that begin with an apostrophe: a mark before one of these opens nothing.
_ELISION = re.compile(r"(?:\d\d?s\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b|round\b|cos\b)", re.I)
# What may stand before an opening mark and after a closing one.
_BEFORE = frozenset("([{<-–—―/|=:,;") | {""}
_AFTER = frozenset('.,;:!?)]}>-–—―/|…"”') | {""}
_REOPENS = re.compile(r"\s*[‘‛'](?=\w)")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")


@dataclass(frozen=True)
class Quotation:
    """One quotation: the opening mark, the words, the closing mark (empty where it was never closed).

    ``depth`` is 1 for an outermost quotation, 2 for one inside it.
    """

    opened: Span
    closed: Span
    depth: int

    @property
    def inside(self) -> Span:
        """Give the words between the marks."""
        return self.opened[1], self.closed[0]


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    is_single: bool
    can_open: bool
    can_close: bool


def find_quotations(text: str) -> list[Quotation]:
    r"""Find the quotations of a text, in the order of their opening marks.

    A quotation ends with its paragraph at the latest, so that one unclosed mark spoils no other paragraph; within a
    paragraph a second mark that can only open closes the first one. Single marks count where they pair up, never
    where they are apostrophes.

    >>> [q.inside for q in find_quotations("He’s ‘not the boys’ friend’, she said.")]
    [(6, 26)]
    >>> [q.depth for q in find_quotations('"He said ‘no’ twice," she said.')]
    [1, 2]
    """
    found: list[Quotation] = []
    paragraphs = list(_PARAGRAPH.finditer(text))
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        reopens = following is not None and _REOPENS.match(following.group()) is not None
        found += _paragraph(text, paragraph.start(), paragraph.end(), reopens)
    return sorted(found, key=lambda quotation: quotation.opened)


def _paragraph(text: str, start: int, end: int, reopens: bool) -> Iterator[Quotation]:
    marks = list(_marks(text, start, end))
    doubles = list(_pair_doubles(text, [mark for mark in marks if not mark.is_single], end))
    singles = list(_pair_singles(text, [mark for mark in marks if mark.is_single], end if reopens else None))
    yield from _nested(doubles, singles)


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, start, end):
        mark, first, last = match.group(), match.start(), match.end()
        before = text[first - 1] if first > start else ""
        after = text[last] if last < end else ""
        is_single = mark in _SINGLE
        gap_before, gap_after = _is_gap(before), after.isspace() or after in _AFTER
        if is_single:
            # Between two letters or digits it is an apostrophe.
            if before.isalnum() and after.isalnum():
                continue
            can_open = gap_before and not (after.isspace() or after == "") and mark != "’"
            can_open = can_open and not _ELISION.match(text, last)
            can_close = bool(before) and not before.isspace() and gap_after and mark not in "‘‛"
        elif mark in _OPENING:
            can_open, can_close = True, False
        elif mark in _CLOSING:
            can_open, can_close = False, True
        else:
            can_open = not (after.isspace() or after == "")
            can_close = bool(before) and not before.isspace()
            if can_open and can_close:
                # Ambiguous by its neighbours: punctuation before it and a letter after, or the like.
                can_open, can_close = _decide(before, after)
            elif not can_open and not can_close:
                can_open = can_close = True
        if can_open or can_close:
            yield _Mark(first, last, is_single, can_open, can_close)


def _is_gap(before: str) -> bool:
    return before.isspace() or before in _BEFORE or before in _OPENING or before == '"'


def _decide(before: str, after: str) -> tuple[bool, bool]:
    """Say what a straight mark with no space on either side can be."""
    opens = before in "([{<-–—―/" and after.isalnum()
    closes = before in ".,!?…" and not after.isalnum()
    return (True, False) if opens else (False, True) if closes else (True, True)


def _pair_doubles(text: str, marks: list[_Mark], end: int) -> Iterator[Quotation]:
    opened: _Mark | None = None
    inner: _Mark | None = None
    for place, mark in enumerate(marks):
        if opened is None:
            opened = mark if mark.can_open else None
        elif _is_glued(text, mark) and not _fits(text, marks[place:]):
            # ``there."That``: a paragraph's break was lost, and the quotation of two is opened again.
            yield Quotation((opened.start, opened.end), (mark.start, mark.start), 1)
            opened, inner = mark, None
        elif inner is not None and text[mark.start] in _CLOSING:
            yield Quotation((inner.start, inner.end), (mark.start, mark.end), 2)
            inner = None
        elif mark.can_close:
            yield Quotation((opened.start, opened.end), (mark.start, mark.end), 1)
            opened = inner = None
        elif text[opened.start] == '"' and text[mark.start] in _OPENING:
            inner = mark
        else:
            # Opened again without a close: the first one ends where the second begins.
            yield Quotation((opened.start, opened.end), (mark.start, mark.start), 1)
            opened, inner = mark, None
    if opened is not None:
        yield Quotation((opened.start, opened.end), (end, end), 1)


def _is_glued(text: str, mark: _Mark) -> bool:
    """Say whether a straight mark stands between the end of a sentence and a letter, and so can open or close."""
    return mark.can_open and mark.can_close and text[mark.start - 1] in ".!?…" and text[mark.end].isalnum()


def _fits(text: str, marks: Sequence[_Mark]) -> bool:
    """Say whether glued marks that close and open in turn, the first one closing, suit the first mark behind them."""
    count = next((place for place, mark in enumerate(marks) if not _is_glued(text, mark)), len(marks))
    if count == len(marks) or marks[count].can_open == marks[count].can_close:
        return True
    return marks[count].can_open == (count % 2 == 1)


def _pair_singles(text: str, marks: list[_Mark], end: int | None) -> Iterator[Quotation]:
    """Pair single marks; an opening one without a closing one before the next opening one is dropped.

    The last of a paragraph may stay open to its ``end``, which is given where the next paragraph opens again.
    """
    index = 0
    while index < len(marks):
        if not marks[index].can_open:
            index += 1
            continue
        last = index + 1
        while last < len(marks) and not marks[last].can_open:
            last += 1
        closing = _closing(text, marks[index + 1 : last])
        opened = (marks[index].start, marks[index].end)
        if closing is not None and not (end is not None and _is_possessive(text, closing) and last == len(marks)):
            yield Quotation(opened, (closing.start, closing.end), 1)
        elif end is not None and last == len(marks):
            yield Quotation(opened, (end, end), 1)
        index = last


def _closing(text: str, candidates: list[_Mark]) -> _Mark | None:
    """Choose the mark that closes: one beside punctuation rather than a plural's apostrophe ("the boys' friend")."""
    for mark in candidates:
        if not _is_possessive(text, mark):
            return mark
    return candidates[-1] if candidates else None


def _is_possessive(text: str, mark: _Mark) -> bool:
    before, after = text[mark.start - 1], text[mark.end : mark.end + 1]
    return before in "sz" and after.isspace() and text[mark.end + 1 : mark.end + 2].islower()


def _nested(doubles: list[Quotation], singles: list[Quotation]) -> Iterator[Quotation]:
    """Give depth: singles inside a double one are second, doubles inside a single one likewise."""
    starts = [quotation.opened[0] for quotation in doubles]
    outer_singles: list[Quotation] = []
    for single in singles:
        place = bisect_right(starts, single.opened[0]) - 1
        over = doubles[place] if place >= 0 else None
        if over is None or single.opened[0] >= over.closed[0]:
            outer_singles.append(single)
            yield single
        elif single.closed[1] <= over.closed[0]:
            yield Quotation(single.opened, single.closed, 2)
    starts = [quotation.opened[0] for quotation in outer_singles]
    for double in doubles:
        place = bisect_right(starts, double.opened[0]) - 1
        is_inner = place >= 0 and double.closed[1] <= outer_singles[place].closed[0]
        yield Quotation(double.opened, double.closed, 2) if is_inner else double
