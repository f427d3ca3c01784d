"""``kg resolve``: the findings of sources are made again, against the record as it is now."""

import sys
from typing import TYPE_CHECKING

import click

from kg.errors import ParameterError, WorkspaceError

if TYPE_CHECKING:
    from kg.cli.proposing import Outcome, Proposer

_MOST_TOLD = 20


@click.command(name="resolve")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--all", "is_all", is_flag=True, help="Also sources that nothing was found in so far.")
@click.option("--stale", is_flag=True, help="Only those resolved against a record that has changed since.")
@click.option("--check", is_flag=True, help="Write nothing; say which are stale, with exit code 1 if any is.")
@click.option("--quiet", is_flag=True, help="Print no progress and no summary (default: both, on stderr).")
def command(sources: tuple[str, ...], is_all: bool, stale: bool, check: bool, quiet: bool) -> None:
    """Make the findings of sources again.

    Says anew whom each finding names, in which post on that day, and which incident it is about. Reads the documents in
    .kg/sources and the record; writes one file a source to .kg/findings. SOURCE is the id of a source; none means all
    that have findings. What was found is kept, so that only a document that is new to `kg find` is read again.
    Statements that a person has decided upon are left out. Sources with statements written by hand are worked on only
    when they are named.

    Exit codes: 0 done, 1 some were refused (or, with --check, are stale), 2 could not run.

    \b
    Examples:
      kg resolve
      kg resolve --stale
      kg resolve article-927c93b8
    """
    from kg.cli.proposing import Proposer
    from kg.workspace import find_workspace

    workspace = find_workspace()
    if workspace.is_shipped:
        raise WorkspaceError(
            "findings belong to a workspace of your own, and here is none", "Make one: kg init DIR, then kg add FILE."
        )
    proposer = Proposer(workspace, lambda text: click.echo(text, err=True))
    wanted = _wanted(proposer, sources, is_all)
    if stale or check:
        wanted = [source for source in wanted if proposer.is_stale(source)]
    if check:
        for source in wanted:
            click.echo(source)
        sys.exit(1 if wanted else 0)
    done = run(proposer, wanted, quiet=quiet)
    sys.exit(1 if any(one.status == "refused" for one in done) else 0)


def run(proposer: "Proposer", sources: list[str], *, quiet: bool) -> "list[Outcome]":
    """Make the findings of sources, one after the other, and bring the store up to date."""
    from kg.cli.talking import Progress

    progress = Progress("sources", quiet=quiet)
    done = []
    with proposer.alone():
        for source in sources:
            done.append(proposer.propose(source, again=True))
            progress.tell(len(done), len(sources), sum(one.status == "refused" for one in done))
        progress.end()
        proposer.join()
        for one in [one for one in done if one.status in ("refused", "passed over")][:_MOST_TOLD]:
            click.echo(f"{one.source}: {one.status}, {one.reason}", err=True)
        # Another run would write what is being read.
        proposer.build()
    if not quiet:
        made = [one for one in done if one.status == "made"]
        statements, unknown = sum(one.statements for one in made), sum(one.unresolved for one in made)
        click.echo(f"{len(made)} sources, {statements} statements, {unknown} of a speaker not told for sure.", err=True)
    return done


def _wanted(proposer: "Proposer", sources: tuple[str, ...], is_all: bool) -> list[str]:
    from kg.read import stored_documents
    from kg.resolve.files import kept_sources

    workspace = proposer.workspace
    if sources:
        known = {local for local, _ in stored_documents(workspace)}
        for source in sources:
            if source not in known:
                near = ", ".join(sorted(known)[:5]) or "none so far"
                raise ParameterError(f"{source!r} is no source whose text is at hand", f"Known: {near}")
        return list(sources)
    if not is_all:
        return list(kept_sources(workspace))
    there = {local for local, _ in stored_documents(workspace)} - proposer.curated.keys()
    return sorted({*there, *kept_sources(workspace)})
