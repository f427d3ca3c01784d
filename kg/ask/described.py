"""Things that a question describes instead of naming: incidents and bodies, by the words told of them."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.ask.stems import synonyms
from kg.ask.tokens import content_stems
from kg.namespaces import expand

if TYPE_CHECKING:
    from kg.ask.record import Record

# The stems of a thing's names, and those of all else that is told of it.
Texts = Mapping[str, tuple[frozenset[str], frozenset[str]]]
# A word of a name counts in full, one of a description less, and less again one of the same meaning.
AROUND, ALIKE = 0.7, 0.8
# What a word weighs that nothing carries: more than any that tells two things apart.
UNKNOWN = 3.0
# Things as good as the best are meant as well.
AS_GOOD = 0.93


def rank(stems: Sequence[str], texts: Texts, alike: float = ALIKE) -> list[tuple[float, str]]:
    """Return how much of some words each thing covers, 0.0 to 1.0, the best first; things that cover none are left out.

    Args:
        stems: of words that carry content.
        texts: what is told of each thing.
        alike: what a word of the same meaning counts.
    """
    wanted = list(dict.fromkeys(stems))
    seen = {word: sum(word in names or word in around for names, around in texts.values()) for word in wanted}
    weight = {word: math.log(1 + len(texts) / seen[word]) if seen[word] else UNKNOWN for word in wanted}
    whole = sum(weight.values()) or 1.0
    scored = (
        (sum(weight[word] * _match(word, names, around, alike) for word in wanted) / whole, iri)
        for iri, (names, around) in texts.items()
    )
    return sorted(((score, iri) for score, iri in scored if score > 0), key=lambda pair: (-pair[0], pair[1]))


def best(stems: Sequence[str], texts: Texts, least: float, alike: float = ALIKE) -> tuple[str, ...]:
    """Return the things that words describe best, all that are about as good; none where none covers enough."""
    ranked = rank(stems, texts, alike) if stems else []
    top = ranked[0][0] if ranked else 0.0
    return tuple(iri for score, iri in ranked if score >= top * AS_GOOD) if top >= least else ()


def _match(word: str, names: frozenset[str], around: frozenset[str], alike: float) -> float:
    if word in names:
        return 1.0
    others = synonyms(word) if alike else frozenset()
    if others & names:
        return alike
    if word in around:
        return AROUND
    return alike * AROUND if others & around else 0.0


def incident_texts(record: "Record") -> Texts:
    """Return what is told of incidents: labels, place; comment, kinds, bodies involved."""
    names: list[tuple[str, ...]] = [*record.names_of("kg:Incident")]
    names += record.rows("?i a kg:Incident ; kg:place ?words", "i", "words")
    around = record.rows("?i a kg:Incident ; rdfs:comment ?words", "i", "words")
    kinds: dict[str, list[str]] = {}
    for kind, label in record.names_of("kg:FailureKind"):
        kinds.setdefault(kind, []).append(label)
    of_kinds = record.rows("?i a kg:Incident ; kg:kind ?k", "i", "k")
    around += [(row[0], " ".join(kinds.get(row[1], ()))) for row in of_kinds]
    around += record.rows("?i a kg:Incident ; kg:involves ?b . ?b rdfs:label ?words", "i", "words")
    return _texts(names, around)


def agent_texts(record: "Record") -> Texts:
    """Return what is told of bodies, unnamed speakers and posts."""
    names = [row for kind in ("kg:Organisation", "kg:UnnamedSpeaker", "kg:Post") for row in record.names_of(kind)]
    kinds: dict[str, list[str]] = {}
    for kind, label in record.names_of("kg:OrganisationKind"):
        kinds.setdefault(kind, []).append(label)
    of_kinds = record.rows("?a kg:organisationKind ?k", "a", "k")
    around: list[tuple[str, ...]] = [(row[0], " ".join(kinds.get(row[1], ()))) for row in of_kinds]
    around += record.rows("?a kg:speaksFor ?b . ?b rdfs:label ?words", "a", "words")
    return _texts(names, around)


def _texts(names: Sequence[tuple[str, ...]], around: Sequence[tuple[str, ...]]) -> Texts:
    found: dict[str, tuple[set[str], set[str]]] = {}
    for place, rows in enumerate((names, around)):
        for row in rows:
            found.setdefault(row[0], (set(), set()))[place].update(content_stems(row[1]))
    return {iri: (frozenset(own), frozenset(rest)) for iri, (own, rest) in found.items()}


def is_speaker(record: "Record", iri: str) -> bool:
    """Say whether words are reported of a body or speaker, or are aimed at it."""
    from kg.ask.iris import terms

    ways = "{ ?s kg:speaker ?a } UNION { ?s kg:onBehalfOf ?a } UNION { ?s kg:towards ?a }"
    post = "{ ?s kg:spokeAs ?t . ?t kg:post ?a }"
    query = f"VALUES ?a {{ {terms([iri])} }} {ways} UNION {post}"
    return bool(record.rows(query, "a"))


def kind_of(types: Sequence[str]) -> str:
    """Return whether classes are those of a post or of an agent."""
    return "post" if expand("kg:Post") in types else "agent"
