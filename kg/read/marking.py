"""Telling the article from what stands around it: a role for each line or block of a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import ARTICLE_ROLES, Part, Span
from kg.read.roles import is_sentence, role_by_words

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_BULLET = re.compile(r"\s*(?:[-*•·‣▪–]|\(?[0-9a-z]{1,2}[.)])\s+\S")
_NAMES = re.compile(
    r"(?:[A-Z][\w.’'-]*|of|the|de|van|von|and|for)(?:,? (?:[A-Z][\w.’'-]*|of|the|de|van|von|and|for)){0,7}"
)
_LONG = 25
_SHORT = 12
# A pull quote repeats words of the article; fewer than this many may do so by chance.
_FEWEST_REPEATED = 4
_MOST_REPEATED = 60
# Each line is looked for in the whole text: with more lines or text than this nobody would wait for it.
_MOST_LOOKED_FOR = 400
_LONGEST_LOOKED_IN = 2_000_000


@dataclass
class Unit:
    """A line or block.

    ``role`` is what it is known to be, empty while undecided; ``gap`` says that it is set off from what stands before.
    """

    span: Span
    text: str
    role: str = ""
    gap: bool = True

    @property
    def words(self) -> int:
        """Count the words, up to the first hundred."""
        return len(self.text[:1000].split())


def mark(units: Sequence[Unit], title: str | None = None) -> tuple[Part, ...]:
    """Decide the role of every unit that has none.

    Args:
        units: in the order of the text.
        title: the headline, where it is known from elsewhere.

    Returns:
        One part per unit.
    """
    for unit in units:
        unit.role = unit.role or role_by_words(unit.text) or ""
    _mark_doubled(units)
    _mark_sentences(units)
    _mark_lists(units)
    _mark_repeated(units)
    first = next((place for place, unit in enumerate(units) if unit.role in ARTICLE_ROLES), len(units))
    _mark_head(units[:first], title)
    last = max((place for place, unit in enumerate(units) if unit.role in ARTICLE_ROLES), default=-1)
    for place, unit in enumerate(units):
        if not unit.role:
            unit.role = _role_of_rest(units, place, last)
    return tuple(Part(unit.span, unit.role) for unit in units)


def _mark_doubled(units: Sequence[Unit]) -> None:
    """Mark a line printed twice in a row: a picture's description and its caption."""
    for unit, following in pairwise(units):
        if unit.text == following.text and unit.words >= _FEWEST_REPEATED and not (unit.role or following.role):
            unit.role = following.role = "caption"


def _mark_sentences(units: Sequence[Unit]) -> None:
    for unit in units:
        if not unit.role and (is_sentence(unit.text) or unit.words > _LONG):
            unit.role = "item" if _BULLET.match(unit.text) else "paragraph"


def _mark_repeated(units: Sequence[Unit]) -> None:
    """Mark pull quotes: words that stand in a longer paragraph, too, and here without one of their own."""
    if sum(unit.span[1] - unit.span[0] for unit in units) > _LONGEST_LOOKED_IN:
        return
    open_units = [place for place, unit in enumerate(units) if unit.role in ("", "paragraph", "block-quote")]
    asked = [place for place in open_units if _FEWEST_REPEATED <= units[place].words <= _MOST_REPEATED]
    if len(asked) > _MOST_LOOKED_FOR:
        return
    plain = {place: f" {_plain(units[place].text)} " for place in open_units}
    everything = "|".join(plain.values())
    for place in asked:
        own = plain[place]
        # What ends as a sentence outside quotation marks is more likely said twice than pulled out.
        if units[place].role and not _is_quoted(units[place].text):
            continue
        if everything.count(own) > sum(other == own for other in plain.values()):
            units[place].role = "pull-quote"
            _mark_credit(units, place + 1)


def _mark_credit(units: Sequence[Unit], place: int) -> None:
    if place < len(units) and not units[place].role and units[place].words <= 6 and not units[place].gap:
        units[place].role = "pull-quote"


def _mark_lists(units: Sequence[Unit]) -> None:
    start = 0
    first = next((place for place, unit in enumerate(units) if unit.role in ARTICLE_ROLES), len(units))
    while start < len(units):
        end = start
        while end < len(units) and _may_be_item(units[end]) and (end == start or not units[end].gap):
            end += 1
        is_bulleted = end > start and all(_BULLET.match(unit.text) for unit in units[start:end])
        if (end - start >= 3 and first < start) or is_bulleted:
            for unit in units[start:end]:
                unit.role = "item"
        start = max(end, start + 1)


def _may_be_item(unit: Unit) -> bool:
    return not unit.role and unit.words <= 2 * _SHORT


def _mark_head(units: Sequence[Unit], title: str | None) -> None:
    """Mark what stands before the first paragraph: the headline, and what is above and below it."""
    wanted = _plain(title or "")
    known = next((unit for unit in units if wanted and _plain(unit.text) == wanted and unit.role != "caption"), None)
    if known is not None:
        known.role = "title"
    # A headline is the longest line there; names of outlets and sections, and captions, are shorter.
    candidates = [unit for unit in units if not unit.role and unit.words >= 2 and unit.text[:1] not in "-–—•*|"]
    chosen = known or max(candidates, key=_headline_score, default=None)
    if chosen is None:
        return
    chosen.role = "title"
    below = False
    for unit in units:
        below = below or unit is chosen
        if not unit.role:
            unit.role = _role_in_head(unit, below)


def _headline_score(unit: Unit) -> tuple[bool, int]:
    return unit.text[:1].isupper() or not unit.text[:1].isalpha(), min(unit.words, 20)


def _role_in_head(unit: Unit, below: bool) -> str:
    if not below:
        return "navigation" if unit.words < _SHORT else "standfirst"
    if _NAMES.fullmatch(unit.text.strip()) and unit.words <= 8:
        return "caption"
    return "standfirst"


def _role_of_rest(units: Sequence[Unit], place: int, last: int) -> str:
    unit = units[place]
    following = units[place + 1] if place + 1 < len(units) else None
    is_name = bool(_NAMES.fullmatch(unit.text.strip()))
    if following is not None and following.role == "caption" and following.text.startswith(unit.text.strip()):
        return "caption"
    if last < 0:
        return "paragraph" if unit.words > _SHORT else "heading"
    if place > last:
        return "navigation" if unit.words <= _SHORT else "notice"
    if unit.words <= _SHORT:
        is_credit = is_name and place > 0 and units[place - 1].role == "pull-quote" and not unit.gap
        return "pull-quote" if is_credit else "heading"
    return "paragraph"


def _is_quoted(text: str) -> bool:
    return text.strip()[:1] in "\"“‘'«" or not is_sentence(text)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower().replace("’", "'")))
