"""Posts that stand for whoever holds them: "the home secretary", "the then shadow chancellor"."""

from kg.resolve.known import KnownTenure, Named
from kg.resolve.page import Page
from kg.resolve.people import People, Person
from kg.resolve.references import Holder, Option

_FORMER = frozenset(("former", "ex", "previous", "late", "onetime"))
_NEW = frozenset(("new", "incoming", "newly"))
_OLD = frozenset(("outgoing", "departing"))
_PLAIN = frozenset(("the", "then", "current", "present", "acting", "serving", "britain", "uk", "british", "as", "this"))


def read_post(page: Page, people: People, places: range, period: tuple[str, str] | None) -> list[Option] | None:
    """Return who can be meant by the name of a post; None if no post of the record is named.

    Whoever the document describes so and whoever the record has in it on that day must be the same one; where they are
    not, or where two held it that day, nobody is chosen.
    """
    named = _named(page, places)
    if named is None or (page.words[named.end - 1].owns and named.end < places.stop):
        return None
    before = [page.form(p) for p in range(places.start, named.start)]
    if not before and page.gap(places.start) == " " and page.form(places.start - 1) in _FORMER | _NEW | {"then"}:
        before = [page.form(places.start - 1)]
    whose = _apposed(page, people, places.start - len(before if places.start == named.start else ()))
    if whose:
        return [Option(whose, 0.93, f"named beside {page.shown([page.span(named.start, named.end)])}")]
    after = page.form(named.end) if named.end < places.stop else ""
    if any(form not in _PLAIN | _FORMER | _NEW | _OLD | {"a", "an"} for form in before):
        return []
    if after and after not in ("who", "and", "at", "in", "on", "said", "for") and "," not in page.gap(named.end):
        # "the prime minister of France" is not ours.
        return []
    posts = _posts(page, named.ids)
    words = page.shown([page.span(named.start, named.end)])
    described = [one for one in people.people if any(set(posts) & set(d.posts) for d in one.described)]
    if _FORMER.intersection(before):
        return [Option(one, 0.5, f"former {words}") for one in described if _is_former(one, posts)]
    held = [tenure for post in posts for tenure in page.graph.holders(post, *(period or (None, None)))]
    if period is None:
        held = []
    if _NEW.intersection(before) and len(held) > 1:
        held = [max(held, key=lambda tenure: tenure.start)]
    if _OLD.intersection(before) and len(held) > 1:
        held = [min(held, key=lambda tenure: tenure.start)]
    is_then = "then" in before
    told = [one for one in described if _is_former(one, posts) == is_then or not _is_former(one, posts)]
    if held and (is_then or _is_dated(page, places, period)):
        # Of a day that is told the record knows better than a description that holds today.
        holders = {tenure.holder for tenure in held}
        told = [one for one in told if holders.intersection(one.known)]
    return _weigh(page, told, held, words, period)


def _apposed(page: Page, people: People, start: int) -> Person | None:
    """Return the person in whose apposition a post stands: "Jane Roe, then home secretary, said"."""
    if page.gap(start) != ", ":
        return None
    calls = [call for call in people.calls if call.end == start and not call.owns]
    return calls[0].people[0] if calls and len(calls[0].people) == 1 else None


def _named(page: Page, places: range) -> Named | None:
    """Return the post that is named in a row of words, found within it alone: "the PM" of "the PM's spokesman"."""
    for found in page.graph.names.find(page.words[places.start : places.stop], page.text):
        if _posts(page, found.ids):
            return Named(found.start + places.start, found.end + places.start, found.ids)
    return None


def _is_dated(page: Page, places: range, period: tuple[str, str] | None) -> bool:
    """Say whether the sentence speaks of another day than that of publication."""
    published = page.document.detail("published")
    return period is not None and published is not None and period != (published, published)


def _weigh(
    page: Page,
    told: list[Person],
    held: list[KnownTenure],
    words: str,
    period: tuple[str, str] | None,
) -> list[Option]:
    day = period[1] if period else "an unknown day"
    holders = {tenure.holder: tenure for tenure in held}
    options: list[Option] = []
    for person in told:
        same = [local for local in person.known if local in holders]
        for local in same:
            holders.pop(local)
        options.append(Option(person, 0.95 if same else 0.88, f"described as {words}"))
    options += [Option(Holder(tenure), 0.9, f"{words} on {day}") for tenure in holders.values()]
    if len(options) > 1:
        # Several people: the text does not decide, whatever speaks for each.
        return [Option(one.thing, 0.5, one.basis) for one in options]
    return options


def _posts(page: Page, ids: tuple[str, ...]) -> list[str]:
    return [local for local in ids if local in page.graph.posts]


def _is_former(person: Person, posts: list[str]) -> bool:
    told = [one for one in person.described if set(one.posts) & set(posts)]
    return bool(told) and all(one.is_former for one in told)
