"""The catalogue: every query file of some folders, by name."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import QueryError, UnknownQueryError
from kg.query.definition import Param, Query

if TYPE_CHECKING:
    from kg.query.protocols import OpenStore

# Raised when what is written about a query changes, so that no older cache is read.
FORMAT = 2
SUFFIX = ".rq"
# What the cache says of a query: the fields of ``Query`` but its text, which is read when the query is asked for.
_Cached = dict[str, Any]


class _Unread(NamedTuple):
    """A query file that is in no cache, and how messages call it."""

    path: Path
    shown: str


class Catalogue:
    """Queries, found by name and iterated in the order of their folders.

    A file is read when its query is asked for; one that is faulty raises then, and is left out where all are listed.
    """

    def __init__(self, entries: Mapping[str, "Query | _Cached | _Unread | QueryError"] | None = None) -> None:
        """Hold queries by name, in their order."""
        self._entries = dict(entries or {})

    def __iter__(self) -> Iterator[Query]:
        """Yield the queries whose files are right."""
        for name in self._entries:
            with suppress(QueryError):
                yield self[name]

    def __len__(self) -> int:
        """Count the queries whose files are right."""
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        """Say whether there is a query of that name, right or faulty."""
        return name in self._entries

    def __getitem__(self, name: str) -> Query:
        """Return the query of a name.

        Raises:
            UnknownQueryError: there is none; names near ones.
            QueryError: there is one, and its file is faulty.
        """
        if name not in self._entries:
            raise _unknown(name, list(self._entries))
        found = self._entries[name]
        if isinstance(found, (dict, _Unread)):
            try:
                found = _from_cache(found) if isinstance(found, dict) else _load_file(found)
            except QueryError as error:
                found = error
            self._entries[name] = found
        if isinstance(found, QueryError):
            raise found
        return found

    @property
    def faults(self) -> dict[str, QueryError]:
        """Return what is wrong with the files of some names."""
        for name in self._entries:
            with suppress(QueryError):
                self[name]
        return {name: found for name, found in self._entries.items() if isinstance(found, QueryError)}


def _unknown(name: str, names: list[str]) -> UnknownQueryError:
    from difflib import get_close_matches

    near = get_close_matches(name, names, 5, 0.5) or [other for other in names if name and name.lower() in other][:5]
    hint = f"Did you mean {' or '.join(near)}?" if near else "`kg query --list` shows all."
    return UnknownQueryError(f"no query is called {name!r}", hint)


def open_catalogue(store: "OpenStore") -> Catalogue:
    """Load the catalogue that goes with an open graph; faulty files are listed in it and raise when asked for."""
    return load_catalogue(store.workspace.query_dirs(), cache=store.catalogue_path, strict=False)


def load_catalogue(dirs: Iterable[Path], *, cache: Path | None = None, strict: bool = True) -> Catalogue:
    """Load the query files below some folders.

    Args:
        dirs: the shipped folder, then a workspace's own: a query of a later one replaces one of the same name.
        cache: written by ``write_cache``; what it holds of unchanged files is not parsed again. It may be missing.
        strict: read all files, and raise the first fault.

    Raises:
        QueryError: a header is wrong, a query does not parse, or a folder holds two of one name; names file and line.
    """
    known = _read_cache(cache)
    entries: dict[str, Query | _Cached | _Unread | QueryError] = {}
    for folder in dirs:
        seen: dict[str, str] = {}
        for entry in _walk(str(folder)):
            name, shown = entry.name[: -len(SUFFIX)], entry.path[len(str(folder.parent)) + 1 :]
            if name in seen:
                problem = f"{shown}: {seen[name]} has the same name"
                entries[name] = QueryError(problem, "A query is known by its file name: rename one.")
            else:
                entries[name] = _find_cached(known, entry) or _Unread(Path(entry.path), shown)
            seen[name] = shown
    catalogue = Catalogue(entries)
    for fault in catalogue.faults.values() if strict else ():
        raise fault
    return catalogue


def write_cache(dirs: Iterable[Path], path: Path) -> None:
    """Write what ``load_catalogue`` need not parse again; faulty files are left out, and reported when they are read.

    Args:
        dirs: as for ``load_catalogue``.
        path: a JSON file, overwritten.
    """
    import json

    entries = {}
    for query in load_catalogue(dirs, strict=False):
        status = query.path.stat()
        params = [param._asdict() for param in query.params.values()]
        fields = {**query._asdict(), "path": str(query.path), "params": params}
        del fields["text"]
        entries[str(query.path)] = {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "query": fields}
    text = json.dumps({"format": FORMAT, "files": entries}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")


def read_query(
    text: str, path: Path, where: str, *, tags: tuple[str, ...] = (), prefixes: Mapping[str, str] | None = None
) -> Query:
    """Read a query with its header; without one it has no parameters.

    Args:
        text: the whole file.
        path: the file; its stem is the query's name.
        where: the file's name for messages.
        tags: added to those of the header.
        prefixes: declared where the query uses them without doing so itself.

    Raises:
        QueryError: the header is wrong, or the query does not parse or does more than read.
    """
    from kg.query.guard import check_query
    from kg.query.header import Header, read_header
    from kg.query.params import match_params
    from kg.query.syntax import check_syntax

    header = read_header(text, where)
    check_query(text, where)
    check_syntax(text, where, prefixes)
    params = match_params(header, text, where) if header else {}
    header = header or Header()
    all_tags = tuple(dict.fromkeys(header.tags + tags))
    if prefixes:
        from kg.query.prefixes import declare_prefixes

        text = declare_prefixes(text, prefixes)
    return Query(path.stem, path, header.summary, header.description, header.questions, params, all_tags, text)


def read_text(path: Path, where: str) -> str:
    """Read a query file as UTF-8.

    Raises:
        QueryError: it cannot be read, or is no UTF-8; names the line.
    """
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise QueryError(f"{where}: {error.strerror}", "`kg query --list` shows the queries there are.") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise QueryError(f"{where}, line {line}: not UTF-8 text", "Save the file as UTF-8.") from None


def _load_file(file: _Unread) -> Query:
    path, where = file
    query = read_query(read_text(path, where), path, where, tags=(path.parent.name,))
    if not query.summary:
        raise QueryError(
            f"{where}: the query has no summary", "Start it with `#+ summary: ...` (one line, what it answers)."
        )
    return query


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    # os.scandir gives the sizes and times that the cache is checked against at the least cost.
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif entry.name.endswith(SUFFIX) and not _is_special(entry):
            yield entry


def _is_special(entry: os.DirEntry[str]) -> bool:
    # Reading a pipe or a device might never end.
    try:
        return not (S_ISREG(entry.stat().st_mode) or S_ISDIR(entry.stat().st_mode))
    except OSError:
        return False


def _read_cache(path: Path | None) -> dict[str, Any]:
    # Opening a pipe would wait for a writer that never comes.
    if path is None or not path.is_file():
        return {}
    import json

    try:
        data = json.loads(path.read_bytes())
        return dict(data["files"]) if data["format"] == FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        # A cache that is missing, old or damaged costs time and nothing else.
        return {}


def _find_cached(known: dict[str, Any], entry: os.DirEntry[str]) -> _Cached | None:
    found = known.get(entry.path)
    try:
        status = entry.stat()
        if found and (found["size"], found["mtime_ns"]) == (status.st_size, status.st_mtime_ns):
            return dict(found["query"])
    except (OSError, KeyError, TypeError, ValueError):
        pass
    return None


class _Listed(Query):
    """A query that the cache tells of; its file is read when its text is asked for."""

    @property
    def text(self) -> str:
        """Return the whole file.

        Raises:
            QueryError: it cannot be read any more.
        """
        known: str | None = self.__dict__.get("read")
        if known is None:
            known = self.__dict__["read"] = read_text(self.path, str(self.path))
        return known

    def __eq__(self, other: object) -> bool:
        """Say whether it says the same as another, however that came here."""
        return isinstance(other, Query) and (*self[:-1], self.text) == (*other[:-1], other.text)

    def __ne__(self, other: object) -> bool:
        """Say whether it says anything else; a tuple would compare what it holds."""
        return not self == other

    # It holds parameters by their names: no query can be hashed.
    __hash__ = None  # type: ignore[assignment]


def _from_cache(fields: _Cached) -> Query:
    path = Path(fields["path"])
    params = {each["name"]: Param(**each) for each in fields["params"]}
    lists = {key: tuple(fields[key]) for key in ("questions", "tags")}
    return _Listed(**{**fields, **lists, "path": path, "params": params, "text": ""})
