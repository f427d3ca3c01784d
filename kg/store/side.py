"""The tables beside the graph: names, types, the words of quotations and gists."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.namespaces import expand
from kg.store.folding import fold
from kg.store.passages import Told
from kg.store.scan import Scan, sorted_utterances

SCHEMA = """
CREATE TABLE graph (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE name (graph INTEGER NOT NULL, iri TEXT NOT NULL, rank INTEGER NOT NULL, folded TEXT NOT NULL,
                   name TEXT NOT NULL);
CREATE TABLE type (graph INTEGER NOT NULL, iri TEXT NOT NULL, type TEXT NOT NULL);
CREATE TABLE subclass (class TEXT NOT NULL, superclass TEXT NOT NULL, PRIMARY KEY (class, superclass)) WITHOUT ROWID;
CREATE TABLE utterance (id INTEGER PRIMARY KEY, graph INTEGER NOT NULL, statement TEXT NOT NULL, report TEXT);
CREATE TABLE told (id INTEGER PRIMARY KEY, statement TEXT NOT NULL, report TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize="porter unicode61 remove_diacritics 2");
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS name_folded ON name (folded);
CREATE INDEX IF NOT EXISTS name_iri ON name (iri);
CREATE INDEX IF NOT EXISTS type_iri ON type (iri);
CREATE INDEX IF NOT EXISTS utterance_graph ON utterance (graph);
CREATE INDEX IF NOT EXISTS told_statement ON told (statement);
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

    def add_graph(self, graph: str, scan: Scan) -> None:
        """Add the rows of one named graph."""
        number = self.db.execute("INSERT INTO graph (iri) VALUES (?)", (graph,)).lastrowid
        many = self.db.executemany
        many("INSERT INTO name VALUES (?, ?, ?, ?, ?)", _name_rows(number, scan))
        types = ((number, iri, kind) for iri, kinds in scan.types.items() for kind in kinds)
        many("INSERT INTO type VALUES (?, ?, ?)", types)
        first = self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM utterance").fetchone()[0]
        rows = ((key, number, said, report or None) for key, (said, report, _) in enumerate(scan.utterances, first))
        many("INSERT INTO utterance VALUES (?, ?, ?, ?)", rows)
        texts = ((key, text) for key, (_, _, text) in enumerate(scan.utterances, first))
        many("INSERT INTO words (rowid, text) VALUES (?, ?)", texts)

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
        for table in ("name", "type", "utterance"):
            self.db.execute(f"DELETE FROM {table} WHERE graph = ?", row)
        self.db.execute("DELETE FROM graph WHERE id = ?", row)

    def replace_told(self, rows: Iterable[Told]) -> None:
        """Write anew what reports say in their sources' words.

        Args:
            rows: all there is; what is told of no graph stands beside the graphs, since texts come and go without them.
        """
        many = self.db.executemany
        former = self.db.execute("SELECT id, text FROM told").fetchall()
        many("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", former)
        many("DELETE FROM utterance WHERE id = ?", ((key,) for key, _ in former))
        self.db.execute("DELETE FROM told")
        first = self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM utterance").fetchone()[0]
        numbered = list(enumerate(rows, first))
        many("INSERT INTO told VALUES (?, ?, ?, ?)", ((key, *row) for key, row in numbered))
        many("INSERT INTO utterance VALUES (?, 0, ?, ?)", ((key, row.statement, row.report) for key, row in numbered))
        many("INSERT INTO words (rowid, text) VALUES (?, ?)", ((key, row.text) for key, row in numbered))

    def finish(self, subclasses: Iterable[tuple[str, str]]) -> None:
        """Write what spans graphs, and the indexes; then close.

        Args:
            subclasses: pairs of class and superclass.
        """
        # The hierarchy is kept as it is and walked when asked: the pairs of a long chain would fill the disk.
        self.db.execute("DELETE FROM subclass")
        self.db.executemany("INSERT OR IGNORE INTO subclass VALUES (?, ?)", subclasses)
        self.db.execute("COMMIT")
        self.db.executescript(INDEXES)
        self.close()

    def close(self) -> None:
        """Close the file as it is."""
        self.db.close()


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
