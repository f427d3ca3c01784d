"""Bodies that are told by whose they are: "his department", and "his spokesman" of whoever an office speaks for."""

from collections.abc import Iterator

from kg.resolve.antecedents import Antecedents, Thing
from kg.resolve.bodies import Bodies, Body
from kg.resolve.page import Page
from kg.resolve.people import Person
from kg.resolve.references import CHOSEN, Holder, Option
from kg.resolve.words import body_nouns, forms_of

_GENDERS = {"his": "m", "her": "f"}
_MOST = 3
# An office of the state that stands for the one whose it is.
_OFFICE = "ministers-office"


def owned_body(page: Page, bodies: Bodies, antecedents: Antecedents, places: range) -> list[Option]:
    """Read "his department": the only such body by which he is described."""
    gender, noun = _GENDERS.get(page.form(places.start), ""), page.form(places.stop - 1)
    if not gender or noun not in body_nouns() or len(places) > _MOST:
        return []
    options = antecedents.person(page.words[places.start].start, gender)
    if not options or options[0].score < CHOSEN:
        return []
    whose = page.shown([page.span(places.start, places.start + 1)])
    found: list[Body] = []
    for body in _bodies_of(page, bodies, options[0].thing):
        is_so = noun in body.forms or body.kinds & body_nouns()[noun]
        if is_so and all(body is not one and body.known != one.known for one in found):
            found.append(body)
    return [Option(found[0], 0.85, f"{whose.casefold()} {noun}")] if len(found) == 1 else []


def office_heard(page: Page, antecedents: Antecedents, offset: int) -> list[Option]:
    """Read the "his" of "No 10 was content. His spokesman said": the office that was heard right before."""
    last = next((one for one in reversed(antecedents.heard) if one.span[0] < offset), None)
    if last is None or page.paragraph(last.span[0]) != page.paragraph(offset):
        return []
    is_office = isinstance(last.thing, Body) and _OFFICE in last.thing.kinds
    return [Option(last.thing, 0.85, "the office heard before")] if is_office and last.thing else []


def _bodies_of(page: Page, bodies: Bodies, thing: Thing) -> Iterator[Body]:
    graph = page.graph
    posts = [thing.tenure.post] if isinstance(thing, Holder) else []
    for told in thing.described if isinstance(thing, Person) else ():
        if not told.is_former and told.is_office:
            posts += told.posts
            yield from (body for _, body in bodies.within(told.span))
    for post in posts:
        agent = graph.agents.get(graph.posts[post].body)
        if agent:
            named = next((one for one in bodies.bodies if agent.id in one.known), None)
            yield named or Body(agent.label, (agent.id,), {agent.body_kind}, [], forms_of(agent.label))
