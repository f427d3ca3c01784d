"""From a scope to statements: one SPARQL query over names, days and places."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from kg.ask.described import best
from kg.ask.record import PREFIX_LINES, Record, terms
from kg.model import Entity
from kg.namespaces import PREFIXES
from kg.query.definition import Vetted

# As many statements are compared; of a scope that holds more, the first ones.
MOST = 1000
# So many days are looked up one by one.
MOST_DAYS = 1500
# No bound names more terms.
MOST_NAMED = 10_000


class Scope(NamedTuple):
    """A reading with every name resolved: IRIs per part; an empty tuple means that anything fits.

    ``speakers`` speak themselves; ``bodies`` speak themselves or through others on their behalf; ``posts`` speak
    through whoever holds them on the day (``former``: whoever held them before it); ``held`` are posts in which they
    spoke; ``matters`` are incidents that bear the name of a target: what is about them may be aimed at it as well;
    ``denied`` keeps what is told not to have been done.
    """

    speakers: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    target_posts: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    behalf: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    former: bool = False
    matters: tuple[str, ...] = ()
    denied: bool = False

    @property
    def is_loose(self) -> bool:
        """Say whether nothing bounds it but acts, days and where words stand."""
        people = (self.speakers, self.bodies, self.posts, self.targets, self.target_posts, self.behalf)
        return not any((*people, self.incidents, self.sources, self.outlets))

    @property
    def is_wide(self) -> bool:
        """Say whether nothing bounds it at all but where words stand."""
        return self.is_loose and not any((self.acts, self.since, self.until, self.origins))


def find_iris(scope: Scope, record: Record, among: Sequence[str] | None = None) -> list[str]:
    """Find the IRIs of the statements in a scope, oldest first.

    Args:
        scope: what is asked for.
        record: the graph.
        among: only these statement IRIs; None for all.
    """
    few = f"{statements_query(scope, among, is_ordered=False)}\nLIMIT {MOST + 1}"
    rows: Any = record.store.query(Vetted(few))
    iris = [row[0].value for row in rows]
    if len(iris) <= MOST:
        # Whoever asks for statements compares them: their cards tell the days, and the engine need not look them up.
        return [card.iri for card in sorted(record.cards.get(iris), key=lambda card: (card.latest or "", card.iri))]
    ordered: Any = record.store.query(Vetted(statements_query(scope, among)))
    return [row["statement"].value for row in ordered][:MOST]


def count_statements(scope: Scope, record: Record) -> int:
    """Return how many statements a scope holds, without loading them."""
    rows: Any = record.store.query(Vetted(statements_query(scope)))
    return sum(1 for _ in rows)


def statements_query(scope: Scope, among: Sequence[str] | None = None, *, is_ordered: bool = True) -> str:
    """Write the SPARQL query for a scope; terms come from the graph and are written by the engine.

    Args:
        scope: what is asked for.
        among: only these statement IRIs; None for all.
        is_ordered: give the oldest first, with the day by which each was said.

    >>> "kg:speaker" in statements_query(Scope(speakers=("https://example.org/a",)))
    True
    """
    lead, *others = _bounds(scope, among) or [_days_lead(scope)]
    lines = [f"{{ SELECT DISTINCT ?statement WHERE {{ {lead} }} }}"]
    lines += [f"FILTER EXISTS {{ {_as_check(bound)} }}" for bound in others]
    if not is_ordered:
        body = "\n  ".join(lines + (_day_lines(scope) if scope.since or scope.until else []))
        return f"{PREFIX_LINES}SELECT DISTINCT ?statement WHERE {{\n  {body}\n}}"
    body = "\n  ".join(lines + _day_lines(scope))
    return f"{PREFIX_LINES}SELECT DISTINCT ?statement ?latest WHERE {{\n  {body}\n}}\nORDER BY ?latest ?statement"


_VALUES = re.compile(r"VALUES (\?\w+) \{ ([^}]*) \} ")


def _as_check(bound: str) -> str:
    """Turn what finds statements into what looks at one: its terms are compared, not gone through.

    >>> _as_check("VALUES ?a { <x> <y> } ?s <p> ?a .")
    '?s <p> ?a . FILTER(?a IN (<x>, <y>))'
    >>> _as_check("VALUES ?a { <x> } ?r <p> ?s . ?r <q> ?a .")
    '?r <p> ?s . FILTER EXISTS { ?r <q> ?a . FILTER(?a IN (<x>)) }'
    """
    ways = [way.removeprefix("{ ").removesuffix(" }") for way in bound.split(" UNION ")]
    checks = [
        _stepwise(
            _VALUES.sub("", way), {v: f"FILTER({v} IN ({', '.join(of.split())}))" for v, of in _VALUES.findall(way)}
        )
        for way in ways
    ]
    return checks[0] if len(checks) == 1 else " UNION ".join(f"{{ {check} }}" for check in checks)


def _stepwise(pattern: str, filters: Mapping[str, str]) -> str:
    # In one group the planner, which does not see that the statement is known, starts from all reports of the record:
    # 80 s where steps take 10 ms, at 100,000 statements.
    is_plain = "OPTIONAL" not in pattern and "FILTER" not in pattern
    steps = pattern.removesuffix(" .").split(" . ") if is_plain else [pattern.removesuffix(" .")]
    left, check = dict(filters), ""
    parts = []
    for step in steps:
        here = [left.pop(name) for name in list(left) if name in step.split() or not is_plain]
        parts.append(" ".join((f"{step} ." if is_plain else pattern, *here)))
    for part in reversed(parts):
        check = f"{part} FILTER EXISTS {{ {check} }}" if check else part
    return check


def _bounds(scope: Scope, among: Sequence[str] | None) -> list[str]:
    """Return what bounds a scope, the narrowest first.

    The first finds, the others only look at what it found: joined, they would each be gone through whole, which takes
    ten times as long on a record of some hundred statements and grows with it. How many terms a bound names tells how
    much it lets in; acts and sources let in more than all others.
    """
    found = [(len(among) - MOST_NAMED, f"VALUES ?statement {{ {terms(among)} }}")] if among else []
    speakers, targets = (scope.speakers, scope.bodies, scope.posts), (scope.targets, scope.target_posts, scope.matters)
    found += [(sum(map(len, speakers)), line) for line in _speaker_lines(scope)]
    found += [(sum(map(len, targets)), line) for line in _target_lines(scope)]
    for variable, predicate, iris, wide in (
        ("beneficiary", "kg:onBehalfOf", scope.behalf, 0),
        ("incident", "kg:about", scope.incidents, 0),
        ("act", "kg:act", scope.acts, 2 * MOST_NAMED),
    ):
        line = f"VALUES ?{variable} {{ {terms(iris)} }} ?statement {predicate} ?{variable} ."
        found += [(len(iris) + wide, line)] if iris else []
    if scope.held:
        then = "?statement kg:spokeAs ?held_then . ?held_then kg:post ?held ."
        found.append((len(scope.held), f"VALUES ?held {{ {terms(scope.held)} }} {then}"))
    found += [(MOST_NAMED, line) for line in _report_lines(scope)]
    if scope.denied:
        found.append((3 * MOST_NAMED, "?statement kg:polarity ?sign . FILTER(?sign != kg:affirmed)"))
    return [line for _, line in sorted(found, key=lambda bound: bound[0])]


def _speaker_lines(scope: Scope) -> list[str]:
    ways = [f"VALUES ?speaker {{ {terms(scope.speakers)} }} ?statement kg:speaker ?speaker ."] if scope.speakers else []
    if scope.bodies:
        ways += [
            f"VALUES ?body {{ {terms(scope.bodies)} }} ?statement {how}"
            for how in (
                "kg:speaker ?body .",
                "kg:onBehalfOf ?body .",
                "kg:speaker ?voice . ?voice kg:speaksFor ?body .",
            )
        ]
    if scope.posts:
        chosen = f"VALUES ?post {{ {terms(scope.posts)} }} "
        held = "?tenure kg:post ?post . ?tenure kg:holder ?holder . ?statement kg:speaker ?holder . "
        before = "?tenure kg:end ?end . ?statement kg:latest ?day . FILTER(?end < ?day)"
        ways.append(
            chosen + (held + before if scope.former else "?statement kg:spokeAs ?tenure . ?tenure kg:post ?post .")
        )
    if len(ways) < 2:
        return ways
    return [" UNION ".join(f"{{ {way} }}" for way in ways)]


def _target_lines(scope: Scope) -> list[str]:
    ways = [f"VALUES ?target {{ {terms(scope.targets)} }} ?statement kg:towards ?target ."] if scope.targets else []
    if scope.target_posts:
        ways.append(
            f"VALUES ?aimed {{ {terms(scope.target_posts)} }} ?spell kg:post ?aimed . ?spell kg:holder ?person . "
            "?statement kg:towards ?person . ?statement kg:latest ?then . ?spell kg:start ?start . "
            "OPTIONAL { ?spell kg:end ?stop } FILTER(?start <= ?then && COALESCE(?stop, ?then) >= ?then)"
        )
    if ways and scope.matters:
        ways.append(f"VALUES ?matter {{ {terms(scope.matters)} }} ?statement kg:about ?matter .")
    return ways if len(ways) < 2 else [" UNION ".join(f"{{ {way} }}" for way in ways)]


def _report_lines(scope: Scope) -> list[str]:
    if not (scope.outlets or scope.sources or scope.origins):
        return []
    lines = [f"VALUES ?source {{ {terms(scope.sources)} }}"] if scope.sources else []
    lines += ["?report kg:reports ?statement .", "?report kg:source ?source ."]
    lines += (
        [f"VALUES ?outlet {{ {terms(scope.outlets)} }} ?source dcterms:publisher ?outlet ."] if scope.outlets else []
    )
    lines += [f"VALUES ?origin {{ {terms(scope.origins)} }} ?report kg:origin ?origin ."] if scope.origins else []
    return [" ".join(lines)]


def _days_lead(scope: Scope) -> str:
    """Find by the days alone: each of a few is looked up, which spares going through all statements."""
    if scope.since and scope.until:
        first, last = date.fromisoformat(scope.since), date.fromisoformat(scope.until)
        if 0 <= (last - first).days <= MOST_DAYS:
            days = (first + timedelta(number) for number in range((last - first).days + 1))
            values = " ".join(f'"{day}"^^<{PREFIXES["xsd"]}date>' for day in days)
            return f"VALUES ?day {{ {values} }} ?statement kg:latest ?day . ?statement a kg:Statement ."
    return "?statement a kg:Statement ."


def _day_lines(scope: Scope) -> list[str]:
    """Keep what is known to have been said within the days; what may have been said before them is left out."""
    lines = ["OPTIONAL { ?statement kg:latest ?latest }"]
    if scope.since:
        lines += [
            "OPTIONAL { ?statement kg:earliest ?earliest }",
            f'FILTER(?earliest >= "{scope.since}"^^<{PREFIXES["xsd"]}date>)',
        ]
    if scope.until:
        lines.append(f'FILTER(?latest <= "{scope.until}"^^<{PREFIXES["xsd"]}date>)')
    return lines


def find_incidents(stems: Sequence[str], record: Record, least: float = 0.55) -> tuple[Entity, ...]:
    """Find the incidents that words describe.

    Args:
        stems: of the words that carry content.
        record: the graph.
        least: the share of the words, weighed by rarity, that an incident must cover (0.0 to 1.0).

    Returns:
        The best ones, an incident before its parts; none if the words fit no incident well.
    """
    chosen = best(stems, record.incident_words, least)
    parts = {part for iri in chosen for part in record.incidents([iri]) if part != iri}
    return tuple(entity for iri in sorted(set(chosen) - parts) if (entity := record.names.entity(iri)))
