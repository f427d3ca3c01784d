"""What a document tells of somebody beside the name: "the general secretary of ...", "43, a mother of two"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Span
from kg.resolve.lives import BEING, FEMALE, FORMER, LEADING, MALE, held, is_partner, is_past_life, is_private_noun
from kg.resolve.page import Page
from kg.resolve.words import body_nouns, is_a, strong_words

_LONGEST = 22
_LEADS = frozenset(
    "the a an its his her their our former then who whose of head chief deputy assistant acting new current ex shadow "
    "senior vice co founder director leader general medical managing regional national".split()
)
_BEFORE = 9
_JOINS = frozenset(("the", "of", "and", "for", "charity", "union", "group"))
_LETTERS = frozenset(("mp", "msp", "qc", "kc"))
_RELATIVE = frozenset(("who", "whose", "which", "that"))
# An office that somebody takes up or leaves ends before these: "resigned as chair of the trust after admitting ...".
_ENDS = frozenset(
    "after before over following amid amidst when because since until while to and but in on with by from last this"
    " yesterday today who which that as".split()
)
_SEAT = re.compile(r"\s*(?:\([^()\n]{3,60}\)\s*)?\((?:Con|Lab|LD|SNP|PC|DUP|UUP|SDLP|Green|Ind|Reform|Lab/Co-op|CB)\)")
_OWNERS = frozenset("his her their its my our".split())
# Between a name and "as" these tell of an office that is taken up, held or left.
_TAKES = frozenset(
    "resign resigns resigned quit quits step steps stepped stand stands stood appointed named elected installed took "
    "takes taken serve serves served serving work works worked acted left retire retires retired sacked removed "
    "replaced suspended ousted return returns returned continue continues continued sworn confirmed nominated".split()
)
# Those for whom somebody is heard: "Ann Lee, for the opposition, said".
_SIDES = frozenset("opposition government prosecution defence crown".split())
_AGE = re.compile(r"\s*,?\s*\(?(?:aged )?\d{1,3}\)?,?\s*")


@dataclass(frozen=True)
class Description:
    """Words that describe somebody; ``posts`` and ``bodies`` are what the record knows of what stands in them.

    ``nouns`` are the offices and jobs, ``is_former`` says that they are past, ``is_after`` that they follow the name,
    ``is_through`` that somebody is told of as another's: "his daughter".
    """

    text: str
    span: Span
    posts: tuple[str, ...]
    bodies: tuple[str, ...]
    nouns: tuple[str, ...]
    is_former: bool
    is_private: bool
    is_after: bool
    gender: str = ""
    is_through: bool = False

    @property
    def is_office(self) -> bool:
        """Say whether an office, a rank, a job or a body is named."""
        return bool(self.posts or self.bodies or self.nouns) and not self.is_private


def describe(page: Page, start: int, end: int) -> list[Description]:
    """Return what stands beside a name.

    Args:
        page: the document.
        start: the first word of the name.
        end: the word after the last.
    """
    is_lettered = page.form(end) in _LETTERS and page.gap(end) == " " and not page.words[end - 1].owns
    letters = [end] if is_lettered else []
    end += len(letters)
    while start > 0 and page.gap(start) in (" ", ". ") and is_a(page.form(start - 1), "title-m", "title-f", "title"):
        if not page.words[start - 1].is_capital:
            # "His sister Joan" is a relation, "Sister Joan" a nun.
            break
        start -= 1
    spans = [(span, True) for span in (*_after(page, end), *_as_office(page, end))]
    spans += [(span, False) for span in _before(page, start)]
    found = [_read(page, span, is_after=is_after) for span, is_after in spans]
    if seat := _SEAT.match(page.text, page.words[end - 1].end):
        # Who sits for a place and a party in a transcript is a member.
        found.append(Description(seat[0].strip(), seat.span(), (), (), ("mp",), False, False, True))
    if letters:
        found.append(_read(page, page.span(letters[0], end), is_after=True))
    return [one for one in found if one.is_office or one.is_private or one.bodies]


def _after(page: Page, end: int) -> Iterator[Span]:
    """Yield the apposition behind a name, an age passed over."""
    if page.words[end - 1].owns:
        return
    text, place = page.text, page.words[end - 1].end
    stop = page.sentence_span(page.words[end - 1].start)[1]
    age = _AGE.match(text, place)
    has_comma = text[place : place + 1] == ","
    begin = age.end() if age else place + 1 if has_comma else place
    words = page.places((begin, stop))
    if not len(words) or any(mark in text[begin : page.words[words.start].start] for mark in '“”‘"'):
        return
    first = page.form(words.start)
    is_led = first in _LEADS or (is_a(first, "office", "rank", "private") and (has_comma or bool(age)))
    is_for = first == "for" and has_comma
    is_named = words.start in page.covered and page.form(words.start) != first
    is_of = first in ("of", "from") and not has_comma
    if not ((has_comma or age) and is_led) and not is_of and not is_named and not is_for:
        # "Harry Fletcher, assistant general secretary ...": a phrase in small letters that holds an office.
        near = [page.form(place) for place in words[:4]]
        if not (has_comma and any(is_a(form, "office") for form in near) and not is_a(first, "common")):
            return
        if not {"said", "told", "says", "added"}.isdisjoint(near):
            return
    last = begin
    for number, place in enumerate(words):
        gap = page.gap(place)
        if number and (number > _LONGEST or any(mark in gap for mark in ',:;“”"()—–') or " - " in gap):
            break
        if is_of and number and not _names_body(page, place):
            # "Mark Roe of the union described it": the body ends where its name does.
            break
        last = page.words[place].end
    if is_for and text[last : last + 1] != ",":
        return
    yield begin, last
    yield from _beside_kin(page, words, last, stop)


def _beside_kin(page: Page, words: range, last: int, stop: int) -> Iterator[Span]:
    """Yield what somebody is beside being another's: "her uncle, a former judge,"."""
    second = page.places((last, stop))
    is_kin = page.form(words.start) in _OWNERS and any(is_private_noun(page, place) for place in words[1:4])
    if is_kin and page.text[last : last + 2] == ", " and page.form(second.start) in ("a", "an", "the"):
        ends = (place for place in second[1:_LONGEST] if page.gap(place) != " ")
        yield page.span(second.start, next(ends, min(second.stop, second.start + _LONGEST)))


