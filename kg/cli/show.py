"""``kg show``: the card of one named thing."""

import json
import sys
from typing import TYPE_CHECKING

import click

from kg.ask.answer import entity_json, statement_json
from kg.cli.options import origin_option, prose_option
from kg.errors import ParameterError
from kg.model import Entity
from kg.plain import clip, terminal_width
from kg.show.card import write_card

if TYPE_CHECKING:
    from kg.store import GraphStore

_LONGEST = 80
_LISTS = "See who and what is on record: kg query people-by-statements, incidents-list, posts-list or sources-list."


@click.command()
@click.argument("name", nargs=-1, required=True)
@prose_option()
@origin_option()
def command(name: tuple[str, ...], form: str, origin: str) -> None:
    """Show the card of NAME: an id, a label or an alias of anything in the record.

    A person's card has posts with dates, statements, and what was said to or of them; an organisation's its former
    and later names; an incident's its parts and who said what about it. Reads the graph and writes nothing.

    \b
    Examples:
      kg show "Charles Clarke"
      kg show foreign-prisoners-2006
      kg show "home secretary" --format json
      kg show "Charles Clarke" --origin confirmed
    """
    from kg.query.cards import load_card
    from kg.store import open_store
    from kg.workspace import find_workspace

    wanted = " ".join(name)
    with open_store(find_workspace()) as store:
        thing = _find(store, wanted)
        if origin != "all":
            from kg.store.origins import keep_origin

            keep_origin(store, origin)
        card = load_card(store, thing)
    if form == "json":
        shown = {
            **entity_json(card.thing),
            "iri": card.thing.iri,
            "kind": card.kind,
            "facts": {fact.name: list(fact.values) for fact in card.facts},
            "statements": {how: [statement_json(one) for one in group] for how, group in card.statements.items()},
        }
        json.dump(shown, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return
    facts = [(fact.name, fact.values) for fact in card.facts]
    for line in write_card(f"{card.thing.label} ({card.kind})", facts, card.statements, terminal_width()):
        click.echo(line)


def _find(store: "GraphStore", wanted: str) -> Entity:
    found = store.names.lookup(wanted)
    if not found:
        near = store.names.near(wanted)
        listed = "\n".join(f"  {entity_json(entity)['id']}  {entity.label}" for entity in near)
        named = clip(wanted, _LONGEST)
        raise ParameterError(f"nothing on record is called {named!r}", f"Nearest names:\n{listed}" if near else _LISTS)
    if len(found) > 1:
        listed = "\n".join(f"  kg show {entity_json(entity)['id']}  # {entity.label}" for entity in found)
        raise ParameterError(f"{wanted!r} names {len(found)} things", f"Say which:\n{listed}")
    return found[0]
