"""From a reading to statements: a query over names, then the words that nothing named."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.ask.mentions import Mention
from kg.ask.reading import Reading
from kg.ask.tokens import content_stems
from kg.model import Entity, Statement
from kg.namespaces import PREFIXES, expand
from kg.query.records import load_statements

if TYPE_CHECKING:
    from kg.store import GraphStore

# More statements than a person reads; a question that finds more is told to narrow down.
MOST = 300
_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dcterms", "kg", "skos"))


@dataclass
class Found:
    """What answers a reading: ``query`` is the SPARQL text that found it, ``total`` how many it found in all."""

    statements: list[Statement] = field(default_factory=list)
    query: str = ""
    total: int = 0


@dataclass(frozen=True)
class Scope:
    """A reading with every name resolved: IRIs per part; an empty tuple means that anything fits."""

    speakers: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    behalf: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    former: bool = False


def find_statements(scope: Scope, store: "GraphStore", among: Sequence[str] | None = None) -> Found:
    """Find the statements in a scope.

    Args:
        scope: what is asked for.
        store: the graph.
        among: only these statement IRIs; None for all.
    """
    text = statements_query(scope, among)
    rows: Any = store.query(text)
    iris = [row["statement"].value for row in rows]
    return Found(load_statements(store, iris[:MOST]), text, len(iris))


def statements_query(scope: Scope, among: Sequence[str] | None = None) -> str:
    """Write the SPARQL query for a scope; terms come from the graph and are written by the engine.

    >>> "kg:speaker" in statements_query(Scope(speakers=("https://example.org/a",)))
    True
    """
    lines: list[str] = []
    for variable, predicate, iris in (
        ("statement", "", tuple(among or ())),
        ("speaker", "kg:speaker", scope.speakers),
        ("target", "kg:towards", scope.targets),
        ("incident", "kg:about", scope.incidents),
        ("behalf", "kg:onBehalfOf", scope.behalf),
        ("act", "kg:act", scope.acts),
    ):
        if iris:
            # VALUES, not FILTER IN: the engine then starts from the few terms that are known.
            lines.append(f"VALUES ?{variable} {{ {_terms(iris)} }}")
            lines += [f"?statement {predicate} ?{variable} ."] if predicate else []
    if scope.posts:
        lines += [f"VALUES ?post {{ {_terms(scope.posts)} }}", *_post_lines(scope)]
    if scope.outlets or scope.sources:
        lines += ["?report kg:reports ?statement .", "?report kg:source ?source ."]
        lines += [f"VALUES ?source {{ {_terms(scope.sources)} }}"] if scope.sources else []
        lines += (
            [f"VALUES ?outlet {{ {_terms(scope.outlets)} }} ?source dcterms:publisher ?outlet ."]
            if scope.outlets
            else []
        )
    lines += [
        "?statement a kg:Statement .",
        "?statement kg:latest ?latest .",
        "OPTIONAL { ?statement kg:earliest ?earliest }",
    ]
    if scope.since:
        lines.append(f'FILTER(?latest >= "{scope.since}"^^<{PREFIXES["xsd"]}date>)')
    if scope.until:
        lines.append(f'FILTER(COALESCE(?earliest, ?latest) <= "{scope.until}"^^<{PREFIXES["xsd"]}date>)')
    body = "\n  ".join(lines)
    return f"{_PREFIXES}SELECT DISTINCT ?statement ?latest WHERE {{\n  {body}\n}}\nORDER BY ?latest ?statement"


def _post_lines(scope: Scope) -> list[str]:
    if scope.former:
        return [
            "?statement kg:speaker ?holder .",
            "?tenure kg:holder ?holder .",
            "?tenure kg:post ?post .",
            "?tenure kg:end ?end .",
            "?statement kg:latest ?day .",
            "FILTER(?end < ?day)",
        ]
    return ["?statement kg:spokeAs ?tenure .", "?tenure kg:post ?post ."]


def _terms(iris: Iterable[str]) -> str:
    from pyoxigraph import NamedNode

    return " ".join(str(NamedNode(iri)) for iri in iris)


def act_closure(iris: Iterable[str], store: "GraphStore") -> tuple[str, ...]:
    """Return acts and the narrower acts that are theirs as well: who accuses also criticises."""
    rows: Any = store.query(f"{_PREFIXES}SELECT ?act ?broader WHERE {{ ?act skos:broader ?broader . ?act a kg:Act }}")
    return _closure(iris, [(row["act"].value, row["broader"].value) for row in rows])


def incident_closure(iris: Iterable[str], store: "GraphStore") -> tuple[str, ...]:
    """Return incidents with all their parts."""
    rows: Any = store.query(f"{_PREFIXES}SELECT ?part ?whole WHERE {{ ?part kg:partOf ?whole . ?part a kg:Incident }}")
    return _closure(iris, [(row["part"].value, row["whole"].value) for row in rows])


def _closure(iris: Iterable[str], pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    found = set(iris)
    below: dict[str, list[str]] = {}
    for lower, upper in pairs:
        below.setdefault(upper, []).append(lower)
    waiting = list(found)
    while waiting:
        for lower in below.get(waiting.pop(), []):
            if lower not in found:
                found.add(lower)
                waiting.append(lower)
    return tuple(sorted(found))


def find_incidents(stems: Sequence[str], store: "GraphStore", least: float = 0.55) -> tuple[Entity, ...]:
    """Find the incidents that words describe.

    Args:
        stems: of the words that carry content.
        store: the graph.
        least: the share of the words, weighed by rarity, that an incident must cover (0.0 to 1.0).

    Returns:
        The best ones, an incident before its parts; none if the words fit no incident well.
    """
    documents = _incident_words(store)
    seen = {word: sum(word in words for words, _ in documents.values()) for word in set(stems)}
    weight = {word: math.log(1 + len(documents) / count) if count else 3.0 for word, count in seen.items()}
    whole = sum(weight.values()) or 1.0
    scores = {
        iri: sum(weight[word] * (1.0 if word in names else 0.7) for word in weight if word in words) / whole
        for iri, (words, names) in documents.items()
    }
    best = max(scores.values(), default=0.0)
    if best < least:
        return ()
    chosen = [iri for iri, score in scores.items() if score >= best * 0.93]
    parts = set(incident_closure(chosen, store)) - set(chosen)
    above = [
        iri for iri in chosen if not any(iri in set(incident_closure([other], store)) - {other} for other in chosen)
    ]
    return tuple(entity for iri in sorted(above) if iri not in parts and (entity := store.names.entity(iri)))


def _incident_words(store: "GraphStore") -> dict[str, tuple[set[str], set[str]]]:
    """Return per incident the stems of all that describes it, and of its names alone."""
    text = (
        f"{_PREFIXES}PREFIX rdfs: <{PREFIXES['rdfs']}>\nSELECT ?incident ?predicate ?words WHERE {{ "
        "?incident a kg:Incident . VALUES ?predicate { rdfs:label skos:altLabel rdfs:comment kg:place } "
        "?incident ?predicate ?words }"
    )
    documents: dict[str, tuple[set[str], set[str]]] = {}
    rows: Any = store.query(text)
    for row in rows:
        words, names = documents.setdefault(row["incident"].value, (set(), set()))
        stems = content_stems(row["words"].value)
        words |= stems
        if row["predicate"].value != expand("rdfs:comment"):
            names |= stems
    return documents


def score_words(statement: Statement, stems: Sequence[str]) -> float:
    """Return the share of some words that a statement carries, 0.0 to 1.0."""
    said = " ".join(words for report in statement.reports for words in report.quotation)
    things = " ".join(entity.label for entity in statement.about + statement.towards)
    own = content_stems(f"{statement.gist} {said}")
    around = content_stems(things)
    hits = sum(1.0 if word in own else 0.6 if word in around else 0.0 for word in stems)
    return hits / len(stems) if stems else 1.0


def entities_of(mentions: Iterable[Mention], category: str | None = None) -> tuple[str, ...]:
    """Return the IRIs that mentions name."""
    return tuple(
        entity.iri for mention in mentions if category in (None, mention.category) for entity in mention.entities
    )


def reading_period(reading: Reading, since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Join a question's own days with those of the options; the narrower counts."""
    starts = [day for day in (reading.period.since, since) if day]
    ends = [day for day in (reading.period.until, until) if day]
    return max(starts, default=None), min(ends, default=None)
