"""Reading the words that stand for a speaker: a name, a post, a spokesman, "the department", a pronoun."""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Span
from kg.resolve.antecedents import Antecedents
from kg.resolve.bodies import Bodies, Body
from kg.resolve.callings import STAFF, Callings
from kg.resolve.lives import is_partner, is_private_noun
from kg.resolve.offices import read_post
from kg.resolve.owned import office_heard, owned_body
from kg.resolve.page import Page
from kg.resolve.papers import Papers
from kg.resolve.people import TITLES, Call, People
from kg.resolve.references import Option, Reference, Voice, ranked
from kg.resolve.words import body_nouns, is_a

_MALE, _FEMALE = frozenset(("he", "him", "his")), frozenset(("she", "her", "hers"))
_PLURAL = frozenset(("they", "them", "their", "it", "its"))
_SELF = frozenset(("i", "we", "me", "us", "my", "our"))
_OF = frozenset(("for", "of", "from", "at", "in", "within", "to", "inside", "on"))

# Between a noun and the name of a body, these leave the body somebody else: an inspection of it, a report seen by it.
_LOOSE = frozenset(
    "commissioned ordered requested of into at inside outside within near against about for to on in with "
    "seen obtained leaked shared reviewed".split()
)


class Speakers:
    """Reads references of one document in the order of its text."""

    def __init__(self, page: Page, people: People, bodies: Bodies, antecedents: Antecedents) -> None:
        """Take what the document names."""
        self.page, self.people, self.bodies, self.antecedents = page, people, bodies, antecedents
        self.callings = Callings(page, people, bodies)
        self.papers = Papers(page, people, bodies, antecedents)

    def read(self, spans: Sequence[Span], period: tuple[str, str] | None) -> Reference:
        """Return who can be meant by the words in some spans.

        Args:
            spans: where the speaker is named; none means that nobody is.
            period: first and last day on which it can have been said, None if that is not known.
        """
        if not spans:
            return Reference("", (0, 0))
        span = (spans[0][0], spans[-1][1])
        found = Reference(self.page.shown(spans), span)
        places = self.page.places(span)
        if not len(places):
            return found
        apposed = None if self.people.within(span) else self._apposed(places)
        if apposed:
            found.options = ranked(apposed)
            return found
        readers = (self._pronoun, self._voice, self._person, self._private, self._paper, self._post, self._body)
        for read in (*readers, self._noun):
            options = read(found, places, period)
            if options is not None:
                found.options = ranked(options)
                return found
        return found

    def _pronoun(self, found: Reference, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        form = self.page.form(places.start)
        if len(places) > 1 and not (form in ("he", "she", "who") and not self.people.within(found.span)):
            return None
        if len(places) > 2:
            return None
        if form in _MALE or form in _FEMALE:
            return self.antecedents.person(found.span[0], "m" if form in _MALE else "f")
        if form in ("who", "whom"):
            return self.antecedents.before(found.span[0]) or self._voice_before(places.start, period)
        if form in ("which", "that"):
            return self.antecedents.relative(found.span[0])
        if form in _PLURAL:
            written = self.papers.meant(found.span[0], period) if form == "it" else []
            return written or self.antecedents.body(found.span[0])
        return [] if form in _SELF else None

    def _voice(self, found: Reference, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        """Read "a Home Office spokesman", "his spokesman", "a source close to Mr X"."""
        page = self.page
        nouns = [p for p in places if is_a(page.form(p), "spokes", "spokes-m", "spokes-f", "insider")]
        if not nouns:
            return None
        # "official spokesman": the word that tells more.
        noun = next((p for p in nouns if is_a(page.form(p), "spokes", "spokes-m", "spokes-f")), nouns[0])
        form = page.form(noun)
        calls = self.people.within(found.span)
        named = [call for call in calls if not self._is_owner(call, noun, places)]
        if named:
            return None
        if form in ("lawyer", "solicitor", "barrister") and not any(p > noun for p in places):
            return None
        owner = self._owner(noun, places, period)
        if owner is None:
            # "Officials said" are any; "the officials" are those heard before.
            is_same = self.page.form(places.start) in ("the", "this", "that")
            is_bare = noun - places.start < 2
            heard = self.antecedents.voice(found.span[0], form) if is_same and is_bare else []
            return heard or (self._voice_of_body(found, form) if is_bare else [])
        gender = "m" if is_a(form, "spokes-m") else "f" if is_a(form, "spokes-f") else ""
        best = owner.best
        score = 0.9 if best else 0.5
        return [Option(Voice(form, gender, owner), score, f"{form} of {owner.words or 'somebody'}")]

    def _voice_before(self, place: int, period: tuple[str, str] | None) -> list[Option]:
        """Read the relative "who" behind a voice: "by a spokeswoman for the landlord, who said"."""
        page = self.page
        behind = range(place - 1, max(place - 9, -1), -1)
        noun = next((p for p in behind if is_a(page.form(p), "spokes", "spokes-m", "spokes-f")), None)
        if noun is None or page.gap(place) != ", " or any(page.gap(p) != " " for p in range(noun + 1, place)):
            return []
        start = next((p for p in range(noun, max(noun - 5, -1), -1) if page.form(p) in ("a", "an", "the")), noun)
        return self.read([page.span(start, place)], period).options

    def _apposed(self, places: range) -> list[Option] | None:
        """Read the name right behind a description: "said its chair, Sir Neville Arkwright"."""
        page = self.page
        start = places.stop
        if page.gap(start) != ", " or not any(is_a(page.form(p), "office", "rank") for p in places):
            return None
        while is_a(page.form(start), *TITLES) and page.gap(start + 1) in (" ", ". "):
            start += 1
        call = next((one for one in self.people.calls if one.start == start and one.is_full and not one.owns), None)
        return self.antecedents.called(call) if call else None

    def _voice_of_body(self, found: Reference, form: str) -> list[Option]:
        """Read "a spokesman" where a body has just been heard: "The ministry said so. A spokesman added"."""
        options = self.antecedents.body(found.span[0])
        if not options or not is_a(form, "spokes", "spokes-m", "spokes-f"):
            return []
        body = options[0].thing
        owner = Reference(body.label if isinstance(body, Body) else "", found.span, options)
        gender = "m" if is_a(form, "spokes-m") else "f" if is_a(form, "spokes-f") else ""
        return [Option(Voice(form, gender, owner), 0.85, f"{form} of {owner.words}, which was heard just before")]

    def _is_owner(self, call: Call, noun: int, places: range) -> bool:
        """Say whether a person in the phrase is whom the voice speaks for."""
        page = self.page
        if call.owns and call.end <= noun:
            return True
        between = [page.form(p) for p in range(noun + 1, call.start)]
        return (
            noun < call.start
            and bool(_OF.intersection(between))
            and "," not in page.text[page.words[noun].end : page.words[call.start].start]
        )

    def _owner(self, noun: int, places: range, period: tuple[str, str] | None) -> Reference | None:
        page = self.page
        first = page.form(places.start)
        behind = range(noun + 1, places.stop)
        cut = next((p for p in behind if page.form(p) in _OF), None)
        if cut is not None and cut + 1 < places.stop:
            return self.read([page.span(cut + 1, places.stop)], period)
        if first in ("his", "her", "their", "its") and noun - places.start <= 3:
            owner = self.read([page.span(places.start, places.start + 1)], period)
            owner.options = owner.options or office_heard(page, self.antecedents, page.words[places.start].start)
            return owner
        start = places.start + (first in ("a", "an", "the", "one", "another"))
        while start < noun and page.form(start) in ("senior", "official", "former", "unnamed", "anonymous"):
            start += 1
        while start < noun and page.form(noun - 1) in ("official", "own", "chief", "senior", "press", "unnamed"):
            noun -= 1
        return self._named_owner(start, noun, period) if start < noun else None

    def _named_owner(self, start: int, stop: int, period: tuple[str, str] | None) -> Reference:
        """Read the name before "spokesman"; one that nothing else tells of is taken for a body's."""
        owner = self.read([self.page.span(start, stop)], period)
        words = self.page.words[start:stop]
        if not owner.options and not owner.role and all(word.is_capital for word in words):
            body = self.bodies.take(start, stop)
            owner.options = [Option(body, 0.9, f"named {body.label}")]
        elif not owner.options and not owner.role and words[-1].form in body_nouns() and not words[-1].is_capital:
            # "a company spokeswoman", "a council spokesman": the one that was named, else one without a name.
            noun = words[-1].form
            owner.options = self.callings.by_noun(noun, words[0].start) or [
                Option(self.bodies.unnamed(noun), 0.9, f"a {noun} that is not named")
            ]
        return owner

    def _person(self, found: Reference, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        calls = self.people.within(found.span)
        heads = [call for call in calls if not call.owns or call.end == places.stop]
        if not heads:
            return None if not calls else self._relation(found, calls, places)
        head = heads[0]
        between = [self.page.form(p) for p in range(places.start, head.start)]
        if any(is_a(form, "private") for form in between) and calls[0].owns and len(heads) == 1:
            # "Mr Marsh's wife, Helen": the one named last is the one who speaks.
            head = heads[-1]
        elif any(form in ("of", "by", "for") for form in between) and not self._leads(between):
            return None
        if len(heads) > 1 and not head.is_full and heads[1].is_full and heads[1].start - head.end <= 1:
            head = heads[1]
        joined = [c for c in heads[1:] if self.page.form(c.start - 1) == "and" or self.page.form(head.end) == "and"]
        if joined and joined[0].start - head.end <= 3:
            return [Option(one, 0.5, "named together") for call in (head, joined[0]) for one in call.people[:1]]
        return self.antecedents.called(head)

    def _leads(self, forms: Sequence[str]) -> bool:
        """Say whether words before a name are its description: "the head of the union, Paul Gant"."""
        return any(is_a(form, "office", "rank") for form in forms)

    def _relation(self, found: Reference, calls: Sequence[Call], places: range) -> list[Option] | None:
        """Read "Mr Marsh's wife": a private person, who is not the one named."""
        forms = [self.page.form(p) for p in places]
        noun = next((form for form in forms if is_a(form, "private")), "")
        if noun:
            found.role = noun
            return []
        return None

    def _private(self, found: Reference, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        page = self.page
        for place in list(places)[:6]:
            form = page.form(place)
            if place in page.covered and page.words[place].is_capital:
                return None
            if is_a(form, "office", "rank") or is_partner(page, place):
                return None
            is_name = page.gap(place + 1) == " " and place + 1 < places.stop and page.words[place + 1].is_capital
            is_owner = place == places.stop - 1 and is_a(form, "private")
            if (is_owner or is_private_noun(page, place)) and (
                page.words[place].text[0].islower() or (place == places.start and not is_name)
            ):
                found.role = form
                return []
        return None

    def _paper(self, found: Reference, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        return self.papers.read(places, period)

    def _post(self, found: Reference, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        return read_post(self.page, self.people, places, period)

    def _body(self, found: Reference, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        page = self.page
        forms = [page.form(place) for place in places]
        if "government" in forms[1:3] and forms[0] in ("the", "his", "her"):
            ruled = self.callings.government(found.span)
            if ruled:
                return ruled
        for at, body in self.bodies.within(found.span):
            last = page.places(at).stop
            words = page.words[page.places(at).start : last]
            after = page.form(last) if last < places.stop and page.gap(last) == " " else ""
            before = [page.form(p) for p in range(places.start, page.places(at).start)]
            is_apart = "," in page.text[found.span[0] : at[0]]
            if is_apart or _LOOSE.intersection(before) or (before[:1] in (["a"], ["an"]) and body.known):
                # An inspection of the prison, staff at the hospital: not the body itself.
                return self.callings.by_work(before) or self._later(places)
            if (words[-1].owns and last < places.stop) or (after and not self.callings.is_same_body(after)):
                continue
            return [Option(body, 0.95, f"named {page.shown([at])}")]
        return None

    def _noun(self, found: Reference, places: range, period: tuple[str, str] | None) -> list[Option] | None:
        """Read "the department", "the minister", "the chief inspector"."""
        page = self.page
        staff = STAFF.get(page.form(places.stop - 1)) if len(places) <= 2 else None
        if staff:
            return self.callings.staff(page.form(places.stop - 1), staff, found.span)
        if page.form(places.start) in ("his", "her"):
            return owned_body(page, self.bodies, self.antecedents, places)
        if page.form(places.start) not in ("the", "this", "that", "its"):
            if len(places) == 1 and page.form(places.start) in body_nouns():
                # As headlines write: "Checks were skipped, union claims".
                return self.callings.by_noun(page.form(places.start), found.span[0])
            return self.callings.lone_name(places)
        last = next((p for p in places if page.form(p) in _OF), places.stop)
        forms = [page.form(p) for p in range(places.start + 1, last)]
        if not forms:
            return None
        if len(forms) <= 2 and forms[-1] in body_nouns():
            bodies = self.callings.by_noun(forms[-1], found.span[0])
            # "the health watchdog" may be another than the one named.
            return bodies if len(forms) == 1 or len(bodies) == 1 else []
        if len(forms) == 1 and (is_a(forms[0], "party") or forms[0] in ("politician", "peer")):
            # "The Conservative said": the one spoken of right before.
            return [replace(one, score=min(one.score, 0.8)) for one in self.antecedents.person(found.span[0], "")]
        if is_a(forms[-1], "office", "rank"):
            return self.antecedents.office(found.span[0], forms) or self._later(places)
        return None

    def _later(self, places: range) -> list[Option]:
        """Read "the chief executive of the trust" where the name comes later."""
        forms = [self.page.form(p) for p in places]
        is_office = forms[0] == "the" and any(is_a(form, "office") for form in forms[1:])
        # Without what it is of, the office may be one that changes hands in the text.
        return self.antecedents.named_later(forms[1:]) if is_office and _OF.intersection(forms) else []
