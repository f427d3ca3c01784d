"""The command ``kg init``."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from kg.errors import WorkspaceError
from kg.namespaces import DATA
from kg.workspace import is_base

_IGNORE = ".gitignore"
# file of kg/starter -> where it goes
_PLACES = {
    "kg.toml": "kg.toml",
    "gitignore": _IGNORE,
    "ontology/kinds.ttl": "ontology/kinds.ttl",
    "queries/everything-said.rq": "queries/example/everything-said.rq",
    "seeds/example.ttl": "seeds/example.ttl",
    "sources/example.txt": ".kg/sources/example.txt",
}


@click.command(short_help="Make a workspace of your own in a folder.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", help="Name of the workspace (default: that of the folder).")
@click.option("--base", default=DATA, show_default=True, help="What id: stands for: an address that ends in / or #.")
def command(folder: Path, name: str | None, base: str) -> None:
    """Make a workspace of your own in a folder.

    Writes kg.toml, .gitignore, ontology/, seeds/ and queries/ with a small example that passes `kg check`, and the
    example's text in .kg/sources/. Nothing that exists is overwritten: if one of the files is there already, none is
    written.

    \b
    Examples:
      kg init ferries
      kg init . --name "Ferry failures" --base https://example.org/ferries/
    """
    if not is_base(base):
        raise WorkspaceError(
            f"--base must be an absolute address that ends in / or #, not {base!r}",
            "Write one that you may mint names under, such as https://example.org/ferries/, or leave it out.",
        )
    title = name if name is not None else folder.resolve().name
    has_ignore = (folder / _IGNORE).exists()
    make_workspace(folder, title, base)
    inside = "" if folder.resolve() == Path.cwd() else f"  cd {folder}\n"
    click.echo(
        f"Made the workspace {title} in {folder}\n"
        f"Next:\n{inside}"
        "  kg check          the example is right\n"
        "  kg verify         its words stand in its text\n"
        '  kg ask "what did Anna Example say?"\n'
        "Then:\n"
        "  kg add FILE       add documents of your own: files, folders or addresses\n"
        "  kg review         decide on what was found in them\n"
        "What you know without a document goes into seeds/, as in seeds/example.ttl."
        + ("\nYour .gitignore was left as it is: add .kg/ to it." if has_ignore else ""),
        err=True,
    )


def make_workspace(folder: Path, name: str, base: str = DATA) -> None:
    """Write the files of a new workspace.

    Raises:
        WorkspaceError: a file is there already, or the folder cannot be written; what was written is removed again.
    """
    starter = files("kg") / "starter"
    places = {source: place for source, place in _PLACES.items() if place != _IGNORE or not (folder / place).exists()}
    there = sorted(place for place in places.values() if (folder / place).exists() or (folder / place).is_symlink())
    if there:
        raise WorkspaceError(
            f"{folder} has {', '.join(there)} already; nothing was written", "Name an empty folder, or move them away."
        )
    written: list[Path] = []
    try:
        for source, place in places.items():
            _write_new(folder / place, _filled(starter / source, name, base), written)
    except OSError as error:
        for path in reversed(written):
            path.unlink(missing_ok=True)
        raise WorkspaceError(
            f"{error.filename or folder}: {error.strerror}", "Name a folder that can be written."
        ) from None


def _filled(source: Traversable, name: str, base: str) -> bytes:
    text = source.read_text(encoding="utf-8")
    # A TOML basic string: backslash and quotation mark escaped, control characters by number.
    quoted = "".join(f"\\u{ord(char):04x}" if char < " " or char in '"\\\x7f' else char for char in name)
    return text.replace("@BASE@", base).replace("@NAME@", quoted).encode()


def _write_new(path: Path, data: bytes, written: list[Path]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # "x": should somebody have made the file just now, it is theirs.
    with path.open("xb") as stream:
        written.append(path)
        stream.write(data)
