"""The day on which merged statements were first published: nobody said them later."""

from kg.errors import GraphError
from kg.review.finding import Finding
from kg.review.known import Known
from kg.review.nodes import is_a, one
from kg.review.state import State


def first_published(finding: Finding, other: Finding, state: State, known: Known) -> str:
    """Return the day on which a statement, or one that was merged into it, was first published; empty if unknown.

    Args:
        finding: the one whose reports move over.
        other: the one that stays.
        state: what was decided so far.
        known: the record, with the days of its sources.

    Raises:
        GraphError: the one that stays was said later.
    """
    own = finding.id
    merged = [state.kept[name] for name in state.absorbed if name in state.kept and state.statement(name) == own]
    nodes = [node for found in (finding.nodes, *merged) for node in found.values() if is_a(node, "kg:Report")]
    first = min({known.source(one(node, "kg:source")).issued for node in nodes} - {""}, default="")
    earliest = one(other.statement, "kg:earliest")
    if first and earliest > first:
        shown, kept = own.removeprefix("id:"), other.id.removeprefix("id:")
        raise GraphError(
            f"{shown}: it was published on {first}, and {kept} was said on {earliest} at the earliest",
            "They are two, or one of the days is wrong: mend the field said_on.",
        )
    return first
