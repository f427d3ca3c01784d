"""Joining the parts of a review: the store, the texts, and the desk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.model import Span

if TYPE_CHECKING:
    from kg.review.room import Room


@contextmanager
def open_room(wanted: dict[str, Any], say: Callable[[str], None]) -> "Iterator[Room]":
    """Open a workspace for review.

    Args:
        wanted: the options that say which findings are wanted, as typed.
        say: called with a line of talk.

    Raises:
        ParameterError: an option names nothing.
        WorkspaceError: there is no workspace of one's own here.
    """
    from kg.iri import local_id
    from kg.model import Document
    from kg.read.paths import Places
    from kg.review.desk import Desk
    from kg.review.known import Known, SourceFacts
    from kg.review.queue import Filter
    from kg.review.room import Room
    from kg.store import open_store
    from kg.workspace import find_workspace

    workspace = find_workspace()
    desk = Desk(workspace, say)
    places = Places(workspace)

    def read(facts: SourceFacts) -> Document | None:
        return places.document(local_id(facts.id.removeprefix("id:")), facts.file_name, facts.sha256)

    with open_store(workspace) as store:
        known = Known(store, workspace.base, read)
        kinds = {"source": "kg:Source", "speaker": "kg:Agent", "incident": "kg:Incident"}
        own = _proposed(desk) if any(wanted.get(name) for name in kinds) else set()

        def names(option: str) -> tuple[str, ...]:
            given = wanted.get(option) or ()
            typed = [f"id:{one.removeprefix('id:')}" for one in given]
            found = [
                name if name in own else known.resolve(one, kinds[option], option)
                for name, one in zip(typed, given, strict=True)
            ]
            return tuple(found)

        filter_ = Filter(names("source"), names("speaker"), names("incident"), wanted.get("below"))
        yield Room(desk, known, quotations, filter_, wanted.get("order", "text"), bool(wanted.get("with_kept")))


def quotations(text: str) -> Sequence[Span]:
    """Return where the words in quotation marks stand, inner quotations as part of the outer ones."""
    from kg.find.quotes import find_quotations

    return [quotation.inside for quotation in find_quotations(text) if quotation.depth == 1]


def _proposed(desk: Any) -> set[str]:
    """Return the names of agents and incidents that findings propose, which a store may not know."""
    return {name for finding in desk.undecided().values() for name in finding.nodes}
