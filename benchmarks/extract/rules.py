"""A baseline without learning: words of saying, quotation marks, and the nearest name."""

from collections.abc import Iterator
from typing import Any

from kg.find.acts import load_lexicon
from kg.find.words import Words, read_words

_PRONOUNS = frozenset("he she they it i we who".split())
_DETERMINERS = frozenset("the a an his her their its one some many several other".split())
_SKIPPED = frozenset("has have had also later then was were is would will be been being not n t again".split())
_REACH = 14
Range = tuple[int, int]


def find_by_rules(text: str) -> list[dict[str, Any]]:
    """Find attributions sentence by sentence; the form is that of a line's ``attributions``."""
    words = read_words(text)
    verbs = {phrase[0] for phrase in load_lexicon().phrases if len(phrase) == 1}
    found: list[dict[str, Any]] = []
    for start, end in _sentences(words):
        found += _of_sentence(words, start, end, verbs)
    return found


def _sentences(words: Words) -> Iterator[Range]:
    start = 0
    for index in range(1, len(words) + 1):
        ends = index == len(words) or words.breaks[index] >= 2
        if not ends:
            before = words.forms[index - 1]
            outside = words.quotes[index] in (0, 2)
            last = words.forms[index - 2] if before == '"' else before
            ends = outside and last in (".", "?", "!") and words.cases[index] != 1
        if ends:
            yield start, index
            start = index


def _of_sentence(words: Words, start: int, end: int, verbs: set[str]) -> Iterator[dict[str, Any]]:
    from kg.find.stems import stem

    cues = [
        index
        for index in range(start, end)
        if words.quotes[index] == 0
        and words.cases[index] in (1, 2)
        and stem(words.forms[index]) in verbs
        and words.forms[max(index - 1, 0)].lower() not in ("to", "the", "a", "of")
    ]
    if not cues:
        return
    cue = cues[0]
    source, before = _subject(words, start, cue)
    quoted = [index for index in range(start, end) if words.quotes[index]]
    last = end - 1 if words.forms[end - 1] in (".", "?", "!") else end
    if quoted and quoted[0] < cue:
        content = (quoted[0], next((i for i in range(quoted[0], end) if not words.quotes[i]), end))
        if source is None:
            source = _name(words, cue + 1, end)
    elif cue + 1 < last and before is not None:
        content = (cue + 1, last)
    else:
        content = (start, before if before is not None else cue)
    if content[0] < content[1]:
        yield {
            "source": [_span(words, source)] if source else [],
            "cue": [_span(words, (cue, cue + 1))],
            "content": [_span(words, content)],
        }


def _subject(words: Words, start: int, cue: int) -> tuple[Range | None, int | None]:
    """Return the name or pronoun left of a cue, and where it begins."""
    index = cue
    while index > start and words.forms[index - 1].lower() in _SKIPPED:
        index -= 1
    last = index
    if index > start and words.forms[index - 1].lower() in _PRONOUNS:
        return (index - 1, index), index - 1
    while index > start and last - index < _REACH and not words.quotes[index - 1]:
        form = words.forms[index - 1]
        if form in (".", ",", ";", ":") and index < last:
            break
        index -= 1
    return ((index, last), index) if index < last else (None, None)


def _name(words: Words, start: int, end: int) -> Range | None:
    index = start
    while index < end and (words.cases[index] in (2, 3, 4) or words.forms[index].lower() in _DETERMINERS | _PRONOUNS):
        index += 1
    return (start, index) if index > start else None


def _span(words: Words, pair: Range) -> list[int]:
    return [words.starts[pair[0]], words.ends[pair[1] - 1]]