def _as_office(page: Page, end: int) -> Iterator[Span]:
    """Yield the office that somebody takes up or leaves: "Neville Arkwright has resigned as chair of Penrose Homes"."""
    if page.words[end - 1].owns or page.gap(end) != " ":
        return
    stop = page.places((0, page.sentence_span(page.words[end - 1].start)[1])).stop
    for place in range(end, min(end + 8, stop)):
        if any(mark in page.gap(place) for mark in ',:;“”"()—–'):
            return
        behind = range(place + 1, min(place + 5, stop))
        takes = any(page.form(p) in _TAKES for p in range(end, place))
        if takes and page.form(place) == "as" and any(is_a(page.form(p), "office") for p in behind):
            last = place + 1
            while last < min(place + 12, stop) and (last == place + 1 or page.gap(last) in (" ", "-")):
                if page.form(last) in _ENDS:
                    break
                last += 1
            yield page.span(place + 1, last)
            return


def _before(page: Page, start: int) -> Iterator[Span]:
    """Yield the phrase that leads up to a name: "the coroner, Fiona", "Labour leader Jo", "the union's Paul"."""
    if start == 0 or page.gap(start) not in (" ", ", ", "\xa0", ". "):
        return
    sentence = page.sentence(page.words[start].start)
    has_comma = "," in page.gap(start)
    place, first = start - 1, start
    named = page.covered.get(place)
    is_told = is_a(page.form(place), "office", "rank", "private", "spokes", "spokes-m", "spokes-f", "body")
    is_told = is_told or (has_comma and _is_office_of(page, place))
    if not (named or is_told or (page.words[place].owns and _owns_people(page, place))):
        return
    if page.words[place].owns:
        # "the council's Gareth Pugh", "Labour's Jane Ashdown": whose somebody is tells the body.
        if page.gap(start) == " " and _owns_people(page, place):
            yield page.span(named.start if named else place, start)
        return
    while place >= 0 and start - place <= _BEFORE and page.sentence(page.words[place].start) == sentence:
        first = place
        form = page.form(place)
        if form in ("the", "a", "an", "its", "his", "her", "their") and page.form(place - 1) not in ("of", "for", "at"):
            break
        if place < start - 1 and any(mark in page.gap(place + 1) for mark in ',:;“”"()—–'):
            first = place + 1
            break
        if form in ("said", "told", "says", "by", "with", "when", "and", "but", "that", "as", "from", "to"):
            first = place + 1
            break
        place -= 1
    is_owned = any(page.words[p].owns for p in range(first, start))
    is_led = page.form(first) in ("the", "a", "an", "its", "his", "her", "their")
    if has_comma and not (is_led or named or is_owned):
        return
    if first < start:
        yield page.span(first, start)


