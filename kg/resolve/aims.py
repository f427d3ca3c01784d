"""Whom an act is aimed at: the words for speakers, read as those of somebody who does not speak."""

from dataclasses import replace

from kg.model import Span
from kg.resolve.antecedents import Thing
from kg.resolve.references import Option, Reference, ranked
from kg.resolve.speakers import Speakers
from kg.resolve.words import is_a

_GENDERS = {"him": "m", "her": "f", "he": "m", "she": "f"}
_OBJECTS = frozenset(("him", "her"))
# How many sentences later "him" may still be whom the last act was aimed at.
_NEAR = 2


class Aims:
    """Reads at whom acts are aimed, in the order of a text."""

    def __init__(self, speakers: Speakers) -> None:
        """Begin at the head of a document."""
        self.speakers = speakers
        self._aimed: list[tuple[int, Thing]] = []

    def read(self, span: Span, period: tuple[str, str] | None, speaker: Thing | None, *, is_quoted: bool) -> Reference:
        """Return whom an act is aimed at.

        Args:
            span: where the words stand.
            period: as for a speaker.
            speaker: whose act it is, whom "him" cannot mean; "he" can, unless the words are his own.
            is_quoted: whether they may be.
        """
        found = self._read(span, period, speaker, is_quoted)
        if found.best:
            self._aimed.append((span[0], found.best.thing))
        return found

    def _read(self, span: Span, period: tuple[str, str] | None, speaker: Thing | None, is_quoted: bool) -> Reference:
        page = self.speakers.page
        words = page.shown([span])
        gender = _GENDERS.get(words.casefold(), "")
        if gender and (is_quoted or words.casefold() in _OBJECTS):
            options = self.speakers.antecedents.person(span[0], gender, but=speaker)
            return Reference(words, span, ranked(self._aimed_before(options, span[0])))
        found = self.speakers.read([span], period)
        forms = [page.form(place) for place in page.places(span)]
        if found.options or found.role or not forms:
            return found
        if forms[-1] == "ministers":
            found.options = self.speakers.callings.ministers(found.span, is_alone=len(forms) == 1)
        elif forms[0] == "the" and is_a(forms[-1], "office", "rank"):
            # "urged the harbour minister to go", who is named further down.
            found.options = self.speakers.antecedents.named_later(forms[1:])
        return found

    def _aimed_before(self, options: list[Option], offset: int) -> list[Option]:
        """Prefer, of several, the one at whom the act before was aimed: whoever is defended has been charged."""
        page = self.speakers.page
        here = page.sentence(offset)
        near = [thing for at, thing in self._aimed if at < offset and here - page.sentence(at) <= _NEAR]
        last = near[-1] if near else None
        if len(options) < 2 and not any(one.thing is last for one in options):
            return options
        return [
            replace(one, score=0.85, basis="whom the act before was aimed at")
            if one.thing is last
            else replace(one, score=min(one.score, 0.5))
            for one in options
        ]
