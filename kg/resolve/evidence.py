"""What speaks for somebody of the record being whom a document names."""

from collections.abc import Iterator

from kg.resolve.descriptions import Description
from kg.resolve.known import KnownGraph, KnownTenure
from kg.resolve.people import Person
from kg.resolve.words import body_nouns, forms_of, given_names

Period = tuple[str, str] | None
_POLITICAL = frozenset("mp mps minister secretary chancellor backbencher whip peer lord baroness politician".split())
_PARLIAMENT = frozenset(("commons", "lords", "select", "parliamentary", "backbench"))
_STATE = frozenset(("department", "government", "parliament", "party", "ministers-office"))
_EMPTY = frozenset("the a an of for and in at its his her their former then new current who said uk s".split())


def weigh_person(
    graph: KnownGraph, person: Person, period: Period, context: set[str]
) -> Iterator[tuple[str, float, str]]:
    """Yield the people of the record who bear a name, each with a score and what it rests on."""
    if person.known:
        bearers, is_full = list(person.known), True
    else:
        bearers, is_full = graph.by_family.get(person.family, []), False
        if person.given:
            return
    for local in bearers:
        if not is_full and person.gender and not _can_be(graph.agents[local].given, person.gender):
            continue
        score, why = _weigh(graph, local, person, period, context)
        if not is_full:
            score = min(score, 0.93) if score >= 0.95 else min(score, 0.6)
        yield local, score, why


def _can_be(given: str, gender: str) -> bool:
    forms = forms_of(given)
    known = given_names().get(forms[0], "u") if forms else "u"
    return known in ("u", gender)


def _weigh(graph: KnownGraph, local: str, person: Person, period: Period, context: set[str]) -> tuple[float, str]:
    held = graph.by_holder.get(local, [])
    bodies = graph.bodies_of(local)
    offices = [one for one in person.described if one.is_office]
    if person.is_private:
        return 0.1, "a private person of the same name"
    best = (0.0, "")
    for told in offices:
        best = max(best, _by_post(graph, told, held, period), _by_body(graph, told, bodies))
        best = max(best, _by_words(graph, told, held, period))
    nouns = {noun for one in offices for noun in one.nouns}
    words = {form for one in offices for form in forms_of(one.text)}
    best = max([best, *(_by_comment(graph.agents[local].comment, told) for told in offices)])
    is_political = bool(nouns & _POLITICAL or words & _PARLIAMENT)
    if is_political and _sits(graph, local, bodies):
        best = max(best, (0.8, "full name of a politician"))
    if best[0]:
        return best
    if offices or person.titles & {"cllr", "councillor", "pc", "detective", "rev", "judge", "superintendent"}:
        return 0.2, "the same name with another office"
    there = bodies & context or {tenure.post for tenure in held} & context
    if there:
        return 0.85, f"full name; {graph.label(min(there))} is named too"
    return 0.5, "full name alone"


def _by_post(graph: KnownGraph, told: Description, held: list[KnownTenure], period: Period) -> tuple[float, str]:
    for tenure in held:
        if tenure.post in told.posts:
            label = graph.label(tenure.post)
            if told.is_former:
                if period is None or tenure.start <= period[1]:
                    return 0.97, f"{label} from {tenure.start}"
            elif period is not None and tenure.meets(*period):
                return 0.97, f"{label} on {period[1]}"
    if any(tenure.post in told.posts for tenure in held):
        return 0.86, "held that post at another time"
    return 0.0, ""


def _by_body(graph: KnownGraph, told: Description, bodies: set[str]) -> tuple[float, str]:
    there = bodies.intersection(told.bodies)
    return (0.92, f"of {graph.label(min(there))}") if there else (0.0, "")


def _by_words(graph: KnownGraph, told: Description, held: list[KnownTenure], period: Period) -> tuple[float, str]:
    """Compare the words of a description with those of the posts that were held: "the chief inspector"."""
    words = {form for form in forms_of(told.text) if form not in _EMPTY}
    for tenure in held:
        on_day = told.is_former or period is None or tenure.meets(*period)
        names = {form for name in graph.posts[tenure.post].names for form in forms_of(name)} if on_day else set()
        if words and told.nouns and words <= names:
            return 0.95, f"{graph.label(tenure.post)}, by its words"
    return 0.0, ""


def _by_comment(comment: str, told: Description) -> tuple[float, str]:
    """Compare a description with what the record says of somebody: it may have been taken from such words.

    >>> told = Description("from the Ferry Agency", (0, 21), (), (), ("member",), False, False, True)
    >>> _by_comment("the agency's director of boats", told)[0], _by_comment("the union's secretary", told)[0]
    (0.86, 0.0)
    """
    words = {form for form in forms_of(told.text) if form not in _EMPTY}
    shared = words.intersection(forms_of(comment))
    if set(told.nouns) <= {"member"} and shared & body_nouns().keys():
        # "Ann Lee from the Ferry Agency", who is on record as "the agency's director": only the body is told.
        return 0.86, "of such a body on record"
    return (0.86, "described likewise on record") if len(shared) > 1 and 2 * len(shared) >= len(words) else (0.0, "")


def _sits(graph: KnownGraph, local: str, bodies: set[str]) -> bool:
    if graph.agents[local].bodies:
        return True
    return any(graph.agents[body].body_kind in _STATE for body in bodies if body in graph.agents)
