"""Who was spoken of before: surnames, pronouns, and "the minister", each by what stands nearest and fits."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.resolve.bodies import Bodies, Body
from kg.resolve.lives import SEVERAL
from kg.resolve.page import Page
from kg.resolve.people import Call, People, Person
from kg.resolve.references import Holder, Option, Voice
from kg.resolve.words import forms_of, is_a

_FURTHEST = 4
# A voice that was heard longer ago is not "the spokesman" any more.
_RECENT = 60
_SAME = {
    "minister": ("minister", "secretary"),
    "secretary": ("secretary",),
    "head": ("head", "headteacher", "headmaster", "headmistress", "principal"),
    "boss": ("boss", "executive", "director", "chairman", "chair", "head", "owner", "founder"),
    "chief": ("chief", "boss", "executive", "director", "head"),
    "doctor": ("doctor", "gp", "consultant", "surgeon"),
    "lawyer": ("lawyer", "solicitor", "barrister"),
    "policeman": ("constable", "inspector", "superintendent", "sergeant", "pc"),
    "peer": ("peer", "lord", "baroness"),
    "mp": ("mp", "mps", "backbencher", "member"),
}


_NEW = frozenset("new incoming next newly".split())
_ASKED = frozenset("asked pressed questioned challenged quizzed grilled reminded told shown urged".split())
_PREPOSITIONS = frozenset(
    "during following according regarding concerning including nothing everything something morning evening".split()
)
_NOBODY = frozenset("it they which who that i we he she".split())
Thing = Person | Body | Voice | Holder
# How far into a sentence its subject may stand.
_SUBJECT = 30
# Between what somebody says and the pronoun for him stand no more than marks: "... at fault,” she said".
_BESIDE = 4


@dataclass(frozen=True)
class Heard:
    """Somebody who was heard: where the words for him stand, whom they mean, and where what he says stands."""

    span: Span
    thing: Thing | None
    contents: tuple[Span, ...]


class Antecedents:
    """What the document has said so far."""

    def __init__(self, page: Page, people: People, bodies: Bodies, contents: Sequence[Span] = ()) -> None:
        """Begin at the head of a document; ``contents`` is all that is said in it, in order."""
        self.contents = sorted(contents)
        self.page, self.people, self.bodies = page, people, bodies
        self.heard: list[Heard] = []
        self._by_sentence: dict[int, list[Heard]] = {}
        self._calls: dict[int, list[Call]] = {}
        for call in people.calls:
            self._calls.setdefault(page.sentence(page.words[call.start].start), []).append(call)

    def hear(self, span: Span, thing: Thing | None, contents: Sequence[Span]) -> None:
        """Note who was heard."""
        self.heard.append(Heard(span, thing, tuple(contents)))
        self._by_sentence.setdefault(self.page.sentence(span[0]), []).append(self.heard[-1])

    def called(self, call: Call) -> list[Option]:
        """Return whom a name means; of several of one surname, whoever alone was named in the same paragraph."""
        shown = self.page.shown([self.page.span(call.start, call.end)])
        if len(call.people) == 1:
            return [Option(call.people[0], 0.97 if call.is_full else 0.93, f"named {shown}")]
        offset = self.page.words[call.start].start
        begin = self.page.paragraph_span(offset)[0]
        here = [one for one in call.people if any(begin <= at[0] < offset for at in one.mentions)]
        if len(here) == 1:
            first = here[0]
            return [Option(first, 0.8, f"{shown}, named in the same paragraph")] + [
                Option(one, 0.3, f"surname {shown}") for one in call.people if one is not first
            ]
        return [Option(one, 1 / (len(call.people) + 0.5), f"surname {shown}") for one in call.people]

    def person(self, offset: int, gender: str, but: Thing | None = None) -> list[Option]:
        """Return whom "he" or "she" means at an offset; ``but`` is somebody who cannot be meant."""
        # Whoever says something is not sought in it: "Mr X had to go, he said".
        begin = self._subjects_from(self.said_from(offset), offset)
        sentence = self.page.sentence(begin)
        paragraph = self.page.paragraph(begin)
        is_untold = False
        for back in range(_FURTHEST + 1):
            things = [one for one in self._in_sentence(sentence - back, begin, gender) if one is not but]
            heard = [one for one in self._heard_in(sentence - back, begin) if but is None or one.thing is not but]
            is_untold = is_untold or any(one.thing is None and self.is_somebody(one) for one in heard)
            if not things:
                continue
            speakers = [one.thing for one in heard if one.thing and _fits(one.thing, gender)]
            far = 0.0 if back < 2 else 0.04 * back
            if is_untold:
                # "A neighbour blamed Mr X. He said": somebody untold is as near.
                return [Option(thing, 0.5, "named before") for thing in things]
            if len(things) == 1 and (back == 0 or paragraph - self._paragraph_of(sentence - back) <= 2):
                return [
                    Option(
                        things[0], self._lone_score(things[0], sentence - back, offset, gender) - far, "named before"
                    )
                ]
            if speakers:
                first = speakers[-1]
                rest = [thing for thing in things if thing is not first]
                return [Option(first, 0.85 - far, "spoke before")] + [
                    Option(thing, 0.35, "named before") for thing in rest
                ]
            return [Option(thing, 0.55 if not number else 0.4, "named before") for number, thing in enumerate(things)]
        return []

    def said_from(self, offset: int) -> int:
        """Return where what ends right before an offset begins; the offset where nothing does."""
        before = self.contents[: bisect_left(self.contents, (offset, 0))][-_RECENT:]
        return min((start for start, end in before if 0 <= offset - end <= _BESIDE), default=offset)

    def _subjects_from(self, begin: int, offset: int) -> int:
        """Leave out what a participle begins: "Thanking Mr X, he said", "Asked by Ms X, she said" tell of another."""
        start = self.page.sentence_span(offset)[0]
        words = self.page.places((start, offset))
        form = self.page.form(words.start) if words else ""
        is_fronted = form in _ASKED or (form.endswith("ing") and form not in _PREPOSITIONS)
        if not is_fronted or start > begin or "," not in self.page.gap(words.stop):
            return begin
        calls = self.people.within((start, offset))
        # "Speaking to the board, Mr X said so, and he": the subject is named.
        is_told = any("," in self.page.gap(call.start - len(call.titles)) for call in calls)
        return begin if is_told else start

    def _lone_score(self, thing: Thing, number: int, offset: int, gender: str) -> float:
        """Score the only one whom the nearest sentence names: surest if it speaks there or begins the sentence."""
        if any(one.thing is thing for one in self._heard_in(number, offset)) or number == self.page.sentence(offset):
            return 0.9
        begin = self.page.sentence_start(number)
        if any(0 <= at[0] - begin <= _SUBJECT for at in getattr(thing, "mentions", [])):
            return 0.85
        last = next((one.thing for one in reversed(self.heard) if one.span[0] < offset), None)
        # "Mr X said so. The letter went to Mr Y. He added": whoever spoke last may go on.
        return 0.55 if last is not thing and _fits(last, gender) else 0.8

    def is_somebody(self, heard: Heard) -> bool:
        """Say whether an untold speaker can be one person, as a group or a report cannot."""
        forms = [self.page.form(place) for place in self.page.places(heard.span)][:4]
        if forms and forms[0] in SEVERAL:
            return False
        return bool(forms) and not any(is_a(form, "plain-group") or form in _NOBODY for form in forms)

    def before(self, offset: int) -> list[Option]:
        """Return whom a relative "who" means: the name right before it."""
        near = self.people.within((max(0, offset - 60), offset))
        last = near[-1] if near else None
        is_close = last is not None and 0 <= offset - self.page.words[last.end - 1].end <= 3
        return self.called(last) if last and is_close else []

    def body(self, offset: int) -> list[Option]:
        """Return which body "it" or "they" means: the one that was heard last, close before."""
        paragraph = self.page.paragraph(offset)
        for one in reversed(self.heard):
            if one.span[0] < offset:
                near = paragraph - self.page.paragraph(one.span[0]) <= 1
                return [Option(one.thing, 0.85, "spoke before")] if near and isinstance(one.thing, Body) else []
        return []

    def relative(self, offset: int) -> list[Option]:
        """Return which body a relative "which" means: the one named right before it."""
        near = self.bodies.within((max(0, offset - 120), offset))
        if near and 0 <= offset - near[-1][0][1] <= 3:
            return [Option(near[-1][1], 0.88, "the body named before")]
        return []

    def voice(self, offset: int, form: str) -> list[Option]:
        """Return whom "the spokesman" means: the voice that was heard last, if it is of the same kind."""
        kind = _kind_of(form)
        recent = self.heard[-_RECENT:]
        heard = [one for one in recent if one.span[0] < offset and isinstance(one.thing, Voice)]
        voices = [one for one in heard if isinstance(one.thing, Voice) and _kind_of(one.thing.noun) == kind]
        if not voices:
            return []
        last = voices[-1].thing
        others = {one.thing.owner.words for one in voices[-3:] if isinstance(one.thing, Voice)}
        near = self.page.paragraph(offset) - self.page.paragraph(voices[-1].span[0]) <= 2
        return [Option(last, 0.85 if near or len(others) == 1 else 0.5, f"the {form} heard before")] if last else []

    def office(self, offset: int, forms: Sequence[str]) -> list[Option]:
        """Return whom "the minister" or "the former minister" means: whoever is described by the word."""
        heads = _SAME.get(forms[-1], (forms[-1],))
        is_former = forms[0] in ("former", "ex")
        found: list[tuple[int, Person]] = []
        for person in self.people.people:
            told = [one for one in person.described if self._bears(one.nouns, one.posts, heads, forms)]
            told = [one for one in told if one.is_former == is_former] if is_former else told
            if forms[0] in _NEW:
                # "The new minister" is not the one who was minister before.
                told = [one for one in told if _NEW.intersection(forms_of(one.text))]
            before = bisect_left(person.mentions, (offset, 0))
            if told and before:
                found.append((person.mentions[before - 1][0], person))
        if len(found) == 1:
            return [Option(found[0][1], 0.88, f"the only {forms[-1]} named before")]
        here = self.page.paragraph(offset)
        near = [pair for pair in found if here - self.page.paragraph(pair[0]) == 0]
        if len(near) == 1:
            first = near[0][1]
            return [Option(first, 0.82, f"the {forms[-1]} named in the same paragraph")] + [
                Option(person, 0.35, f"a {forms[-1]} named before") for _, person in found if person is not first
            ]
        return [Option(person, 0.5, f"a {forms[-1]} named before") for _, person in sorted(found, key=lambda x: -x[0])]

    def named_later(self, forms: Sequence[str]) -> list[Option]:
        """Return whom the words for an office mean that stand before the name: the only one described by them all."""
        found = [
            person
            for person in self.people.people
            if any(
                one.is_office and not one.is_former and set(forms) <= set(forms_of(one.text))
                for one in person.described
            )
        ]
        return [Option(found[0], 0.85, f"the only {' '.join(forms)} named")] if len(found) == 1 else []

    def _bears(self, nouns: Sequence[str], posts: Sequence[str], heads: Sequence[str], forms: Sequence[str]) -> bool:
        names = [name.casefold().split() for post in posts for name in self.page.graph.posts[post].names]
        words = {*nouns, *(word for name in names for word in name)}
        rest = [form for form in forms[:-1] if is_a(form, "office", "rank")]
        return any(head in words for head in heads) and all(form in words for form in rest)

    def _in_sentence(self, number: int, offset: int, gender: str) -> list[Thing]:
        """Return the people named in a sentence before an offset, whom it speaks of first of all first."""
        found: list[tuple[int, Thing]] = []
        for call in self._calls.get(number, ()):
            start = self.page.words[call.start].start
            if start >= offset:
                break
            options = self.called(call)
            best = options[0].thing if options and options[0].score > 0.7 else None
            found += [(start, best)] if best is not None else [(start, one.thing) for one in options]
        for one in self._heard_in(number, offset):
            if isinstance(one.thing, Voice | Person | Holder):
                found.append((one.span[0], one.thing))
        things: list[Thing] = []
        for _, thing in sorted(found, key=lambda pair: pair[0]):
            if _fits(thing, gender) and not any(thing is other for other in things):
                things.append(thing)
        return things

    def _heard_in(self, number: int, offset: int) -> list[Heard]:
        return [one for one in self._by_sentence.get(number, ()) if one.span[0] < offset]

    def _paragraph_of(self, sentence: int) -> int:
        return self.page.paragraph(self.page.sentence_start(sentence))


def _kind_of(form: str) -> str:
    return "insider" if is_a(form, "insider") else "spokes"


def _fits(thing: Thing | None, gender: str) -> bool:
    if isinstance(thing, Person):
        return thing.fits(gender)
    if isinstance(thing, Holder):
        return True
    if not isinstance(thing, Voice) or thing.noun.endswith("s") or is_a(thing.noun, "plain-group"):
        # "Sources close to him" are several.
        return False
    return not thing.gender or not gender or thing.gender == gender
