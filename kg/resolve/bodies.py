"""The bodies that a document names: those of the record, others, and how either is called in short."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Span
from kg.resolve.page import Page
from kg.resolve.words import body_kinds, body_nouns, forms_of, is_a, strong_words

# Only bodies whose names hold these words are called by them: no other department is "the ministry".
_NAMED_SO = frozenset(("ministry", "guild"))
# A hospital is one of a trust's, and not the trust.
_HOSPITALS = frozenset(("hospital", "infirmary"))
_JOINS = frozenset(("of", "and", "for", "the", "on", "in"))
_SHORT = re.compile(r"\s*\(\s*(?:the\s+)?([A-Z][A-Za-z&]{1,9})\s*\)")
_PLAIN_ENDS = frozenset("council police constabulary university hospital".split())
# Of these kinds are bodies that the press calls by the first word of their names.
_CALLED_SHORT = frozenset(("company", "charity", "union"))
# What a body may be called whose name does not tell its kind.
_ANY = frozenset(
    "company firm operator contractor organisation group supplier developer landlord provider owner".split()
)


@dataclass
class Body:
    """A body that a document names.

    ``known`` are the ids that bear the name, ``kinds`` notations of what it is; ``implied`` are the places of posts
    that are in it: whoever names the health secretary has named the department.
    """

    label: str
    known: tuple[str, ...] = ()
    kinds: set[str] = field(default_factory=set)
    mentions: list[Span] = field(default_factory=list)
    forms: tuple[str, ...] = ()
    implied: list[Span] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return the notation of what it is, by its name first."""
        named = (kind for form, kind in body_kinds().items() if form in self.forms and kind in self.kinds)
        return next(named, min(self.kinds, default="other-body"))


