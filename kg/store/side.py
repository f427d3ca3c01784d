"""The tables beside the graph: names, types, words of quotations, who spoke about what."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.namespaces import expand
from kg.store.folding import fold
from kg.store.scan import Scan, sorted_utterances

SCHEMA = """
CREATE TABLE graph (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE name (graph INTEGER NOT NULL, iri TEXT NOT NULL, rank INTEGER NOT NULL, folded TEXT NOT NULL,
                   name TEXT NOT NULL);
CREATE TABLE type (graph INTEGER NOT NULL, iri TEXT NOT NULL, type TEXT NOT NULL);
CREATE TABLE subclass (class TEXT NOT NULL, superclass TEXT NOT NULL, PRIMARY KEY (class, superclass)) WITHOUT ROWID;
CREATE TABLE part (incident INTEGER NOT NULL, whole INTEGER NOT NULL, PRIMARY KEY (incident, whole)) WITHOUT ROWID;
CREATE TABLE speaker (graph INTEGER NOT NULL, statement INTEGER NOT NULL, agent INTEGER NOT NULL);
CREATE TABLE about (graph INTEGER NOT NULL, statement INTEGER NOT NULL, incident INTEGER NOT NULL);
CREATE TABLE utterance (id INTEGER PRIMARY KEY, graph INTEGER NOT NULL, statement INTEGER NOT NULL, report INTEGER);
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIEW involvement AS
  SELECT DISTINCT s.statement, s.agent AS speaker, a.incident FROM speaker s JOIN about a ON a.statement = s.statement;
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS name_folded ON name (folded);
CREATE INDEX IF NOT EXISTS name_iri ON name (iri);
CREATE INDEX IF NOT EXISTS type_iri ON type (iri);
CREATE INDEX IF NOT EXISTS speaker_statement ON speaker (statement, agent);
CREATE INDEX IF NOT EXISTS about_statement ON about (statement, incident);
CREATE INDEX IF NOT EXISTS about_incident ON about (incident, statement);
CREATE INDEX IF NOT EXISTS utterance_graph ON utterance (graph);
"""


class SideWriter:
    """Fills the tables graph by graph, so that a changed file costs only its own rows."""

    def __init__(self, path: Path) -> None:
        """Open a copied file of tables, or make a new one."""
        is_new = not path.exists()
        self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # Nobody reads the file before it is complete, and it is forced to disk as a whole afterwards.
        self.db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
        if is_new:
            self.db.executescript(SCHEMA)
        self.db.execute("BEGIN")
        self._nodes: dict[str, int] = dict(self.db.execute("SELECT iri, id FROM node"))
        self._first_new = len(self._nodes) + 1

    def add_graph(self, graph: str, scan: Scan) -> None:
        """Add the rows of one named graph."""
        number = self.db.execute("INSERT INTO graph (iri) VALUES (?)", (graph,)).lastrowid
        many, node = self.db.executemany, self._number
        many("INSERT INTO name VALUES (?, ?, ?, ?, ?)", _name_rows(number, scan))
        types = ((number, iri, kind) for iri, kinds in scan.types.items() for kind in kinds)
        many("INSERT INTO type VALUES (?, ?, ?)", types)
        many("INSERT INTO speaker VALUES (?, ?, ?)", ((number, node(s), node(a)) for s, a in scan.speakers))
        many("INSERT INTO about VALUES (?, ?, ?)", ((number, node(s), node(i)) for s, i in scan.abouts))
        first = self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM utterance").fetchone()[0]
        numbered = list(enumerate(scan.utterances, first))
        rows = ((key, number, node(s), node(r) if r else None) for key, (s, r, _) in numbered)
        many("INSERT INTO utterance VALUES (?, ?, ?, ?)", rows)
        many("INSERT INTO words (rowid, text) VALUES (?, ?)", ((key, text) for key, (_, _, text) in numbered))

    def remove_graph(self, graph: str, former: ox.Store) -> None:
        """Remove the rows of one named graph.

        Args:
            graph: its IRI.
            former: the store that the rows belong to: an index without content must be told what to forget.

        Raises:
            ValueError: store and tables do not belong together.
        """
        row = self.db.execute("SELECT id FROM graph WHERE iri = ?", (graph,)).fetchone()
        if row is None:
            return
        keys = self.db.execute("SELECT id FROM utterance WHERE graph = ? ORDER BY id", row).fetchall()
        texts = [text for _, _, text in _stored_utterances(former, ox.NamedNode(graph))]
        rows = [(key, text) for (key,), text in zip(keys, texts, strict=True)]
        self.db.executemany("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", rows)
        for table in ("name", "type", "speaker", "about", "utterance"):
            self.db.execute(f"DELETE FROM {table} WHERE graph = ?", row)
        self.db.execute("DELETE FROM graph WHERE id = ?", row)

    def finish(self, subclasses: Iterable[tuple[str, str]], parts: Iterable[tuple[str, str]]) -> None:
        """Write what spans graphs, and the indexes; then close.

        Args:
            subclasses: pairs of class and superclass.
            parts: pairs of incident and the incident that it is a part of.
        """
        # Hierarchies are kept as they are and walked when asked: the pairs of a long chain would fill the disk.
        self.db.execute("DELETE FROM subclass")
        self.db.execute("DELETE FROM part")
        self.db.executemany("INSERT OR IGNORE INTO subclass VALUES (?, ?)", subclasses)
        numbers = ((self._number(part), self._number(whole)) for part, whole in parts)
        self.db.executemany("INSERT OR IGNORE INTO part VALUES (?, ?)", numbers)
        fresh = ((number, iri) for iri, number in self._nodes.items() if number >= self._first_new)
        self.db.executemany("INSERT INTO node (id, iri) VALUES (?, ?)", fresh)
        self.db.execute("COMMIT")
        self.db.executescript(INDEXES)
        self.close()

    def close(self) -> None:
        """Close the file as it is."""
        self.db.close()

    def _number(self, iri: str) -> int:
        return self._nodes.setdefault(iri, len(self._nodes) + 1)


def pairs(store: ox.Store, predicate: str, graph: ox.NamedNode | None = None) -> list[tuple[str, str]]:
    """Return subject and object of every triple with a predicate (a prefixed name), blank nodes left out."""
    return [
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, ox.NamedNode(expand(predicate)), None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)
    ]


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/``.

    >>> local_name("https://w3id.org/on-record/act#blames")
    'blames'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def _name_rows(number: int | None, scan: Scan) -> Iterable[tuple[int | None, str, int, str, str]]:
    for iri in sorted({row[0] for row in scan.names}):
        local = local_name(iri)
        yield number, iri, 0, fold(local), local
    for iri, rank, name in scan.names:
        yield number, iri, rank, fold(name), name


def _stored_utterances(store: ox.Store, graph: ox.NamedNode) -> list[tuple[str, str, str]]:
    reported = dict(pairs(store, "kg:reports", graph))
    return sorted_utterances(reported, pairs(store, "kg:quotation", graph), pairs(store, "kg:gist", graph))
