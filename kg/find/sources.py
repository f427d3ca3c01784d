"""Sources that the words around a cue tell better than the linker: whose "and urged", "Asked by X", "citing" it is."""

from collections.abc import Sequence
from dataclasses import replace

from kg.find.decode import ScoredSpan
from kg.find.group import Group
from kg.find.labels import SOURCE
from kg.find.manner import ASKED
from kg.find.words import Words

_ENDS = frozenset("if whether why how what when who about to on over for that in at".split())
_ENDINGS = frozenset((".", "?", "!"))
_LONGEST_NAME = 8
# As many attributions before and after are looked at as may stand in one sentence.
_BESIDE = 4


def mend_sources(words: Words, groups: Sequence[Group]) -> list[Group]:
    """Give cues the sources that the sentence tells.

    Args:
        words: of the text.
        groups: its attributions.

    Returns:
        The same attributions in the same order.
    """
    for number, one in enumerate(groups):
        if one.cue is None:
            continue
        beside = groups[max(number - _BESIDE, 0) : number + _BESIDE + 1]
        near = [other for other in beside if other is not one and other.source and _is_near(words, one.cue, other)]
        if one.source is None:
            one.source = _asker(words, one.cue) or _of_participle(words, one, near)
        elif _is_asked_before(words, one.cue, one.source):
            one.source = None
        else:
            one.source = _subject(words, one.cue, one.source, near)
    return list(groups)


def _subject(words: Words, cue: ScoredSpan, source: ScoredSpan, near: Sequence[Group]) -> ScoredSpan:
    """Take the subject of a sentence for a verb that goes on with it: "X said two men had fled and urged"."""
    before = words.forms[cue.start - 1].lower() if cue.start else ""
    for other in near:
        if other.source is None or other.cue is None or other.cue.start > cue.start:
            continue
        held = any(c.start <= source.start and source.end <= c.end <= cue.start for c in other.contents)
        if held and before in ("and", "but") and cue.start - source.end > 1:
            return other.source
        is_apposed = source.end == cue.start - 1 and words.forms[source.start - 1 : source.start] == [","]
        is_participle = words.forms[cue.start].endswith("ing") and before == ","
        if is_apposed and is_participle and other.source.end <= other.cue.start < source.start:
            # "She refused to show the deal with X, the supplier, citing": it is she who cites.
            return other.source
    return source


def _of_participle(words: Words, one: Group, near: Sequence[Group]) -> ScoredSpan | None:
    """Return who speaks of "Demanding an answer, he said": whoever does what the sentence goes on with."""
    if one.cue is None or not _begins(words, one.cue.start) or not words.forms[one.cue.start].endswith("ing"):
        return None
    behind = [other for other in near if other.source and other.source.start > one.contents[-1].end - 1]
    return behind[0].source if behind else None


def _asker(words: Words, cue: ScoredSpan) -> ScoredSpan | None:
    """Return the one behind "by" in "Asked by the Echo's Ann Lee if he would go"."""
    is_asked = _begins(words, cue.start) and words.forms[cue.start].lower() in ASKED
    if not is_asked or [form.lower() for form in words.forms[cue.end : cue.end + 1]] != ["by"]:
        return None
    start = end = cue.end + 1
    while end < len(words) and end - start < _LONGEST_NAME and words.breaks[end] < 2:
        if words.forms[end].lower() in _ENDS or words.forms[end] in _ENDINGS | {","}:
            break
        end += 1
    return replace(cue, role=SOURCE, start=start, end=end) if end > start else None


def _is_asked_before(words: Words, cue: ScoredSpan, source: ScoredSpan) -> bool:
    """Say whether the sentence before tells of the one who is asked: "X was sure. Asked why, she said"."""
    return source.end <= cue.start and _begins(words, cue.start) and words.forms[cue.start].lower() in ASKED


def _begins(words: Words, index: int) -> bool:
    return index == 0 or words.breaks[index] >= 2 or words.forms[index - 1] in _ENDINGS


def _is_near(words: Words, cue: ScoredSpan, other: Group) -> bool:
    """Say whether the cue of another attribution stands in the same sentence."""
    if other.cue is None:
        return False
    start, end = sorted((cue.start, other.cue.start))
    return not any(words.forms[i] in _ENDINGS or words.breaks[i] >= 2 for i in range(start + 1, end))
