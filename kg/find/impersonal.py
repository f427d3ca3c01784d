"""Cues of which the subject does not speak: "it was revealed", "and demands for", "pressed by X to explain"."""

import re
from collections.abc import Sequence

from kg.find.decode import ScoredSpan
from kg.find.words import Words

# What is told of an "it" that stands for nobody; "it was concerned" is somebody's.
_TOLD = frozenset(
    "revealed reported said claimed announced alleged understood believed thought feared disclosed confirmed suggested"
    " rumoured rumored known found discovered argued hoped estimated noted stated acknowledged admitted established"
    " agreed shown stressed speculated expected assumed".split()
)
_EMERGED = frozenset("emerged emerges transpired transpires".split())
_BE = frozenset("is was has had been be being also later then since now first widely only already".split())
_DEMANDS = frozenset(("demand", "demands"))
_ASKED = frozenset("asked pressed questioned challenged quizzed grilled pushed urged invited".split())
_LONGEST_NAME = 8
_LONGEST_CUE = 6


def is_impersonal(words: Words, cue: ScoredSpan, source: ScoredSpan) -> bool:
    """Say whether a cue's grammatical subject says nothing: "it was revealed", "despite an outcry and demands for".

    Args:
        words: of the text.
        cue: the words of the cue.
        source: the words that were taken for its source.

    >>> from kg.find.labels import CUE, SOURCE
    >>> from kg.find.words import read_words
    >>> texts = "It was revealed that he left.", "It was concerned that he left."
    >>> spans = ScoredSpan(CUE, 1, 3, 0, 0), ScoredSpan(SOURCE, 0, 1, 0, 0)
    >>> [is_impersonal(read_words(text), *spans) for text in texts]
    [True, False]
    """
    forms = [words.forms[index].lower() for index in range(*cue.words)]
    if words.forms[source.start : source.end] in (["it"], ["It"]) and source.end == cue.start:
        return forms[-1] in _EMERGED or (
            len(forms) > 1 and forms[-1] in _TOLD and all(form in _BE for form in forms[:-1])
        )
    return _is_noun(words, list(range(*cue.words)), forms, source.words)


def _is_noun(words: Words, cue: Sequence[int], forms: Sequence[str], source: tuple[int, int]) -> bool:
    """Say whether a cue is the noun of "demands for it" and the source neither its owner nor named behind "by"."""
    following = words.forms[cue[-1] + 1].lower() if cue[-1] + 1 < len(words) else ""
    bare = forms[:-1] if forms[-1] == "for" else forms
    if not bare or bare[-1] not in _DEMANDS or not (following == "for" or forms[-1] == "for"):
        return False
    if source[0] > cue[-1]:
        return False
    last = words.forms[source[1] - 1].lower()
    is_owner = last in ("s", "'", "’", "his", "her", "their", "its", "my", "our") or last.endswith(("'s", "’s"))
    return not (is_owner and cue[0] - source[1] <= 2)


def asker_of(words: Words, cue: Sequence[int]) -> tuple[int, int] | None:
    """Return the words of whoever asks, of "pressed **by the board** to explain"; None where nobody does.

    >>> from kg.find.words import read_words
    >>> asker_of(read_words("Pressed by the board to explain why, she left."), [4, 5])
    (2, 4)
    """
    if words.forms[cue[0]].lower() != "to" or len(cue) > _LONGEST_CUE:
        return None
    for index in range(cue[0] - 1, max(cue[0] - _LONGEST_NAME, 0), -1):
        form = words.forms[index].lower()
        if form == "by":
            is_asked = words.forms[index - 1].lower() in _ASKED and index + 1 < cue[0]
            return (index + 1, cue[0]) if is_asked else None
        if not re.match(r"[\w'’.&-]", form) or words.breaks[index] >= 2:
            return None
    return None
