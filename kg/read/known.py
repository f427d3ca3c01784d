"""What a workspace knows of sources already: an index that is made again from its files whenever they change."""

import sqlite3
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from kg.errors import TurtleError, WorkspaceError
from kg.iri import local_id
from kg.namespaces import expand
from kg.read.likeness import Likeness, likeness_of
from kg.read.paths import Places
from kg.turtle import parse_file
from kg.workspace import Workspace

_VERSION = 3
_TABLES = """
CREATE TABLE files (name TEXT PRIMARY KEY, size INTEGER, mtime INTEGER) WITHOUT ROWID;
CREATE TABLE sources (number INTEGER PRIMARY KEY, id TEXT, file TEXT, sha256 TEXT, words TEXT, runs INTEGER,
  outlet TEXT, published TEXT, title TEXT, url TEXT, modified TEXT, name TEXT, repeats TEXT, text_sha256 TEXT);
CREATE INDEX by_file ON sources(file);
CREATE INDEX by_id ON sources(id);
CREATE INDEX by_digest ON sources(sha256);
CREATE INDEX by_words ON sources(words);
CREATE TABLE prints (print INTEGER, source INTEGER, PRIMARY KEY (print, source)) WITHOUT ROWID;
CREATE INDEX by_source ON prints(source);
CREATE TABLE ids (id TEXT, file TEXT, PRIMARY KEY (id, file)) WITHOUT ROWID;
CREATE TABLE outlets (name TEXT, id TEXT, file TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID;
"""
_FIELDS = {
    "sha256": expand("kg:sha256"),
    "outlet": expand("dcterms:publisher"),
    "published": expand("dcterms:issued"),
    "modified": expand("dcterms:modified"),
    "title": expand("dcterms:title"),
    "url": expand("schema:url"),
    "name": expand("kg:fileName"),
    "repeats": expand("kg:repeatsSource"),
    "text_sha256": expand("kg:textSha256"),
}
_TYPE, _SOURCE, _BODY = expand("rdf:type"), expand("kg:Source"), expand("kg:Organisation")
_NAMES = (expand("rdfs:label"), expand("skos:altLabel"))
_COLUMNS = "id, sha256, words, runs, outlet, published, title, url, modified, name, repeats, text_sha256, number"
# What stands in this many documents, such as a standing footer, recognises none of them.
_TOO_COMMON = 200


@dataclass(frozen=True)
class Known:
    """A source on record.

    ``outlet`` and ``repeats``, the first source of the same article, are local ids, ``name`` is the file's as received;
    dates are ISO dates. What is not known is None.
    """

    id: str
    sha256: str
    words: str
    runs: int
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    modified: str | None
    name: str
    repeats: str | None = None
    text_sha256: str | None = None
    number: int = 0


