"""The options that choose a part of the record, and the reading of it: the same wherever a network is made."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import KgError

if TYPE_CHECKING:
    import networkx as nx

    from kg.query.part import Part
    from kg.store import GraphStore

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
EDGES = ("speakers", "incidents", "agencies")
_THING = "id, label or alias; may be given more than once: any of them will do"
_OPTIONS = (
    click.option("--incident", multiple=True, metavar="NAME", help=f"What is said about it and its parts: {_THING}."),
    click.option(
        "--person", multiple=True, metavar="NAME", help=f"What this person or body says, is told or has said: {_THING}."
    ),
    click.option("--act", multiple=True, metavar="ACT", help=f"Only this act, such as blames: {_THING}."),
    click.option("--since", metavar="DATE", help="What may have been said on this day, month or year, or later."),
    click.option("--until", metavar="DATE", help="What may have been said on this day, month or year, or earlier."),
    click.option(
        "--origin",
        multiple=True,
        metavar="ORIGIN",
        help="Only reports that are curated, reviewed, machine, or confirmed: curated or reviewed.",
    ),
    click.option(
        "--depth",
        type=int,
        default=1,
        show_default=True,
        metavar="STEPS",
        help="2 adds what is said by, to or about whoever the first step meets, around --person or else --incident.",
    ),
    click.option(
        "--edges",
        type=click.Choice(EDGES),
        help="Instead of who does what to whom: speakers bound by the incidents that both speak of, incidents by their "
        "speakers, or agencies by the incidents that both take part in.",
    ),
)


class EmptyScopeError(KgError):
    """Nothing on record fits what was asked for."""


@dataclass(frozen=True)
class Drawn:
    """A part of the record with its network."""

    part: "Part"
    network: "nx.MultiDiGraph[str]"


def scope_options() -> Callable[[Decorated], Decorated]:
    """Return the options of a scope; ``draw_scope`` reads what they give."""

    def add(command: Decorated) -> Decorated:
        for option in reversed(_OPTIONS):
            command = option(command)
        return command

    return add


def draw_scope(store: "GraphStore", options: Mapping[str, Any]) -> Drawn:
    """Read the part of the record that the options name, and make its network; progress goes to stderr.

    Raises:
        ParameterError: an option names nothing, several things, or an empty period.
        EmptyScopeError: no statement fits, or none of them makes an edge.
    """
    from kg.query.part import load_part
    from kg.query.scope import PARAMETERS, resolve_scope
    from kg.show.projection import draw

    scope = resolve_scope(store, {name: options[name] for name in PARAMETERS}, options["depth"])
    part = load_part(store, scope, say)
    if not part.statements:
        raise EmptyScopeError(
            f"no statement on record fits: {part.words}" if part.words else "there is no statement on record yet",
            "Leave an option out, or see what there is: kg query incidents-list; kg query people-by-statements.",
        )
    network = draw(options["edges"], part.statements, part.ties, part.involved, part.acts)
    if not network.number_of_edges():
        raise EmptyScopeError(
            f"of {len(part.statements):,} statements that fit, none binds two {options['edges'] or 'things'}",
            "Take a larger part of the record, or leave --edges out.",
        )
    network.graph["scope"] = part.words
    return Drawn(part, network)


def measure(drawn: Drawn) -> str:
    """Add the metrics to a network; return how they were computed, in words."""
    from kg.show.metrics import EXACT_NODES, add_metrics

    if len(drawn.network) > EXACT_NODES // 2:
        say(f"Measuring who stands between whom among {len(drawn.network):,} ...")
    return add_metrics(drawn.network)


@contextmanager
def no_collector() -> Iterator[None]:
    """Leave garbage lying: looking through a million fresh objects for it takes a third of the time of a large page."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def say(sentence: str) -> None:
    """Tell a person what is going on."""
    click.echo(sentence, err=True)
