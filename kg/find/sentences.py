"""Contents taken apart into sentences and clauses, each of which may do something else."""

import re
from collections.abc import Iterator

from kg.model import Span

_STOP = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bProf)(?<!\bSir)(?<!\bRev)(?<!\bSen)(?<!\bRep)(?<!\bGov)"
    r"(?<!\b[A-Z])(?<!\bNo)[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9£$])"
)
_TURN = re.compile(r"(?:,|;| [-–—])\s+(?=(?:but|although|though|yet|however|while|whereas)\b)|;\s+", re.IGNORECASE)
# "While the ward was clean, it was understaffed": the first comma after as many words ends the leading clause.
_LEADING = re.compile(r"[\"“‘']*(?:while|although|though|whilst|despite)\b[^,]{15,160}(,)\s+(?=\w)", re.IGNORECASE)
_LEAST_WORDS = 4


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Give the sentences of a range of a text, white space between them left out.

    >>> text = "He said: “We failed. Mr. Orr will go.”"
    >>> [text[a:b] for a, b in sentences(text, (9, len(text)))]
    ['“We failed.', 'Mr. Orr will go.”']
    """
    start, end = span
    for match in _STOP.finditer(text, start, end):
        if match.end() < end:
            yield start, start + len(text[start : match.end()].rstrip())
            start = match.end()
    if start < end:
        yield start, end


def clauses(text: str, span: Span) -> list[Span]:
    """Cut a sentence where it turns: at "but" and the like, at a semicolon, after a leading "while".

    >>> text = "While it was clean and bright, it was badly run; nobody in it knew"
    >>> [text[a:b] for a, b in clauses(text, (0, len(text)))]
    ['While it was clean and bright,', 'it was badly run;', 'nobody in it knew']
    """
    start, end = span
    cuts = [match.end() for match in _TURN.finditer(text, start, end)]
    leading = _LEADING.match(text, start, end)
    if leading:
        cuts.append(leading.end())
    found: list[Span] = []
    for cut in [*sorted(set(cuts)), end]:
        if len(text[start:cut].split()) >= _LEAST_WORDS or cut == end:
            found.append((start, start + len(text[start:cut].rstrip())))
            start = cut
    # A short last clause belongs to the one before it.
    if len(found) > 1 and len(text[found[-1][0] : end].split()) < _LEAST_WORDS:
        found[-2:] = [(found[-2][0], end)]
    return found
