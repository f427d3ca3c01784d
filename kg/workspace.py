"""Which files make up the graph at hand, and where its derived store lies."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import WorkspaceError
from kg.listing import FoundFile, walk
from kg.namespaces import DATA

CONFIG = "kg.toml"
DERIVED = ".kg"
FINDINGS = f"{DERIVED}/findings"
_LARGEST = 16_384
_KNOWN: dict[str, dict[str, type]] = {
    "workspace": {"name": str, "base": str},
    "graph": {"store": str, "graphs": str, "union": bool},
}


@dataclass(frozen=True)
class Workspace:
    """A folder with Turtle and query files of its own, on top of the ontology and queries that are shipped.

    ``base`` is what ``id:`` stands for. ``store_url`` is the query address of a SPARQL server, None for the embedded
    store; ``graphs_url`` is its address for writing graphs, None where it follows from the former; ``is_union`` says
    that the server answers over the union of just this workspace's graphs when no graphs are named.
    """

    root: Path
    base: str = DATA
    store_url: str | None = None
    is_shipped: bool = False
    name: str = ""
    graphs_url: str | None = None
    is_union: bool = False

    @property
    def derived_dir(self) -> Path:
        """Return the folder for everything that can be made again; it need not exist yet."""
        if not self.is_shipped:
            return self.root / DERIVED
        # One folder per installed copy: two environments may ship different graphs.
        from zlib import adler32, crc32

        name = os.fsencode(self.root)
        return _cache_home() / "on-record" / f"{crc32(name):08x}{adler32(name):08x}"

    def turtle_files(self) -> list[Path]:
        """List the Turtle files of the graph, sorted by their path inside their root."""
        return [Path(file.path) for file in self.list_turtle()]

    def list_turtle(self) -> list[FoundFile]:
        """List the Turtle files of the graph with their sizes and times, sorted by name.

        What the machine found in the sources is part of it; it lies with the derived things, since it is made again.
        """
        folders = ("seeds",) if self.is_shipped else ("seeds", FINDINGS)
        return self._own_over_shipped("ontology", ".ttl", folders)

    def query_dirs(self) -> list[Path]:
        """List the folders with query files: the shipped ones first, then the workspace's own."""
        folders = [shipped_root() / "queries", self.root / "queries"]
        return [folder for folder in dict.fromkeys(folders) if folder.is_dir()]

    def list_queries(self) -> list[FoundFile]:
        """List the query files, shipped ones included, with their sizes and times, sorted by name."""
        return self._own_over_shipped("queries", ".rq")

    def graph_iri(self, path: Path) -> str:
        """Return the IRI of the named graph that holds a file's triples."""
        return self.graph_of(self.relative(path))

    def graph_of(self, name: str) -> str:
        """Return the same for the path of a file inside its root."""
        inner = name.removesuffix(".ttl").removeprefix(f"{DERIVED}/")
        return f"{self.base}graph/{_iri_path(inner)}"

    def relative(self, path: Path) -> str:
        """Return a file's path inside its root, with forward slashes: the name that messages use."""
        for root in (self.root, shipped_root()):
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return path.as_posix()

    def _own_over_shipped(self, folder: str, suffix: str, own: tuple[str, ...] = ()) -> list[FoundFile]:
        # A file of the same relative path replaces the shipped one: a checkout of this very repository, read by an
        # installed package, would otherwise declare every term of the ontology twice.
        found: dict[str, FoundFile] = {}
        shipped, root = str(shipped_root()), str(self.root)
        places = [(shipped, (folder,))] if shipped != root else []
        for place, folders in (*places, (root, (folder, *own))):
            start = len(place.rstrip(os.sep)) + 1
            for name in folders:
                for file in walk(f"{place[: start - 1]}/{name}", suffix, start):
                    found[file.name] = file
        return [found[name] for name in sorted(found)]


def shipped_root() -> Path:
    """Return the folder that holds the shipped ontology, seeds and queries."""
    package = Path(__file__).parent
    data = package / "data"
    return data if data.is_dir() else package.parent


def find_workspace(start: Path | None = None) -> Workspace:
    """Find the workspace that a folder stands in; outside any, the graph that is shipped with the package.

    Args:
        start: a folder; None means the current one.

    Raises:
        WorkspaceError: the folder does not exist, or its ``kg.toml`` is broken.
    """
    try:
        here = (start or Path.cwd()).resolve(strict=True)
    except OSError as error:
        raise WorkspaceError(
            f"{start or 'the current folder'}: {error.strerror}", "Name a folder that exists."
        ) from None
    if not here.is_dir():
        raise WorkspaceError(f"{here}: not a folder", "Name a folder that exists.")
    for folder in (here, *here.parents):
        path = folder / CONFIG
        if path.is_file():
            return read_workspace(folder)
        if path.is_symlink():
            # Taken for no workspace, its questions would be answered from the shipped graph.
            raise WorkspaceError(f"{path}: the link leads to no file", "Mend it, or remove it.")
    return Workspace(shipped_root(), is_shipped=True, name="On Record")


