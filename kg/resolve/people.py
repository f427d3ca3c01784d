"""The people whom a document names: full names, what is told of them, and where they come up again."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Span
from kg.resolve.descriptions import Description, describe
from kg.resolve.page import Page
from kg.resolve.words import given_names, is_a

TITLES = ("title-m", "title-f", "title", "rank")
# Whoever bears one of these and held an office is heard as who held it, whosever uncle he is.
_HONOURED = frozenset(("sir", "dame", "lord", "baroness"))
# Titles that one of a family bears and another need not.
_OWN_TITLES = frozenset("dr prof professor sir dame lord baroness rev reverend".split())
_LETTERS = frozenset(("mp", "mps", "msp", "qc", "kc", "obe", "mbe", "cbe", "jp", "phd"))
_AGED = re.compile(r",? \(?(?:aged )?\d{1,3}\b")
_LEADING = ("common", "private", "office", "rank", "body", "party", *TITLES)
# Offices in which somebody is heard who is told of as another's: a wife who is a nurse is a wife, one who is mayor not.
_PUBLIC = frozenset(
    "mp mps msp minister secretary councillor cllr coun mayor chair chairman chairperson chairwoman executive "
    "chief-executive director leader president premier peer baroness lord senator governor ombudsman commissioner "
    "coroner trustee treasurer spokesman spokeswoman spokesperson".split()
)
# Words of places that are surnames too: such a name needs more to be taken for a person's.
_PLACES = frozenset(
    "north south east west lane bridge tower park house king queen hall castle street road green town city basin weir "
    "canal valley bill church post lock bank power world care court river banks english french".split()
)


@dataclass
class Person:
    """Somebody whom a document names; ``mentions`` are in order, the first with the fullest name."""

    given: str
    family: str
    label: str
    titles: set[str] = field(default_factory=set)
    described: list[Description] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    known: tuple[str, ...] = ()

    def tell(self, described: Sequence[Description]) -> None:
        """Add what is told of somebody, each of the same words once."""
        there = {one.text for one in self.described}
        self.described += [one for one in described if one.text not in there]

    @property
    def gender(self) -> str:
        """Return m or f, nothing where the text and the name do not tell."""
        for kind in ("m", "f"):
            if any(is_a(title, f"title-{kind}") for title in self.titles):
                return kind
        told = {description.gender for description in self.described} - {""}
        if len(told) == 1:
            return told.pop()
        found = given_names().get(self.given, "u")
        return "" if found == "u" else found

    def fits(self, gender: str) -> bool:
        """Say whether somebody of a gender can be meant."""
        return not gender or not self.gender or self.gender == gender

    @property
    def offices(self) -> set[str]:
        """Return the offices and titles that the text gives."""
        return self.titles.union(*(one.nouns for one in self.described))

    @property
    def is_private(self) -> bool:
        """Say whether the text tells of private life alone."""
        offices = [one for one in self.described if one.is_office]
        if any(one.is_through for one in self.described):
            if offices and self.titles & _HONOURED:
                return False
            return not any(one.posts for one in offices) and self.offices.isdisjoint(_PUBLIC)
        return any(one.is_private for one in self.described) and not offices

    @property
    def is_described(self) -> bool:
        """Say whether the text gives an office, rank, job or body."""
        return any(one.is_office for one in self.described) or any(
            is_a(title, "rank", "title") or title in ("sir", "dame", "lord", "lady", "baroness")
            for title in self.titles
        )


@dataclass(frozen=True)
class Call:
    """A place where somebody is named: in full, or by surname or title and given name, and who can be meant."""

    start: int
    end: int
    people: tuple[Person, ...]
    is_full: bool
    owns: bool
    titles: frozenset[str] = frozenset()


class People:
    """The people of a document, and every place where they are named."""

    def __init__(self, page: Page, sources: Sequence[Span]) -> None:
        """Read a document; ``sources`` are the spans of those to whom words are given."""
        self.page = page
        self._told = {place for span in sources for place in page.places(span)}
        self.people: list[Person] = []
        self.calls: list[Call] = []
        titled = self._titled_surnames()
        for start, end, titles, known in self._names(titled):
            self._add_full(start, end, titles, known)
        self._add_short()
        self.calls.sort(key=lambda call: call.start)
        for person in self.people:
            person.mentions.sort()

    def within(self, span: Span) -> list[Call]:
        """Return the places in a span where somebody is named."""
        places = self.page.places(span)
        # A speaker's words may begin within a name: "Reid, the chairman" of "Ibbie Reid, the chairman".
        first = bisect_left(self.calls, places.start + 1, key=lambda call: call.end)
        last = bisect_left(self.calls, places.stop, key=lambda call: call.start)
        return self.calls[first:last]

    def _titled_surnames(self) -> set[str]:
        words = self.page.words
        return {
            words[place + 1].form
            for place in range(len(words) - 1)
            if is_a(words[place].form, *TITLES) and words[place].is_capital and words[place + 1].is_capital
        }

    def _names(self, titled: set[str]) -> Iterator[tuple[int, int, set[str], tuple[str, ...]]]:
        """Yield first and last word, titles and known ids of each full name."""
        page = self.page
        for named in page.named:
            people = tuple(i for i in named.ids if i in page.graph.agents and page.graph.agents[i].kind == "Person")
            if people:
                yield named.start, named.end, self._titles_before(named.start), people
        for start, end in self._runs():
            start = self._name_start(start, end)
            while end > start and page.form(end - 1) in _LETTERS:
                end -= 1
            titles = self._titles_before(start)
            if 2 <= end - start <= 4 and self._is_name(start, end, titles, titled):
                yield start, end, titles, ()

    def _name_start(self, start: int, end: int) -> int:
        """Return where the name begins in a row of capitalised words: behind ranks, offices and what leads up to it."""
        form = self.page.form
        while start < end and (is_a(form(start), "common") or self._is_rank(start, end)):
            start += 1
        titled = [place for place in range(start, end - 1) if is_a(form(place), *TITLES)]
        if titled:
            # "Local GP Dr Sunita Rao": the name begins behind the title, whatever stands before.
            return titled[-1] + 1
        for place in range(start + 1, end - 1):
            # "Local MP Simon Oakes", "Labour leader Ann Lee": only words that name nobody may stand before.
            leading = all(is_a(form(p), *_LEADING) for p in range(start, place))
            if (form(place) in given_names() or end - place < 4) and self._is_office(start, place):
                # "Harbour Secretary Ann Lee": whatever the office is of.
                return place
            if form(place) in given_names() and leading:
                return place
        return start

    def _is_office(self, start: int, end: int) -> bool:
        """Say whether words are an office with what it is of: the last one, and no given name before it."""
        forms = [self.page.form(place) for place in range(start, end)]
        return is_a(forms[-1], "office") and not is_a(forms[-1], *TITLES) and not given_names().keys() & set(forms)

    def _is_rank(self, place: int, end: int) -> bool:
        # "Will Justice" bears a given name first; "Chief Justice Will" does not.
        form = self.page.form(place)
        if form in given_names() and end - place == 2 and not is_a(form, *TITLES):
            # "Dean Whitlock" has a first name, "Dean Ann Whitlock" an office.
            return False
        return is_a(form, *TITLES, "office", "spokes", "spokes-m", "spokes-f") and end - place > 1

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield rows of capitalised words that no name of the record covers."""
        page, start = self.page, None
        for place in range(len(page.words) + 1):
            is_part = place < len(page.words) and page.words[place].is_capital and place not in page.covered
            is_part = is_part and not page.words[place].text[0].isdigit()
            joins = start is not None and (page.gap(place) in (" ", "-", "\xa0") or self._is_shortened(place))
            if start is not None and not (is_part and joins and not page.words[place - 1].owns):
                yield start, place
                start = None
            if is_part and start is None:
                start = place
        return

    def _is_shortened(self, place: int) -> bool:
        """Say whether a full stop ends a letter or a title and no sentence: "D. Haslett", "Dr. Reid"."""
        before = self.page.words[place - 1]
        return self.page.gap(place) == ". " and (len(before.text) == 1 or is_a(before.form, *TITLES))

    def _titles_before(self, place: int) -> set[str]:
        page, titles = self.page, set()
        while place > 0 and page.gap(place) in (" ", ". ", "-", "\xa0") and is_a(page.form(place - 1), *TITLES):
            if not page.words[place - 1].is_capital or page.words[place - 1].owns:
                break
            place -= 1
            titles.add(page.form(place))
        return titles

    def _is_name(self, start: int, end: int, titles: set[str], titled: set[str]) -> bool:
        page = self.page
        forms = [page.form(place) for place in range(start, end)]
        bodies = [form for form in forms if is_a(form, "body")]
        if any(form not in _PLACES for form in bodies) or any(is_a(form, "common") for form in forms):
            return False
        if all(page.words[place].text.isupper() for place in range(start, end)):
            return False
        if titles or forms[-1] in titled or (forms[0] in titled and forms[0] in given_names()):
            return True
        if start in self._told and _AGED.match(page.text, page.words[end - 1].end):
            return True
        if page.form(start - 1) in ("the", "a", "an") and page.gap(start) == " ":
            return False
        is_given = forms[0] in given_names()
        after = describe(page, start, end)
        if is_given and not bodies:
            return True
        is_told = any(one.is_after or one.is_office for one in after) and not bodies
        return not self._told.isdisjoint(range(start, end)) and (is_given or is_told)

    def _add_full(self, start: int, end: int, titles: set[str], known: tuple[str, ...]) -> None:
        page = self.page
        given, family = page.form(start), page.form(end - 1)
        person = next((one for one in self.people if (one.given, one.family) == (given, family)), None)
        if person is None:
            person = Person(given, family, page.shown([page.span(start, end)]).removesuffix("'s").removesuffix("’s"))
            self.people.append(person)
        person.known = person.known or known
        person.titles |= titles
        person.tell(describe(page, start, end))
        person.mentions.append(page.span(start, end))
        self.calls.append(Call(start, end, (person,), True, page.words[end - 1].owns, frozenset(titles)))

    def _add_short(self) -> None:
        """Find surnames, and titles with a given name; who is meant is told by gender as far as it goes."""
        page = self.page
        taken = {place for call in self.calls for place in range(call.start, call.end)}
        by_family: dict[str, list[Person]] = {}
        for person in self.people:
            by_family.setdefault(person.family, []).append(person)
        for place, word in enumerate(page.words):
            if place in taken or not word.is_capital or word.text[0].isdigit():
                continue
            titles = self._titles_before(place)
            known = page.covered.get(place)
            if known and not titles and word.form not in by_family:
                continue
            if known and known.end - known.start > 1:
                continue
            found = self._meant(self._bearers(word.form, titles, by_family), titles, page.span(place, place + 1))
            if not found and titles and not is_a(word.form, "body", "common", "office", *TITLES):
                person = Person("", word.form, word.text.removesuffix("'s").removesuffix("’s"), set(titles))
                self.people.append(person)
                by_family.setdefault(word.form, []).append(person)
                found = (person,)
            if found:
                for person in found if len(found) == 1 else ():
                    person.titles |= titles
                    person.tell(describe(page, place, place + 1))
                    person.mentions.append(page.span(place, place + 1))
                self.calls.append(Call(place, place + 1, found, False, word.owns, frozenset(titles)))

    def _meant(self, found: tuple[Person, ...], titles: set[str], span: Span) -> tuple[Person, ...]:
        """Return who of several of a surname bears a title: as an office, or as the only one named so far."""
        if len(found) < 2 or not titles:
            return found
        ranked = [one for one in found if any(is_a(title, "rank") for title in titles & one.offices)]
        if len(ranked) == 1:
            return tuple(ranked)
        borne = [one for one in found if _OWN_TITLES & titles & one.titles]
        if len(borne) == 1:
            # "Dr Lee" of a Dr Jo Lee and a Sam Lee.
            return tuple(borne)
        named = [one for one in found if any(at < span for at in one.mentions)]
        return tuple(named) if len(named) == 1 else found

    def _bearers(self, form: str, titles: set[str], by_family: dict[str, list[Person]]) -> tuple[Person, ...]:
        gender = next((kind for kind in ("m", "f") if any(is_a(title, f"title-{kind}") for title in titles)), "")
        if titles & {"sir", "dame"}:
            by_given = [person for person in self.people if person.given == form and person.fits(gender)]
            if by_given:
                return tuple(by_given)
        return tuple(person for person in by_family.get(form, ()) if person.fits(gender))
