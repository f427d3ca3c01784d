"""``kg fmt``: Turtle files in the one canonical layout."""

import sys
from pathlib import Path

import click

from kg.cli.output import open_output
from kg.errors import KgError, WorkspaceError
from kg.plain import harmless


@click.command(name="fmt")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--check", is_flag=True, help="Write nothing; list the files that would change; exit 1 if any.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; print what would change, as a unified diff.")
def command(paths: tuple[str, ...], check: bool, show_diff: bool) -> None:
    """Write Turtle files in the one canonical layout, in place.

    PATHS are files, or folders whose .ttl files are meant; none means ontology/ and seeds/ of the workspace; "-" reads
    stdin and writes stdout. Comments below the head of a file are not kept: write notes as rdfs:comment.
    A file that does not parse is named and left alone, and the others go on.

    Exit codes: 0 done, 1 files would change (--check), 2 a file could not be read, parsed or written.

    \b
    Examples:
      kg fmt
      kg fmt --check seeds
      kg fmt - < people.ttl
    """
    run = _Run(check, show_diff)
    for path in _chosen(paths):
        try:
            run.one(path)
        except KgError as error:
            run.failed += 1
            # The parser quotes what it cannot read: no terminal may obey that.
            click.echo("\n".join(map(harmless, f"Error: {error}".split("\n"))), err=True)
    run.report()
    sys.exit(2 if run.failed else 1 if check and run.changed else 0)


class _Run:
    """What is done to each file, and the counts."""

    def __init__(self, check: bool, show_diff: bool) -> None:
        self.check = check
        self.show_diff = show_diff
        self.changed = self.same = self.failed = 0

    def one(self, path: Path | None) -> None:
        """Format one file; None is stdin."""
        from kg.turtle import format_turtle

        name = _shown(path) if path else "<stdin>"
        before = _read(path, name)
        after = format_turtle(before, name=name)
        if path is None and not (self.check or self.show_diff):
            click.echo(after, nl=False)
        if before == after:
            self.same += 1
            return
        self._tell_of_comments(before, name)
        if self.show_diff:
            _print(_diff(before, after, name))
        elif self.check:
            _print(f"{name}\n")
        elif path:
            from kg.files import write_whole

            write_whole(path, after)
            click.echo(harmless(f"{name}: laid out anew"), err=True)
        self.changed += 1

    def report(self) -> None:
        """Say the counts on stderr."""
        verb = "would change" if self.check or self.show_diff else "changed"
        broken = f", {self.failed} with errors" if self.failed else ""
        click.echo(f"{self.changed} {verb}, {self.same} as they should be{broken}.", err=True)

    def _tell_of_comments(self, before: str, name: str) -> None:
        from kg.turtle import dropped_comments

        lines = dropped_comments(before)
        if lines:
            which = ", ".join(map(str, lines[:10])) + (" ..." if len(lines) > 10 else "")
            click.echo(harmless(f"{name}: comments below the header are not kept (line {which})"), err=True)


def _chosen(paths: tuple[str, ...]) -> list[Path | None]:
    if not paths:
        from kg.workspace import find_workspace

        workspace = find_workspace()
        if workspace.is_shipped:
            raise WorkspaceError("there is no workspace here", "Name files or folders, or make one with `kg init DIR`.")
        folders = [workspace.root / "ontology", workspace.root / "seeds"]
        return [found for folder in folders for found in _below(folder)]
    chosen: list[Path | None] = []
    for given in dict.fromkeys(paths):
        path = Path(given)
        chosen.extend([None] if given == "-" else _below(path) if path.is_dir() else [path])
    return chosen


def _below(folder: Path) -> list[Path]:
    # Hidden folders hold derived things (.kg, .git); rglob does not follow links to folders, so loops are no trouble.
    # A link that leads nowhere is kept, to be named; folders and pipes are no files.
    found = (path for path in folder.rglob("*.ttl") if path.is_file() or (path.is_symlink() and not path.exists()))
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _print(text: str) -> None:
    with open_output("-") as output:
        output.stream.write(text.encode("utf-8", "surrogateescape"))


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _read(path: Path | None, name: str) -> str:
    from kg.turtle.parse import decode, read_bytes

    if path is not None:
        return decode(read_bytes(path), name)
    # Python has no stdin at all where the caller closed it.
    return decode(sys.stdin.buffer.read() if sys.stdin else b"", name)


def _diff(before: str, after: str, name: str) -> str:
    import difflib

    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), name, f"{name} (canonical)")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
