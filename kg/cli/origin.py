"""Answering from what people confirmed, or from what a machine found."""

from typing import TYPE_CHECKING

import click

from kg.workspace import FINDINGS

if TYPE_CHECKING:
    from kg.store import GraphStore


def narrowed(store: "GraphStore", origin: str, query: str) -> "GraphStore":
    """Narrow an open store to the statements of an origin.

    Args:
        store: open.
        origin: as typed; "all" leaves it whole, and where the query tells no origins, says what it may rest on.
        query: the text of the query.
    """
    has_findings = any(entry.path.startswith(FINDINGS) for entry in store.manifest.files)
    if origin == "all" and (not has_findings or "?origin" in query):
        return store
    from kg.store.origins import count_machine, keep_origin

    if origin != "all":
        return keep_origin(store, origin)
    if found := count_machine(store):
        told = f"Counts {found} machine findings that nobody has judged; --origin confirmed leaves them out."
        click.echo(told, err=True)
    return store
