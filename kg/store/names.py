"""Finding things by what people call them."""

import sqlite3
from collections.abc import Callable, Iterable
from functools import cached_property

from kg.model import Entity
from kg.namespaces import PREFIXES
from kg.store.folding import fold

_BEST_NAME = "SELECT name FROM name WHERE iri = ? AND rank > 0 ORDER BY rank, graph, name LIMIT 1"
_TYPES = "SELECT DISTINCT type FROM type WHERE iri = ? ORDER BY type"
_INSTANCES = """
WITH RECURSIVE kind (type) AS (SELECT ? UNION SELECT class FROM subclass JOIN kind ON superclass = type)
SELECT DISTINCT iri FROM type WHERE type IN (SELECT type FROM kind)
"""
# An editor's slip or two; below this a suggestion confuses more than it helps.
_NEAR_SCORE = 70
# So many things are kept as they were found, about half a kilobyte each; then all are let go.
_KEPT = 20_000


class NameIndex:
    """Looks up agents, posts, incidents, sources, concepts by id, label or alias."""

    def __init__(self, db: sqlite3.Connection, base: str, find_types: Callable[[str], tuple[str, ...]]) -> None:
        """Read from open tables.

        Args:
            db: the side tables.
            base: what ``id:`` stands for.
            find_types: asked for the classes of a thing that has no name, such as a statement; empty if unknown.
        """
        self._db, self._base, self._find_types = db, base, find_types
        self._known: dict[str, Entity] = {}
        self._closures: dict[tuple[str, ...], tuple[str, ...]] = {}

    def lookup(self, name: str, type_iri: str | None = None) -> list[Entity]:
        """Return the things that bear a name, best first; several mean that the name is ambiguous.

        Args:
            name: an id, a prefixed name, an IRI, a label or an alias; case, accents, hyphens and "the" do not count.
            type_iri: keep only things of this class or of its subclasses.
        """
        iri = self._as_iri(name)
        if iri is None and "-" in name:
            # Whoever types an id means it, whatever else is called alike; a single word is a name first.
            iri = self._base + name.strip()
        exact = [] if iri is None else self._keep([iri], type_iri)
        if exact:
            return exact
        rows = self._db.execute(
            "SELECT iri FROM name WHERE folded = ? GROUP BY iri ORDER BY min(rank), iri", (fold(name),)
        )
        return self._keep([row[0] for row in rows], type_iri) or self._keep([self._base + name.strip()], type_iri)

    def near(self, name: str, type_iri: str | None = None, limit: int = 5) -> list[Entity]:
        """Return the things whose names are closest in spelling, best first.

        Args:
            name: what found nothing.
            type_iri: keep only things of this class or of its subclasses.
            limit: how many at most.
        """
        from rapidfuzz import fuzz, process

        names, choices = self._spellings
        scores: dict[str, float] = {}
        # Letters in their order; words in any order; some of the words (a surname for a full name) count a little less.
        for scorer, weight in ((fuzz.ratio, 1.0), (fuzz.token_sort_ratio, 1.0), (fuzz.token_set_ratio, 0.95)):
            found = process.extract(fold(name), choices, scorer=scorer, limit=None, score_cutoff=_NEAR_SCORE / weight)
            for _, score, place in found:
                iri = names[place][0]
                scores[iri] = max(scores.get(iri, 0.0), score * weight)
        return self._keep(sorted(scores, key=lambda iri: (-scores[iri], iri)), type_iri, limit)

    @cached_property
    def _spellings(self) -> tuple[list[tuple[str, str]], list[str]]:
        # Read once: to read them takes twice as long as to compare them.
        names = self._db.execute("SELECT iri, folded FROM name ORDER BY iri, rank").fetchall()
        return names, [folded for _, folded in names]

    def entity(self, iri: str) -> Entity | None:
        """Return a thing with its label and classes, or None if the graph does not know it."""
        # The tables of a generation never change; what only the graph knows may be narrowed later.
        return self._known.get(iri) or self._from_tables(iri) or self._from_graph(iri)

    def _from_tables(self, iri: str) -> Entity | None:
        row = self._db.execute(_BEST_NAME, (iri,)).fetchone()
        types = tuple(kind for (kind,) in self._db.execute(_TYPES, (iri,)))
        if row is None and not types:
            return None
        if len(self._known) >= _KEPT:
            self._known.clear()
        known = self._known[iri] = Entity(iri, row[0] if row else iri.removeprefix(self._base), self._above(types))
        return known

    def _from_graph(self, iri: str) -> Entity | None:
        types = self._above(self._find_types(iri))
        return Entity(iri, iri.removeprefix(self._base), types) if types else None

    def instances(self, type_iri: str) -> list[Entity]:
        """Return every named thing of a class or of its subclasses, by label."""
        iris = [iri for (iri,) in self._db.execute(_INSTANCES, (type_iri,))]
        return sorted(self._keep(iris, None), key=lambda entity: (fold(entity.label), entity.iri))

    def labels(self, iri: str) -> list[str]:
        """Return every name of a thing, best first, its id left out."""
        rows = self._db.execute("SELECT name FROM name WHERE iri = ? AND rank > 0 ORDER BY rank, name", (iri,))
        return list(dict.fromkeys(name for (name,) in rows))

    def _above(self, types: tuple[str, ...]) -> tuple[str, ...]:
        """Return some classes with those above them, sorted; things come in few combinations of classes."""
        if types not in self._closures:
            found, waiting = set(types), list(types)
            while waiting:
                new = self._superclasses.get(waiting.pop(), set()) - found
                found |= new
                waiting += new
            self._closures[types] = tuple(sorted(found))
        return self._closures[types]

    @cached_property
    def _superclasses(self) -> dict[str, set[str]]:
        # Read once and walked here: a walk by the database takes ten times as long as all else that tells of a thing.
        found: dict[str, set[str]] = {}
        for kind, higher in self._db.execute("SELECT class, superclass FROM subclass"):
            found.setdefault(kind, set()).add(higher)
        return found

    def _keep(self, iris: Iterable[str], type_iri: str | None, limit: int | None = None) -> list[Entity]:
        kept: list[Entity] = []
        for iri in iris:
            entity = self.entity(iri)
            if entity and (type_iri is None or type_iri in entity.types):
                kept.append(entity)
            if limit is not None and len(kept) >= limit:
                break
        return kept

    def _as_iri(self, name: str) -> str | None:
        text = name.strip()
        if text.startswith("<") and text.endswith(">"):
            return text[1:-1]
        if text.startswith(("http://", "https://")):
            return text
        prefix, colon, local = text.partition(":")
        if colon and prefix == "id":
            return self._base + local
        return PREFIXES[prefix] + local if colon and prefix in PREFIXES else None