def read_workspace(root: Path) -> Workspace:
    """Read the ``kg.toml`` of a folder.

    Raises:
        WorkspaceError: it cannot be read, is no TOML, or has a wrong key or value; names file and line.
    """
    import tomllib

    path = root / CONFIG
    try:
        with path.open("rb") as stream:
            text = stream.read(_LARGEST + 1).decode("utf-8-sig")
        # The parser's time grows with the square of what is nested in one line, and its depth is Python's own.
        if len(text) > _LARGEST:
            raise WorkspaceError(f"{path}: longer than {_LARGEST} characters", _KNOWN_KEYS)
        config = tomllib.loads(text)
    except RecursionError:
        raise WorkspaceError(f"{path}: brackets nested too deep", _KNOWN_KEYS) from None
    except OSError as error:
        raise WorkspaceError(f"{path}: {error.strerror}", "Make it readable, or remove it.") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise WorkspaceError(f"{path}, line {line}: not UTF-8 text", "Save the file as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(
            f"{path}: {error}", "See https://toml.io/en/v1.0.0; `kg init` writes an example."
        ) from None
    for problem, key in _config_problems(config):
        raise WorkspaceError(f"{path}, line {_line_of(text, key)}: {problem}", _KNOWN_KEYS)
    section = config.get("workspace", {})
    graph = config.get("graph", {})
    return Workspace(
        root,
        section.get("base", DATA),
        graph.get("store"),
        name=section.get("name", root.name),
        graphs_url=graph.get("graphs"),
        is_union=graph.get("union", False),
    )


_KNOWN_KEYS = (
    'Known: [workspace] name = "..."  base = "https://.../"\n'
    '       [graph] store = "https://.../sparql"  graphs = "https://.../graph-store"  union = true'
)


def _config_problems(config: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for section, values in config.items():
        if section not in _KNOWN or not isinstance(values, dict):
            yield f"unknown section or key {section!r}", section
            continue
        for key, value in values.items():
            problem = _value_problem(section, key, value)
            if problem:
                yield problem, key


def _value_problem(section: str, key: str, value: Any) -> str:
    if key not in _KNOWN[section]:
        return f"unknown key {key!r} in [{section}]"
    if type(value) is not _KNOWN[section][key]:
        return f"{key} must be {'true or false' if _KNOWN[section][key] is bool else 'a string'}, not {value!r}"
    if not isinstance(value, str):
        return ""
    if key == "base" and not is_base(value):
        return f"base must be an absolute IRI that ends in / or #, not {value!r}"
    if key in ("store", "graphs") and not _is_address(value):
        return f"{key} must be an http:// or https:// address, not {value!r}"
    if key in ("store", "graphs") and "@" in value.partition("://")[2].partition("/")[0]:
        return f"{key} holds a name or password, which do not belong in a shared file"
    return ""


def is_base(value: str) -> bool:
    """Say whether a text can stand before the local part of an identifier.

    >>> is_base("https://example.org/id/"), is_base("example")
    (True, False)
    """
    scheme, separator, rest = value.partition("://")
    is_absolute = scheme in ("http", "https") and bool(separator and rest) and value[-1] in "/#"
    return is_absolute and value.isprintable() and not set('<>"{}|^`\\ ') & set(value)


def _is_address(value: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and value.isprintable()
    except ValueError:
        return False


def _line_of(text: str, key: str) -> int:
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.lstrip(" [\"'").startswith(key)), 1)


def _iri_path(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/-._~")


def _cache_home() -> Path:
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        home = Path(named)
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = Path.home() / ".cache"
    try:
        (home / "on-record").mkdir(parents=True, exist_ok=True)
        if os.access(home / "on-record", os.W_OK):
            return home
    except OSError:
        pass
    return _private_temporary()


def _private_temporary() -> Path:
    import tempfile

    # A fixed name under /tmp may have been planted by somebody else: use it only if it is ours alone.
    owner = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"on-record-{owner}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.stat(follow_symlinks=False)
    except OSError as error:
        raise WorkspaceError(
            f"no folder for the derived store can be made: {folder}: {error.strerror}",
            "Set XDG_CACHE_HOME to a folder that can be written.",
        ) from None
    if status.st_uid != owner or status.st_mode & 0o077:
        raise WorkspaceError(
            f"{folder} belongs to somebody else or is open to others",
            "Remove it, or set XDG_CACHE_HOME to a folder of your own.",
        )
    return folder
