"""The command ``kg build``."""

import time

import click

from kg.store import build
from kg.store.talk import say_on_stderr
from kg.workspace import Workspace, find_workspace

# Triples of a graph whose tables for questions are made at once; those of a larger one take a second, and no build but
# the first question waits for them.
_SMALL = 300_000


@click.command(short_help="Load ontology, seeds and findings into the store.")
@click.option(
    "--full", is_flag=True, help="Load every file again, even if nothing changed (default: only what changed)."
)
@click.option("--quiet", is_flag=True, help="Print only errors and warnings (default: each step, on stderr).")
def command(full: bool, quiet: bool) -> None:
    """Load ontology, seeds and findings of the workspace into its store.

    Reads the Turtle files under ontology/ and seeds/ and the query files under queries/; writes .kg/store/. Only what
    changed is loaded again. A file that does not parse leaves the former store in use. Other commands do the same by
    themselves when they notice a change.

    With store = "https://..." in kg.toml, the graphs that changed are also sent to that SPARQL server (credentials:
    ON_RECORD_STORE_USER and ON_RECORD_STORE_PASSWORD, or ON_RECORD_STORE_TOKEN, in the environment).

    \b
    Examples:
      kg build
      kg build --full
    """
    started = time.perf_counter()
    workspace = find_workspace()
    report = build(workspace, progress=None if quiet else say_on_stderr, full=full)
    if not report.is_unchanged and workspace.store_url is None and report.triples <= _SMALL:
        _keep_tables(workspace)
    if quiet:
        return
    if report.sent or report.removed:
        say_on_stderr(f"Server brought up to date: {len(report.sent)} graphs sent, {len(report.removed)} removed.")
    if report.is_unchanged:
        say_on_stderr(f"Up to date: {report.files} files, {report.triples} triples.")
        return
    done = f"{len(report.loaded)} files loaded" + (f", {len(report.dropped)} dropped" if report.dropped else "")
    took = time.perf_counter() - started
    say_on_stderr(f"Built: {done}; {report.files} files, {report.triples} triples in the store ({took:.1f} s).")


def _keep_tables(workspace: Workspace) -> None:
    """Write what questions lean on beside the store, so that the first of them need not."""
    from kg.ask.kept import kept_rows
    from kg.store import open_store

    with open_store(workspace, refresh=False) as store:
        kept_rows(store)
