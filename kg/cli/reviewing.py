"""Joining the parts of a review: the store, the texts, and the desk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.model import Span

if TYPE_CHECKING:
    from kg.review.known import Known
    from kg.review.room import Room


Decorated = TypeVar("Decorated", bound=Callable[..., Any])
_KINDS = {"source": "kg:Source", "speaker": "kg:Agent", "incident": "kg:Incident"}


def wanted_options(function: Decorated) -> Decorated:
    """Add the options that say which findings are wanted, and in which order."""
    options = (
        click.option("--source", multiple=True, metavar="SOURCE", help="Only of this source; may be repeated."),
        click.option(
            "--speaker",
            multiple=True,
            metavar="AGENT",
            help="Only if this agent speaks, or may do so; may be repeated.",
        ),
        click.option(
            "--incident", multiple=True, metavar="INCIDENT", help="Only about this incident; may be repeated."
        ),
        click.option(
            "--below", type=click.FloatRange(0, 1), metavar="CHANCE", help="Only less sure than this, 0 to 1."
        ),
        click.option(
            "--order",
            type=click.Choice(["doubtful", "used", "text"]),
            default="doubtful",
            show_default=True,
            help="The least sure first, those whose speaker and incident most others share, or as printed.",
        ),
        click.option("--all", "with_kept", is_flag=True, help="Also the statements that were accepted already."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def by_option(function: Decorated) -> Decorated:
    """Add the option that says who decides."""
    return click.option("--by", metavar="NAME", help="Who decides (default: user.name of git, else your login name).")(
        function
    )


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
        own = _proposed(desk) if any(wanted.get(name) for name in _KINDS) else set()
        named = {option: _names(wanted.get(option) or (), option, own, known) for option in _KINDS}
        filter_ = Filter(named["source"], named["speaker"], named["incident"], wanted.get("below"))
        yield Room(desk, known, quotations, filter_, wanted.get("order", "text"), bool(wanted.get("with_kept")))


def require_own_workspace() -> None:
    """Refuse to work where there is only the graph that is shipped.

    Raises:
        WorkspaceError: there is no workspace of one's own here.
    """
    from kg.review.desk import refuse_shipped
    from kg.workspace import find_workspace

    refuse_shipped(find_workspace())


def quotations(text: str) -> Sequence[Span]:
    """Return where the words in quotation marks stand, inner quotations as part of the outer ones."""
    from kg.find.quotes import find_quotations

    return [quotation.inside for quotation in find_quotations(text) if quotation.depth == 1]


def _names(given: Sequence[str], option: str, own: set[str], known: "Known") -> tuple[str, ...]:
    typed = [(one, f"id:{one.removeprefix('id:')}") for one in given]
    return tuple(name if name in own else known.resolve(one, _KINDS[option], option) for one, name in typed)


def _proposed(desk: Any) -> set[str]:
    """Return the names of agents and incidents that findings propose, which a store may not know."""
    return {name for finding in desk.undecided().values() for name in finding.nodes}