def _is_office_of(page: Page, last: int) -> bool:
    """Say whether words end an office and what it is of: "the regulator's director of enforcement"."""
    for place in range(last, max(last - 4, -1), -1):
        if place < last and page.gap(place + 1) != " ":
            return False
        if page.form(place) in ("of", "for"):
            return place > 0 and page.gap(place) == " " and is_a(page.form(place - 1), "office")
    return False


def _read(page: Page, span: Span, *, is_after: bool) -> Description:
    places = page.places(span)
    forms = [page.form(place) for place in places]
    posts, bodies = _known_within(page, places)
    # What stands behind a relative pronoun tells of more than the office: "who asked the minister".
    cut = next((number for number, form in enumerate(forms) if form in _RELATIVE and number), len(forms))
    plain = forms[:cut]
    if forms[:1] == ["who"] and not (LEADING | BEING).intersection(forms[1:3]):
        # "who asked the minister", "who lives with a teacher": others are told of.
        plain = []
    clause = held(plain) if plain[:1] == ["who"] and not LEADING.intersection(plain[1:3]) else None
    nouns = tuple(dict.fromkeys(form for form in (plain if clause is None else clause) if is_a(form, "office")))
    nouns += ("partner",) if any(is_partner(page, place) for place in places[:cut]) else ()
    leads = forms[:1] == ["who"] and bool(LEADING.intersection(forms[1:3]))
    is_private = (
        bool(forms)
        and not leads
        and (forms[0] == "whose" or (not posts and _begins_private(page, places[: min(cut, 8)])))
    )
    is_private = is_private or (is_after and not posts and is_past_life(page, span, forms))
    gender = "m" if set(plain) & MALE else "f" if set(plain) & FEMALE else ""
    is_of = forms[:1] in (["of"], ["from"], ["for"])
    is_of_body = is_of and (any(_is_body(page, place) for place in places) or body_nouns().keys() & set(forms))
    is_of_body = is_of_body or (forms[:1] == ["for"] and not _SIDES.isdisjoint(forms))
    if is_of_body or (not is_after and page.words[places[-1]].owns and not is_private):
        nouns = nouns or ("member",)
    if leads:
        nouns = nouns or ("head",)
    shown = page.shown([span])
    if clause:
        # What befell somebody is no description of the office: "who was hurt as a boy and is now mayor of Ambleford".
        first = next((place for place in reversed(places[:cut]) if page.form(place) == clause[0]), places.start)
        shown = page.shown([page.span(first, places.stop)]) if nouns else shown
    return Description(
        shown,
        span,
        posts,
        bodies,
        nouns,
        bool(FORMER.intersection(plain[:3])),
        is_private,
        is_after,
        gender if is_private and forms[0] != "whose" else "",
        is_private and (forms[0] in _OWNERS or any(page.words[place].owns for place in places)),
    )


def _begins_private(page: Page, places: range) -> bool:
    """Say whether the first noun is of private life: a mother who is a teacher, no director of a victims' charity."""
    for place in places:
        is_private = is_private_noun(page, place)
        if not (is_private or is_a(page.form(place), "office")) or not page.words[place].text[0].islower():
            continue
        # "A children's home" is no child, and "as a girl" tells of a time.
        if not (page.words[place].owns or (page.form(place - 2) == "as" and is_private)):
            return is_private
    return False


def _known_within(page: Page, places: range) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the posts and the bodies on record that are named among some words, each once."""
    found = {named for place in places if (named := page.covered.get(place)) and named.end <= places.stop}
    ids = [local for named in sorted(found) for local in named.ids]
    graph = page.graph
    posts = (local for local in ids if local in graph.posts)
    bodies = (local for local in ids if local in graph.agents and graph.agents[local].kind == "Organisation")
    return tuple(dict.fromkeys(posts)), tuple(dict.fromkeys(bodies))


def _owns_people(page: Page, place: int) -> bool:
    """Say whether a word in the possessive is a body or a party: "the union's Paul Gant"."""
    form = page.form(place)
    named = page.covered.get(place)
    if named:
        graph = page.graph
        return any(graph.agents[local].kind == "Organisation" for local in named.ids if local in graph.agents)
    return form in body_nouns() or is_a(form, "party") or _is_body(page, place)


def _is_body(page: Page, place: int) -> bool:
    """Say whether a word is of the name of a body: letters that stand for one, or a word that bodies bear."""
    word = page.words[place]
    return (word.text.isupper() and len(word.text) > 1) or (word.is_capital and word.form in strong_words())


def _names_body(page: Page, place: int) -> bool:
    """Say whether a word can be of the name of a body."""
    return page.words[place].is_capital or page.form(place) in _JOINS or place in page.covered
