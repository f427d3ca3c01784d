"""Reports, letters and emails that speak: what they say is said by whoever wrote them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from kg.resolve.antecedents import Antecedents
from kg.resolve.bodies import Bodies, Body
from kg.resolve.callings import Callings
from kg.resolve.offices import read_post
from kg.resolve.page import Page
from kg.resolve.people import People
from kg.resolve.references import CHOSEN, Option, ranked
from kg.resolve.words import body_nouns, is_a

_BY = frozenset(("by", "from"))
_WRITTEN = frozenset("sent written signed drafted drawn compiled produced prepared penned".split())
# So many words may lie between "by" and the end of the author's name, and between an owner and what is owned.
_LONGEST, _OWNED = 12, 4
# Of these a text may tell of several without saying so.
_MANY = frozenset("study survey audit statement statements surveys".split())
# The subject of a sentence is among its first words.
_SUBJECT = 4
# How many sentences before "it" a report may be the subject.
_BACK = 2
_RECENT, _MOST, _FURTHEST, _NAME, _LEADING = 60, 20, 40, 80, 2


class Papers:
    """Reads who wrote what speaks."""

    def __init__(self, page: Page, people: People, bodies: Bodies, antecedents: Antecedents) -> None:
        """Take what the document names."""
        self.page, self.people, self.bodies, self.antecedents = page, people, bodies, antecedents
        self.callings = Callings(page, people, bodies)

    def read(self, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        """Return who wrote what some words name; None if they name no report, or one of which nothing is told."""
        noun = next((place for place in places if is_a(self.page.form(place), "paper")), None)
        if noun is None or any(self.page.form(place) in _BY for place in range(places.start, noun)):
            return None
        found = self._author(noun, period) or self._owner(places.start, noun)
        if not found and noun == places.stop - 1 and noun - places.start < _OWNED:
            found = self._only(noun, period)
        return _no_surer(found) or None

    def meant(self, offset: int, period: tuple[str, str] | None) -> list[Option]:
        """Return who wrote the report that "it" means: the subject of a sentence right before."""
        begin = self.antecedents.said_from(offset)
        here, paragraph = self.page.sentence(begin), self.page.paragraph(offset)
        for number in range(here, max(here - _BACK, 0) - 1, -1):
            start = self.page.sentence_start(number)
            noun = self._subject(start, begin)
            if noun is not None and paragraph - self.page.paragraph(start) <= 1:
                heard = [one for one in self.antecedents.heard[-_RECENT:] if start < one.span[0] < begin]
                if any(isinstance(one.thing, Body) for one in heard):
                    return []
                if self.page.form(self.page.places((start, begin)).start) == "in":
                    # "In a letter to the board, Mr X said so. It warned": he wrote it.
                    return _no_surer([Option(one.thing, 0.85, "wrote it") for one in heard[:1] if one.thing])
                return _no_surer(self._author(noun, period) or self._written(noun, period))
        return []

    def _subject(self, start: int, end: int) -> int | None:
        """Return the noun of a report that begins a sentence, before the end."""
        for place in self.page.places((start, end))[:_SUBJECT]:
            if is_a(self.page.form(place), "paper"):
                return place
            if self.page.form(place) in _BY or is_a(self.page.form(place), "office"):
                return None
        return None

    def _author(self, noun: int, period: tuple[str, str] | None) -> list[Option]:
        """Read "a report by X", "the report, by X", "the letter from X"."""
        page = self.page
        start = noun + 1
        if page.gap(start) not in (" ", ", ") or page.form(start) not in _BY:
            return []
        return self._named(start + 1, period)

    def _written(self, noun: int, period: tuple[str, str] | None) -> list[Option]:
        """Read "the letter was sent to headquarters by X"."""
        page = self.page
        for place in page.places((page.words[noun].end, page.sentence_span(page.words[noun].start)[1]))[:_FURTHEST]:
            told = [page.form(p) for p in range(max(noun, place - _LONGEST), place)]
            if page.form(place) == "by" and not _WRITTEN.isdisjoint(told):
                return self._named(place + 1, period)
        return []

    def _named(self, start: int, period: tuple[str, str] | None) -> list[Option]:
        page, stop = self.page, start + 1
        while stop < min(start + _LONGEST, len(page.words)) and page.gap(stop) in (" ", "-", "\xa0", ". "):
            stop += 1
        span = page.span(start, min(stop, len(page.words)))
        near = range(start, min(stop, len(page.words)))
        if calls := [call for call in self.people.within(span) if not call.owns]:
            return self.antecedents.called(calls[0])
        has_office = any(is_a(page.form(place), "office", "rank") for place in near)
        behind = self.people.within(page.span(stop, stop + 1)) if stop < len(page.words) else []
        if has_office and behind and behind[0].is_full and page.gap(stop) == ", ":
            return self.antecedents.called(behind[0])
        bodies = self.bodies.within(span)
        first = page.places(bodies[0][0]) if bodies else range(0)
        is_own = not any(is_a(page.form(p), "office") for p in range(start, first.start))
        if bodies and is_own and _is_next(near, first):
            return [Option(bodies[0][1], 0.85, f"wrote it: {page.shown([bodies[0][0]])}")]
        return read_post(page, self.people, near, period) or []

    def _owner(self, start: int, noun: int) -> list[Option]:
        """Read "the trust's own review", "her 64-page report"."""
        page = self.page
        for place in range(noun - 1, max(start, noun - _OWNED) - 1, -1):
            form, offset = page.form(place), page.words[place].start
            if form in ("his", "her"):
                return self.antecedents.person(offset, "m" if form == "his" else "f")
            if page.words[place].owns:
                owners = self.people.within(page.span(place, place + 1))
                near = self.bodies.within((max(0, offset - _NAME), page.words[place].end))
                named = [body for at, body in near if at[1] >= offset]
                if owners:
                    return self.antecedents.called(owners[0])
                if named:
                    return [Option(named[-1], 0.85, f"whose it is: {named[-1].label}")]
                return self.callings.by_noun(form, offset) if form in body_nouns() else []
        return []

    def _only(self, noun: int, period: tuple[str, str] | None) -> list[Option]:
        """Return the author of "the report" where the document tells of one author of such."""
        found: list[Option] = []
        form = self.page.form(noun)
        for place in () if form in _MANY else self._nouns.get(form, ())[:_MOST]:
            options = self._author(place, period) or self._written(place, period)
            is_new = self._is_new(place) and place < noun and self.page.form(noun - 1) in ("the", "that")
            if not options and is_new:
                # Another report has come up since.
                found = []
            elif options and all(options[0].thing is not one.thing for one in found):
                found.append(options[0])
        if len(found) != 1 or found[0].score < CHOSEN:
            return []
        return [Option(found[0].thing, 0.8, f"wrote the only {form} of which the text tells by whom")]

    def _is_new(self, noun: int) -> bool:
        """Say whether a report is told of for the first time: "a recent report"."""
        forms = [self.page.form(place) for place in range(max(noun - _OWNED, 0), noun)]
        return any(form in ("a", "an", "another") for form in forms)

    @cached_property
    def _nouns(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.page.words):
            if is_a(word.form, "paper"):
                found.setdefault(word.form, []).append(place)
        return found


def _is_next(near: range, named: range) -> bool:
    """Say whether a name begins what follows "by", but for a few words that lead up to it."""
    return named.start - near.start <= _LEADING


def _no_surer(options: Sequence[Option]) -> list[Option]:
    """Take off what the step from a report to its author leaves in doubt."""
    return ranked([replace(one, score=min(one.score, 0.85)) for one in options])
