"""What tells that something was not done: denied, held back, or the opposite done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.ask.cards import Card
from kg.ask.denied import SAYING_NO
from kg.ask.find import Scope
from kg.ask.lexicon import CONTRARY, EXCUSING

if TYPE_CHECKING:
    from kg.ask.retrieve import Retrieval


def find_opposite(by: "Retrieval", scope: Scope) -> list[Card]:
    """Return what tells that an act was not done: denied or held back, else a plain no to the same matter.

    Args:
        by: finds statements for the question.
        scope: by which nothing was found that answers it.
    """
    if not scope.acts:
        return []
    counter = tuple(dict.fromkeys((*scope.acts, *by.record.acts_held_back(scope.acts))))
    held_back = _held_back(by, scope._replace(acts=counter, denied=True))
    speaks = scope.speakers or scope.bodies or scope.posts
    # That somebody denies something of the same matter is no answer to whether anybody did it.
    if not held_back and not speaks and by.reading.aim == "who" and scope.targets:
        # "Who blamed the crew": who defends them says that the blame is not theirs.
        contrary = contrary_acts(scope.acts, EXCUSING)
        held_back = by.choose(by.cards(scope._replace(acts=contrary))) if contrary else []
    if held_back or not speaks or by.reading.negated:
        return held_back
    cards = by.choose(by.cards(scope._replace(acts=())))
    # Who took the blame did not deny it.
    others = set(contrary_acts(scope.acts)) if by.reading.aim == "yes-no" else set()
    other_way = [card for card in cards if card.polarity == "affirmed" and others & card.acts]
    if other_way or (by.fitting.is_open and not scope.incidents):
        return other_way
    return [card for card in cards if SAYING_NO & card.acts]


def _held_back(by: "Retrieval", scope: Scope) -> list[Card]:
    """Return the statements that an act was not done, as the question asks of it or of all that it might ask of."""
    found = by.choose(by.cards(scope))
    if not found and (scope.targets or scope.target_posts) and (scope.speakers or scope.posts):
        # "Did the mayor call for him to go": who asks nobody to go does not ask him.
        wide = by.choose(by.cards(scope._replace(targets=(), target_posts=())))
        found = [card for card in wide if not card.towards]
    known = [word for word in by.fitting.words if by.record.words.frequency(word)]
    if not found and by.reading.aim == "who" and len(known) < len(by.fitting.words) <= 2 * len(known):
        # "Who blamed the lorry driver": that nobody blamed the driver tells of any.
        found = _held_back(type(by)(replace(by.reading, topic=known), by.record, by.options), scope)
    return found


def contrary_acts(acts: Sequence[str], table: Mapping[str, Sequence[str]] = CONTRARY) -> tuple[str, ...]:
    """Return the acts by which one does the opposite of some others."""
    pairs = (act.rsplit("#", 1) for act in acts)
    found = {f"{base}#{other}" for base, name in pairs for other in table.get(name, ())}
    return tuple(sorted(found - set(acts)))
