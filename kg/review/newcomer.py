"""Speakers that a reviewer adds: somebody in an office, a body, or a voice that stays without a name."""

import re

from kg.errors import ParameterError
from kg.iri import local_id, slug
from kg.review.finding import Finding
from kg.review.known import Known
from kg.review.names import is_private
from kg.review.nodes import Node, Nodes, is_a, one, text

_FORMS = re.compile(r"(new|body|unnamed):\s*(.+)", re.DOTALL)
HOW = 'Write "new: Jane Doe, chief constable", "body: Merrow Ferries, company" or "unnamed: a resident".'
_PRIVACY = (
    "Private persons are not made agents: victims, offenders, relatives, bystanders. "
    'Write "unnamed: " and the role, such as "unnamed: a resident".'
)


def newcomer(words: str, finding: Finding, known: Known) -> Nodes | None:
    """Return the node of a speaker who is not on record yet, None if the words are not of that form.

    Raises:
        ParameterError: the words are of that form and name nobody, or a private person.
    """
    found = _FORMS.fullmatch(words)
    if not found:
        return None
    name, what = found[2].strip(), ""
    if found[1] != "unnamed" and "," in name:
        name, what = (part.strip() for part in name.split(",", 1))
    try:
        local = slug(name)
    except ValueError:
        raise ParameterError(f"speaker: {words!r} names nobody", HOW) from None
    derived: Node = {"prov:wasDerivedFrom": (finding.source,)}
    if found[1] == "unnamed":
        key = finding.id.removeprefix("id:s-")[:8]
        return {f"id:u-{key}-{local}": _labelled("kg:UnresolvedSpeaker", name) | derived}
    if not what:
        raise ParameterError(f"speaker: it is not said in which office {name} speaks, or what sort of body it is", HOW)
    if found[1] == "new":
        if is_private(what):
            raise ParameterError(f"speaker: {what!r} is no office", _PRIVACY)
        return {f"id:n-{local}": _labelled("kg:Person", name) | {"rdfs:comment": (text(what),)} | derived}
    kind = known.resolve(what, "kg:OrganisationKind", "kind")
    return {f"id:n-{local}": _labelled("kg:Organisation", name) | {"kg:organisationKind": (kind,)} | derived}


def _labelled(kind: str, name: str) -> Node:
    return {"rdf:type": (kind,), "rdfs:label": (text(name),)}


def private_persons(finding: Finding, names: set[str]) -> list[str]:
    """Return those of some proposed agents of a finding who hold no office that is told."""
    found = []
    for name in sorted(names & finding.nodes.keys()):
        node = finding.nodes[name]
        if is_a(node, "kg:Person") and is_private(one(node, "rdfs:comment")):
            found.append(one(node, "rdfs:label") or local_id(name))
    return found