class KnownSources:
    """The sources of a workspace, to look up by bytes, by words, and by what they share."""

    def __init__(self, workspace: Workspace, places: Places) -> None:
        """Open the index, making it anew if it is missing, broken or of another version."""
        self.workspace, self.places = workspace, places
        path = places.index
        try:
            self.database = _opened(path)
        except sqlite3.DatabaseError:
            # Everything in it can be made again, and whatever broke it must not stop anybody.
            for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                leftover.unlink(missing_ok=True)
            self.database = _opened(path)

    def close(self) -> None:
        """Close the index."""
        with suppress(sqlite3.Error):
            self.database.commit()
        self.database.close()

    def refresh(self) -> None:
        """Take in what has changed in the workspace's files since the index was written."""
        there = {file.name: file for file in self.workspace.list_turtle() if file.name.startswith("seeds/")}
        rows = self.database.execute("SELECT name, size, mtime FROM files")
        seen = {name: (size, mtime) for name, size, mtime in rows}
        for name in [name for name in seen if name not in there]:
            self._forget(name)
        for name, file in there.items():
            if seen.get(name) != (file.size, file.mtime_ns):
                self._forget(name)
                self._take_in(name, Path(file.path))
                self.note_file(name, file.size, file.mtime_ns)
        self.database.commit()

    def note_file(self, name: str, size: int, mtime_ns: int) -> None:
        """Remember a file as taken in."""
        self.database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (name, size, mtime_ns))

    def add(self, known: Known, file: str, likeness: Likeness | None) -> None:
        """Add a source."""
        prints = likeness.prints if likeness else ()
        self.add_id(known.id, file)
        columns = _COLUMNS.removesuffix(", number")
        cursor = self.database.execute(
            f"INSERT INTO sources (file, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (file, *astuple(known)[:-1]),
        )
        number = cursor.lastrowid
        self.database.executemany("INSERT OR IGNORE INTO prints VALUES (?, ?)", ((one, number) for one in prints))

    def add_id(self, local: str, file: str) -> None:
        """Remember that an identifier is taken."""
        self.database.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (local, file))

    def add_outlet(self, name: str, local: str, file: str) -> None:
        """Add a name of an outlet."""
        self.add_id(local, file)
        self.database.execute("INSERT OR IGNORE INTO outlets VALUES (?, ?, ?)", (fold(name), local, file))

    def outlet(self, name: str) -> str | None:
        """Return the local id of the outlet of a name; None if there is none, or several."""
        rows = self.database.execute("SELECT DISTINCT id FROM outlets WHERE name = ?", (fold(name),)).fetchall()
        return str(rows[0][0]) if len(rows) == 1 else None

    def has_id(self, local: str) -> bool:
        """Say whether something of the workspace bears an identifier."""
        return self.database.execute("SELECT 1 FROM ids WHERE id = ? LIMIT 1", (local,)).fetchone() is not None

    def by_bytes(self, digest: str) -> Known | None:
        """Return the source of these very bytes."""
        return self._one("sha256 = ?", digest)

    def by_words(self, words: str) -> list[Known]:
        """Return the sources of the same words."""
        rows = self.database.execute(f"SELECT {_COLUMNS} FROM sources WHERE words = ? ORDER BY number", (words,))
        return [Known(*row) for row in rows]

    def alike(self, likeness: Likeness, most: int = 5) -> list[tuple[Known, float]]:
        """Return the sources that share most with a text, with an estimate of how much of the shorter one is shared."""
        counts: dict[int, int] = {}
        for one in likeness.prints:
            rows = self.database.execute(
                "SELECT source FROM prints WHERE print = ? LIMIT ?", (one, _TOO_COMMON)
            ).fetchall()
            if len(rows) < _TOO_COMMON:
                for (source,) in rows:
                    counts[source] = counts.get(source, 0) + 1
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: 4 * most]
        found = []
        for number, count in best:
            known = self._one("number = ?", number)
            held = self.database.execute("SELECT COUNT(*) FROM prints WHERE source = ?", (number,)).fetchone()[0]
            if known:
                found.append((known, count / max(1, min(held, len(likeness.prints)))))
        return sorted(found, key=lambda pair: (-pair[1], pair[0].number))[:most]

    def files(self, local: str | None = None) -> list[tuple[str, str, str]]:
        """List id, file name and digest of the sources, or of the one of an id, sorted by id."""
        query = "SELECT id, name, sha256 FROM sources WHERE ?1 IS NULL OR id = ?1 ORDER BY id"
        return list(self.database.execute(query, (local,)))

    def text_of(self, known: Known) -> str | None:
        """Return the text of a source; None if it is not at hand."""
        document = self.places.document(known.id, known.name, known.sha256)
        return document.text if document else None

    def _one(self, condition: str, value: str | int) -> Known | None:
        query = f"SELECT {_COLUMNS} FROM sources WHERE {condition} ORDER BY number LIMIT 1"
        row = self.database.execute(query, (value,)).fetchone()
        return Known(*row) if row else None

    def _forget(self, file: str) -> None:
        self.database.execute("DELETE FROM prints WHERE source IN (SELECT number FROM sources WHERE file = ?)", (file,))
        for table in ("sources", "outlets", "ids"):
            self.database.execute(f"DELETE FROM {table} WHERE file = ?", (file,))
        self.database.execute("DELETE FROM files WHERE name = ?", (file,))

    def _take_in(self, name: str, path: Path) -> None:
        try:
            triples = parse_file(path)
        except TurtleError:
            # `kg check` tells of it; a document can be added all the same.
            return
        things: dict[str, dict[str, list[str]]] = {}
        for triple in triples:
            if hasattr(triple.subject, "value") and hasattr(triple.object, "value"):
                thing = things.setdefault(triple.subject.value, {})
                thing.setdefault(triple.predicate.value, []).append(triple.object.value)
        for iri, thing in things.items():
            kinds = thing.get(_TYPE, [])
            self.add_id(local_id(iri), name)
            if _BODY in kinds:
                for label in (label for key in _NAMES for label in thing.get(key, [])):
                    self.add_outlet(label, local_id(iri), name)
            if _SOURCE in kinds:
                self._take_in_source(local_id(iri), thing, name)

    def _take_in_source(self, local: str, thing: dict[str, list[str]], file: str) -> None:
        given = {key: next(iter(thing.get(iri, [])), None) for key, iri in _FIELDS.items()}
        outlet = local_id(given["outlet"]) if given["outlet"] else None
        digest = given["sha256"] or ""
        likeness = self._likeness(local, given["name"] or "", digest)
        known = Known(
            local,
            digest,
            likeness.words if likeness else "",
            likeness.runs if likeness else 0,
            outlet,
            given["published"],
            given["title"],
            given["url"],
            given["modified"],
            given["name"] or "",
            local_id(given["repeats"]) if given["repeats"] else None,
            given["text_sha256"],
        )
        self.add(known, file, likeness)

    def _likeness(self, local: str, name: str, digest: str) -> Likeness | None:
        document = self.places.document(local, name, digest)
        return likeness_of(document) if document else None


def fold(name: str) -> str:
    """Fold a name of an outlet for looking it up.

    >>> fold("The Merrow  Herald")
    'merrow herald'
    """
    return " ".join(name.casefold().split()).removeprefix("the ")


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{path.parent}: {error.strerror}", "Make the workspace's folder writable.") from None
    database = sqlite3.connect(path, isolation_level="DEFERRED", timeout=60)
    # It can be made again: a crash of the machine may cost it, one of the program does not.
    database.execute("PRAGMA synchronous=OFF")
    if database.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            database.execute(f"DROP TABLE {table}")
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version={_VERSION}")
    return database
