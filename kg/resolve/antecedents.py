"""Who was spoken of before: surnames, pronouns, and "the minister", each by what stands nearest and fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.resolve.bodies import Bodies, Body
from kg.resolve.page import Page
from kg.resolve.people import Call, People, Person
from kg.resolve.references import Option, Voice
from kg.resolve.words import is_a

_FURTHEST = 4
_SAME = {
    "minister": ("minister", "secretary"),
    "secretary": ("secretary",),
    "mp": ("mp", "mps", "backbencher", "member"),
}


@dataclass(frozen=True)
class Heard:
    """Somebody who was heard: where the words for him stand, whom they mean, and where what he says stands."""

    span: Span
    thing: "Person | Body | Voice | None"
    contents: tuple[Span, ...]


class Antecedents:
    """What the document has said so far."""

    def __init__(self, page: Page, people: People, bodies: Bodies) -> None:
        """Begin at the head of a document."""
        self.page, self.people, self.bodies = page, people, bodies
        self.heard: list[Heard] = []

    def hear(self, span: Span, thing: "Person | Body | Voice | None", contents: Sequence[Span]) -> None:
        """Note who was heard."""
        self.heard.append(Heard(span, thing, tuple(contents)))

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

    def person(self, offset: int, gender: str) -> list[Option]:
        """Return whom "he" or "she" means at an offset."""
        sentence = self.page.sentence(offset)
        paragraph = self.page.paragraph(offset)
        for back in range(_FURTHEST + 1):
            things = self._in_sentence(sentence - back, offset, gender)
            if not things:
                continue
            speakers = [one.thing for one in self._heard_in(sentence - back, offset) if _fits(one.thing, gender)]
            far = 0.0 if back < 2 else 0.04 * back
            if len(things) == 1 and (back == 0 or paragraph - self._paragraph_of(sentence - back) <= 2):
                return [Option(things[0], 0.9 - far, "the one named before")]
            if speakers:
                first = speakers[-1]
                rest = [thing for thing in things if thing is not first]
                return [Option(first, 0.85 - far, "spoke before")] + [
                    Option(thing, 0.35, "named before") for thing in rest
                ]
            return [Option(thing, 0.55 if not number else 0.4, "named before") for number, thing in enumerate(things)]
        return []

    def before(self, offset: int) -> list[Option]:
        """Return whom a relative "who" means: the name right before it."""
        for call in reversed(self.people.calls):
            end = self.page.words[call.end - 1].end
            if end <= offset:
                return self.called(call) if offset - end <= 3 else []
        return []

    def body(self, offset: int) -> list[Option]:
        """Return which body "it" or "they" means: the one that was heard last, close before."""
        paragraph = self.page.paragraph(offset)
        for one in reversed(self.heard):
            if one.span[0] < offset:
                near = paragraph - self.page.paragraph(one.span[0]) <= 1
                return [Option(one.thing, 0.85, "spoke before")] if near and isinstance(one.thing, Body) else []
        return []

    def office(self, offset: int, forms: Sequence[str]) -> list[Option]:
        """Return whom "the minister" or "the former minister" means: whoever is described by the word."""
        heads = _SAME.get(forms[-1], (forms[-1],))
        is_former = forms[0] in ("former", "ex")
        found: list[tuple[int, Person]] = []
        for person in self.people.people:
            told = [one for one in person.described if self._bears(one.nouns, one.posts, heads, forms)]
            told = [one for one in told if one.is_former == is_former] if is_former else told
            before = [at[0] for at in person.mentions if at[0] < offset]
            if told and before:
                found.append((before[-1], person))
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

    def _bears(self, nouns: Sequence[str], posts: Sequence[str], heads: Sequence[str], forms: Sequence[str]) -> bool:
        names = [name.casefold().split() for post in posts for name in self.page.graph.posts[post].names]
        words = {*nouns, *(word for name in names for word in name)}
        rest = [form for form in forms[:-1] if is_a(form, "office", "rank")]
        return any(head in words for head in heads) and all(form in words for form in rest)

    def _in_sentence(self, number: int, offset: int, gender: str) -> "list[Person | Body | Voice]":
        """Return the people named in a sentence before an offset, whom it speaks of first of all first."""
        found: list[tuple[int, Person | Body | Voice]] = []
        for call in self.people.calls:
            start = self.page.words[call.start].start
            if start >= offset:
                break
            if self.page.sentence(start) == number:
                options = self.called(call)
                best = options[0].thing if options and options[0].score > 0.7 else None
                found += [(start, best)] if best is not None else [(start, one.thing) for one in options]
        for one in self._heard_in(number, offset):
            if isinstance(one.thing, Voice | Person):
                found.append((one.span[0], one.thing))
        things: list[Person | Body | Voice] = []
        for _, thing in sorted(found, key=lambda pair: pair[0]):
            if _fits(thing, gender) and not any(thing is other for other in things):
                things.append(thing)
        return things

    def _heard_in(self, number: int, offset: int) -> list[Heard]:
        return [one for one in self.heard if one.span[0] < offset and self.page.sentence(one.span[0]) == number]

    def _paragraph_of(self, sentence: int) -> int:
        return self.page.paragraph(self.page.sentence_start(sentence))


def _fits(thing: "Person | Body | Voice | None", gender: str) -> bool:
    if isinstance(thing, Person):
        return thing.fits(gender)
    return isinstance(thing, Voice) and (not thing.gender or thing.gender == gender)
