"""Contents kept with the cue of their own paragraph, where the one before ends in another statement."""

from collections.abc import Mapping, Sequence

from kg.find.decode import ScoredSpan
from kg.find.labels import CONTENT, CUE
from kg.find.words import Words

# The least chance of a cue in the content's own paragraph that is taken before a likelier one above it.
_LEAST = 0.02


def keep_within(
    words: Words, spans: Sequence[ScoredSpan], chances: Mapping[int, Mapping[int, float]]
) -> dict[int, Mapping[int, float]]:
    """Turn reported contents from a cue of the paragraph above to one of their own, where there is one.

    A caption that ends in "inspectors found" says nothing of the sentence below it, which ends in its own "a report
    has revealed". A cue with a colon introduces what is below, and a quotation may run on.

    Args:
        words: of the text.
        spans: of all roles, in the order of the text.
        chances: for the index of each source and content in ``spans``, {index of a cue among the cues: probability}.
    """
    cues = [span for span in spans if span.role == CUE]
    kept = dict(chances)
    for index, row in chances.items():
        span = spans[index]
        if span.role != CONTENT or len(row) < 2 or words.quotes[span.start]:
            continue
        best = max(row, key=lambda cue: row[cue])
        if not _is_above(words, cues[best], span) or words.forms[cues[best].end - 1] == ":":
            continue
        own = [cue for cue in row if row[cue] >= _LEAST and _paragraph(words, cues[cue]) == _paragraph(words, span)]
        if own:
            near = max(own, key=lambda cue: row[cue])
            kept[index] = {**row, near: row[best], best: row[near]}
    return kept


def _is_above(words: Words, cue: ScoredSpan, span: ScoredSpan) -> bool:
    return cue.end <= span.start and _paragraph(words, cue) != _paragraph(words, span)


def _paragraph(words: Words, span: ScoredSpan) -> int:
    """Return the first word of the paragraph in which a span begins."""
    index = span.start
    while index > 0 and words.breaks[index] < 2:
        index -= 1
    return index
