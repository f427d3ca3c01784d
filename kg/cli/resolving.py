"""What ``kg find --resolve`` adds to each attribution: who is meant in the record, and what it is about."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.finding import Finding
    from kg.model import Document
    from kg.resolve import Candidacy, KnownGraph, Resolved, Said

Describe = Callable[["Document", "Sequence[Finding]"], list[dict[str, Any]]]


def plain(document: "Document", findings: "Sequence[Finding]") -> list[dict[str, Any]]:
    """Return findings as JSON values."""
    return [finding.to_dict() for finding in findings]


def resolver() -> Describe:
    """Return what does the same and adds whom each finding means, by the record at hand, which is read once."""
    from kg.resolve.loading import load_known
    from kg.store import open_store
    from kg.workspace import find_workspace

    store = open_store(find_workspace())
    try:
        graph = load_known(store)
    finally:
        store.close()

    def describe(document: "Document", findings: "Sequence[Finding]") -> list[dict[str, Any]]:
        from kg.resolve import SourceFacts, resolve

        detail = document.detail
        facts = SourceFacts(document.name, document.digest, detail("published"), detail("outlet"), detail("title"))
        return described(resolve(document, findings, facts, graph), findings, graph)

    return describe


def described(resolved: "Resolved", findings: "Sequence[Finding]", graph: "KnownGraph") -> list[dict[str, Any]]:
    """Return findings as JSON values with ``speaker``, ``on_behalf_of``, ``towards``, ``about`` and ``candidates``.

    The speaker is null where the text does not decide; things are objects with ``id`` and ``label``, and ``proposed``
    where the record does not know them.
    """
    said: dict[int, list[Said]] = {}
    for each in resolved.said:
        said.setdefault(id(each.whole or each.finding), []).append(each)
    new = {agent.id: agent.label for agent in resolved.agents} | {one.id: one.label for one in resolved.incidents}
    unknown = {agent.id for agent in resolved.agents if agent.kind == "UnresolvedSpeaker"}

    def thing(local: str) -> dict[str, Any]:
        return {"id": local, "label": new.get(local) or graph.label(local), "proposed": local in new}

    def describe(finding: "Finding") -> dict[str, Any]:
        told = said[id(finding)]
        one = told[0]
        values = {
            **finding.to_dict(),
            "speaker": None if one.speaker in unknown else thing(one.speaker),
            "on_behalf_of": [thing(local) for local in one.on_behalf_of],
            "towards": [thing(local) for local in dict.fromkeys(local for part in told for local in part.towards)],
            "about": [thing(local) for local in dict.fromkeys(local for part in told for local in part.about)],
            "spoke_as": one.spoke_as,
            "candidates": _candidates(one),
        }
        if len(told) > 1:
            # One statement a part, as a workspace gets them.
            shown = zip(values["parts"], told, strict=True)
            values["parts"] = [
                {**part, "statement": f"s-{each.key}", "about": [thing(local) for local in each.about]}
                for part, each in shown
            ]
        values["nested"] = [describe(inner) for inner in finding.nested]
        return values

    return [describe(finding) for finding in findings]


def _candidates(one: "Said") -> list[Mapping[str, Any]]:
    def rows(candidacy: "Candidacy") -> list[Mapping[str, Any]]:
        return [
            {
                "role": candidacy.role,
                "id": candidate.id,
                "label": candidate.label,
                "score": candidate.score,
                "basis": candidate.basis,
                "chosen": candidate.id in candidacy.chosen,
            }
            for candidate in candidacy.candidates
        ]

    return [row for candidacy in one.candidacies for row in rows(candidacy)]
