"""What two statements must have in common to be one utterance: somebody who can have said both, and a day."""

from kg.errors import GraphError
from kg.review.finding import VOICES
from kg.review.known import Known, Utterance
from kg.review.nodes import Nodes, one
from kg.review.state import State
from kg.review.twins import name_likeness

_PROPOSED = "id:n-"


def require_one_utterance(mine: Utterance, other: Utterance, nodes: Nodes, state: State, known: Known) -> None:
    """Refuse to make one what two have said, or what was said on two days.

    A speaker whom a text does not name, or of whom nobody knows who it is, may be anybody.

    Args:
        mine: the statement whose reports would move over.
        other: the one that stays.
        nodes: those of both, for the names of speakers who are proposed with them.
        state: what was decided so far.
        known: the record.

    Raises:
        GraphError: the speakers are two, no day lies in the bounds of both, or one that is written by hand would have
            been said after a report of it.
    """
    own, kept = (said.id.removeprefix("id:") for said in (mine, other))
    if not _can_be_one(mine.speaker, other.speaker, nodes, state, known):
        names = [_label(said.speaker, nodes, state, known) for said in (mine, other)]
        raise GraphError(
            f"{own}: {names[0]} said it, and {names[1]} said {kept}",
            "An utterance has one speaker: mend the field speaker where it is wrong, and merge again; else keep-apart.",
        )
    for first, last in ((mine, other), (other, mine)):
        if first.latest and first.latest < last.earliest:
            early, late = first.id.removeprefix("id:"), last.id.removeprefix("id:")
            raise GraphError(
                f"{own}: {early} was said by {first.latest}, and {late} on {last.earliest} at the earliest",
                "They are two, or one of the days is wrong: mend the field said_on, and merge again; else keep-apart.",
            )
    published = min({known.source(source).issued for source in mine.sources} - {""}, default="")
    # What a person has written no judgement changes; the bounds of a reviewed statement follow from its merges.
    if other.is_by_hand and published and other.latest > published:
        raise GraphError(
            f"{own}: it was published on {published}, and {kept}, written by hand, was said by {other.latest}",
            f"If they are one, nobody said it later: write kg:latest {published} into its file, and merge again.",
        )


def _can_be_one(mine: str, other: str, nodes: Nodes, state: State, known: Known) -> bool:
    if mine == other or not mine or not other or any(_is_voice(name, known) for name in (mine, other)):
        return True
    labels = [_label(name, nodes, state, known) for name in (mine, other)]
    # Each article proposes its own person; two on record are two.
    if not any(name.startswith(_PROPOSED) for name in (mine, other)):
        return False
    for label, name in zip(labels, (other, mine), strict=True):
        if name in {state.thing(bearer) for bearer in known.bearers(label)}:
            return True
    return name_likeness(labels[0], labels[1]) > 0.0


def _is_voice(name: str, known: Known) -> bool:
    return name.startswith("id:u-") or bool(known.kinds(name) & set(VOICES))


def _label(name: str, nodes: Nodes, state: State, known: Known) -> str:
    node = nodes.get(name) or state.proposed.get(name) or {}
    return one(node, "rdfs:label") or known.label(name)