class Bodies:
    """The bodies of a document, in the order in which they come up."""

    def __init__(self, page: Page, sources: Sequence[Span], people: Sequence[range]) -> None:
        """Read a document; ``people`` are the words that are people's names."""
        self.page = page
        self._families = {page.form(places.stop - 1) for places in people}
        self._people = {place for places in people for place in places}
        self.bodies: list[Body] = []
        self._named: dict[int, list[tuple[Span, Body]]] = {}
        self._implied: dict[int, list[tuple[Span, Body]]] = {}
        self._by_name: dict[tuple[str, ...], Body] = {}
        for start, end, ids in sorted(self._names(sources)):
            self._add(start, end, ids)
        self._join_short()
        for named in page.named:
            for body in sorted({page.graph.posts[i].body for i in named.ids if i in page.graph.posts} - {""}):
                self._imply(body, page.span(named.start, named.end))

    def within(self, span: Span, *, implied: bool = False) -> list[tuple[Span, Body]]:
        """Return the bodies that are named in a span, with where; on demand those of the posts in it, too."""
        found = []
        # Spans are short: a look at each place in them is quicker than one through all bodies.
        for place in self.page.places(span):
            named = [*self._named.get(place, ()), *(self._implied.get(place, ()) if implied else ())]
            found += [(at, body) for at, body in named if at[1] <= span[1]]
        return sorted(found, key=lambda pair: pair[0])

    def meant_by(self, noun: str, offset: int) -> list[Body]:
        """Return the bodies that "the <noun>" can mean at an offset, the one named last first."""
        found: list[tuple[Span, Body]] = []
        untold: list[tuple[Span, Body]] = []
        for body in self.bodies:
            before = [at for at in body.mentions + body.implied if at[0] < offset]
            if before and _is_called(body, noun):
                found.append((max(before), body))
            elif before and noun in _ANY and not body.kinds and not body.known:
                untold.append((max(before), body))
        return [body for _, body in sorted(found or untold, key=lambda pair: -pair[0][0])]

    def of_kind(self, noun: str) -> list[Body]:
        """Return the bodies of the whole document that "the <noun>" can mean."""
        return [body for body in self.bodies if _is_called(body, noun)]

    def take(self, start: int, end: int) -> Body:
        """Take a row of words for the name of a body."""
        forms = tuple(self.page.form(place) for place in range(start, end))
        longer = None if forms in self._by_name else self._longer(forms)
        if longer:
            self._by_name[forms] = longer
        self._add(start, end, ())
        return self._by_name[forms]

    def unnamed(self, noun: str) -> Body:
        """Return the body that a document tells of by its kind alone."""
        label = f"{noun} (not named)"
        body = next((one for one in self.bodies if one.label == label), None)
        if body is None:
            body = Body(label, (), set(sorted(body_nouns()[noun])[:1]), [], (noun,))
            self.bodies.append(body)
        return body

    def _join_short(self) -> None:
        """Join a body that is called by the first words of another's name to it: "Harbour Pilots" and their "Trust"."""
        for body in [one for one in self.bodies if not one.known]:
            longer = self._longer(body.forms)
            if longer is None or (body.kinds and longer.kinds and body.kinds.isdisjoint(longer.kinds)):
                continue
            self.bodies.remove(body)
            longer.mentions = sorted(longer.mentions + body.mentions)
            longer.kinds |= body.kinds
            self._by_name = {forms: longer if one is body else one for forms, one in self._by_name.items()}
            for named in self._named.values():
                named[:] = [(at, longer if one is body else one) for at, one in named]

    def _longer(self, forms: Sequence[str]) -> Body | None:
        """Return the only body whose name begins with some words, and goes on with such as tell its kind."""
        size = len(forms)
        found = [
            one
            for one in self.bodies
            if len(one.forms) > size
            and one.forms[:size] == tuple(forms)
            and all(is_a(form, "body") for form in one.forms[size:])
        ]
        # What tells of no body may be a place's: "West Ambleford" is no university.
        is_body = size > 1 and not strong_words().isdisjoint(forms)
        found = [one for one in found if is_body or (size == 1 and one.kinds and one.kinds <= _CALLED_SHORT)]
        return found[0] if len(found) == 1 else None

    def _imply(self, local: str, span: Span) -> None:
        agent = self.page.graph.agents.get(local)
        if agent is None:
            return
        body = next((one for one in self.bodies if local in one.known), None)
        if body is None:
            body = Body(agent.label, (local,), {agent.body_kind}, [], forms_of(agent.label))
            self.bodies.append(body)
        body.implied.append(span)
        self._implied.setdefault(self.page.places(span).start, []).append((span, body))

    def _names(self, sources: Sequence[Span]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        page, taken = self.page, set(self._people)
        for named in page.named:
            ids = tuple(i for i in named.ids if i in page.graph.agents and page.graph.agents[i].kind == "Organisation")
            taken.update(range(named.start, named.end))
            if ids and not self._people.intersection(range(named.start, named.end)):
                end = self._grown(named.start, named.end)
                # "Home Office Pensioners' Association" is another body than the Home Office.
                yield named.start, end, () if end > named.end else ids
        told = {place for span in sources for place in page.places(span)}
        for start, end in self._runs(taken):
            forms = [page.form(place) for place in range(start, end)]
            if len(forms) == 1 and forms[0] in self._families:
                continue
            is_told = start in told and not self._heads(end) and self._acts_as_body(start, end)
            is_told = is_told or (start in told and bool(self._told_kinds(start, end)))
            if page.gap(end) == " " and page.form(end) in _PLAIN_ENDS and not is_a(forms[-1], "party", "common"):
                # "Southgate council", "Hartwell police": written as a name and its kind.
                yield start, end + 1, ()
                continue
            if (len(forms) > 1 and strong_words().intersection(forms)) or self._is_headed(start, end) or is_told:
                yield start, end, ()

    def _heads(self, end: int) -> bool:
        """Say whether a kind of body and a name follow: "Ferry" in "Ferry operator Sundsail"."""
        return self.page.gap(end) == " " and self._is_headed(end + 1, end + 2)

    def _is_headed(self, start: int, end: int) -> bool:
        """Say whether the kind of body stands before a name, in small letters: "campaign group Fair Marks"."""
        page = self.page
        if end > len(page.words) or page.gap(start) != " " or not page.words[start].is_capital:
            return False
        before = page.words[start - 1]
        if before.form not in body_nouns() or before.owns:
            return False
        # "Union leader", "Charity Commission": at the head of a sentence the capital tells nothing.
        is_head = page.sentence_span(before.start)[0] >= before.start - 1
        return not before.is_capital or (is_head and page.form(start) not in strong_words())

    def _grown(self, start: int, end: int) -> int:
        page = self.page
        grown = end
        while grown < len(page.words) and page.gap(grown) == " " and page.words[grown].is_capital:
            if grown in page.covered or page.words[grown].text[0].isdigit():
                break
            grown += 1
        while grown > end and (page.form(grown - 1) not in strong_words() or grown - 1 in self._people):
            grown -= 1
        return grown

    def _runs(self, taken: set[int]) -> Iterator[tuple[int, int]]:
        page, place = self.page, 0
        while place < len(page.words):
            word = page.words[place]
            is_name = word.is_capital and not word.text[0].isdigit() and place not in taken
            if not is_name or (is_a(word.form, "common") and word.form not in strong_words()):
                place += 1
                continue
            end = self._run_end(place, taken)
            yield place, end
            place = end

    def _run_end(self, start: int, taken: set[int]) -> int:
        page, end = self.page, start + 1
        place = start + 1
        while place < len(page.words) and place not in taken and self._goes_on(place):
            word = page.words[place]
            if page.words[place - 1].owns and page.form(place) not in strong_words():
                break
            if word.is_capital and not word.text[0].isdigit():
                end = place + 1
            elif word.form not in _JOINS or place - end > 1:
                break
            place += 1
        return end

    def _goes_on(self, place: int) -> bool:
        page = self.page
        # "the Harbour Pilots' Union": a plural that owns parts no name.
        is_plural = page.gap(place) in ("' ", "’ ") and page.form(place - 1).endswith("s")
        return page.gap(place) in (" ", "-", " & ") or (is_plural and page.form(place) in strong_words())

    def _acts_as_body(self, start: int, end: int) -> bool:
        """Say whether a name that no word tells is treated as a body: "Unison said its members"."""
        page = self.page
        if page.words[end - 1].owns:
            return False
        after = [page.form(place) for place in range(end, min(end + 7, len(page.words)))]
        stop = next((number for number, form in enumerate(after) if form in ("he", "she", "his", "her", "who")), 99)
        if any(form in ("its", "it", "which") for form in after[:stop]):
            return True
        text = page.words[start].text
        return end - start == 1 and text.isupper() and len(text) > 1

    def _add(self, start: int, end: int, ids: tuple[str, ...]) -> None:
        page = self.page
        forms = tuple(page.form(place) for place in range(start, end))
        body = self._by_name.get(forms) or next((one for one in self.bodies if ids and one.known == ids), None)
        if body is None:
            label = page.shown([page.span(start, end)])
            body = Body(label.removesuffix("'s").removesuffix("’s"), ids, self._kinds(forms, ids), [], forms)
            self.bodies.append(body)
        self._by_name[forms] = body
        body.known = body.known or ids
        body.mentions.append(page.span(start, end))
        self._named.setdefault(start, []).append((body.mentions[-1], body))
        body.kinds |= self._told_kinds(start, end)
        short = _SHORT.match(page.text, page.words[end - 1].end)
        if short:
            self._by_name.setdefault((short[1].casefold(),), body)

    def _kinds(self, forms: Sequence[str], ids: tuple[str, ...]) -> set[str]:
        known = {self.page.graph.agents[local].body_kind for local in ids}
        if known:
            return known
        return {body_kinds()[form] for form in forms if form in body_kinds()}

    def _told_kinds(self, start: int, end: int) -> set[str]:
        """Read what stands beside a name: "Oakleaf, the firm that", "the charity Safe Towpaths"."""
        page = self.page
        found: set[str] = set()
        before = page.form(start - 1)
        if page.gap(start) == " " and before in body_nouns():
            found |= body_nouns()[before]
        if page.text[page.words[end - 1].end : page.words[end - 1].end + 2] == ", ":
            near = [page.form(place) for place in range(end, min(end + 6, len(page.words)))]
            if near and near[0] in ("the", "a", "an", "which"):
                found |= next((body_nouns()[form] for form in near if form in body_nouns()), frozenset())
        return found


def _is_called(body: Body, noun: str) -> bool:
    """Say whether "the <noun>" can mean a body."""
    if noun in body.forms:
        return True
    if noun in _NAMED_SO or (noun == "trust" and _HOSPITALS.intersection(body.forms)):
        return False
    return bool(body.kinds & body_nouns().get(noun, frozenset()))
