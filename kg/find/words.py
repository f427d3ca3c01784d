"""A text as the tagger sees it: words with offsets, and what surrounds each of them."""

import re
from dataclasses import dataclass

from kg.find.quotes import Quotation, find_quotations

_WORD = re.compile(r"``|''|[^\W_]+|[^\s]")
# Sizes of the feature tables; a change here needs new weights.
CASES, QUOTES, BREAKS = 6, 5, 5
_OUTSIDE, _INSIDE, _OPENS, _CLOSES, _INNER = range(QUOTES)


@dataclass(frozen=True)
class Words:
    """The words of a text; every list has one entry a word.

    ``forms`` are the words given to the model: marks of an outermost quotation are all written ``"``, those of a
    quotation inside it ``'``, so that British and American usage look the same.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str]
    cases: list[int]
    quotes: list[int]
    breaks: list[int]
    quotations: list[Quotation]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.starts)


def read_words(text: str) -> Words:
    r"""Split a text into words and note case, quotation state and line breaks.

    >>> words = read_words("‘No’, said Mr\nSmith")
    >>> words.forms
    ['"', 'No', '"', ',', 'said', 'Mr', 'Smith']
    >>> words.breaks
    [4, 0, 0, 0, 1, 1, 2]
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    forms = [text[start:end] for start, end in spans]
    quotations = find_quotations(text)
    quotes = _quote_states(starts, forms, quotations)
    cases = [_case(form) for form in forms]
    breaks = [_break(text[left:right], left) for left, right in zip([0, *ends], starts, strict=False)]
    if breaks:
        breaks[0] = BREAKS - 1
    return Words(text, starts, ends, forms, cases, quotes, breaks, quotations)


def _quote_states(starts: list[int], forms: list[str], quotations: list[Quotation]) -> list[int]:
    """Give each word its quotation state, and write the marks in ``forms`` in their one form."""
    states = [_OUTSIDE] * len(starts)
    places = {start: index for index, start in enumerate(starts)}
    edges: list[tuple[int, int]] = []
    for quotation in quotations:
        form = '"' if quotation.depth == 1 else "'"
        for (start, end), state in ((quotation.opened, _OPENS), (quotation.closed, _CLOSES)):
            index = places.get(start)
            if end > start and index is not None:
                forms[index] = form
                states[index] = state if quotation.depth == 1 else _INNER
        if quotation.depth == 1:
            edges.append((quotation.opened[1], quotation.closed[0]))
    place = 0
    for index, start in enumerate(starts):
        while place < len(edges) and edges[place][1] <= start:
            place += 1
        if place < len(edges) and edges[place][0] <= start and states[index] == _OUTSIDE:
            states[index] = _INSIDE
    return states


def _case(form: str) -> int:
    if not form[0].isalnum():
        return 0
    if form.isdigit():
        return 5
    if form.islower():
        return 1
    if form.istitle():
        return 2
    return 3 if form.isupper() else 4


def _break(gap: str, left: int) -> int:
    """Say what stands before a word: nothing, a space, a line end, an empty line."""
    if not gap or (left == 0 and not gap.strip(" ")):
        return 0
    lines = gap.count("\n")
    return 1 if lines == 0 else 2 if lines == 1 else 3
