"""Many names at once, and names that are spelt a letter or two apart."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.model import Entity
from kg.store.folding import fold, fold_again

if TYPE_CHECKING:
    from kg.store.graph import GraphStore

# SQLite takes some thousands of parameters; a question has some hundreds of runs of words.
PORTION = 500


def lookup_many(store: "GraphStore", names: Iterable[str]) -> dict[str, list[Entity]]:
    """Return the things that bear each of many names, by folded name; names that nothing bears are left out."""
    wanted = sorted({fold_again(name) for name in names} - {""})
    found: dict[str, list[str]] = {}
    for start in range(0, len(wanted), PORTION):
        portion = wanted[start : start + PORTION]
        marks = ",".join("?" * len(portion))
        rows = store.side.execute(
            f"SELECT folded, iri FROM name WHERE folded IN ({marks}) GROUP BY folded, iri ORDER BY min(rank), iri",
            portion,
        )
        for folded, iri in rows:
            found.setdefault(folded, []).append(iri)
    return {folded: _entities(store, iris) for folded, iris in found.items()}


def find_misspelt(store: "GraphStore", name: str, type_iri: str) -> list[Entity]:
    """Return the things whose name a writer may have meant, a letter or two apart; words of the record are none.

    Args:
        store: whose names count.
        name: one or more words that nothing is called.
        type_iri: keep only things of this class or of its subclasses.
    """
    from rapidfuzz.distance import OSA

    wanted = fold(name)
    if is_word(store, wanted):
        return []
    allowed = 1 if len(wanted) < 7 else 2
    rows = store.side.execute("SELECT DISTINCT folded, iri FROM name WHERE folded LIKE ?", (wanted[:1] + "%",))
    near = [
        (distance, iri)
        for folded, iri in rows
        if folded.count(" ") == wanted.count(" ")
        and (distance := OSA.distance(wanted, folded, score_cutoff=allowed)) <= allowed
    ]
    best = min(near, default=(0, ""))[0]
    closest = dict.fromkeys(iri for distance, iri in sorted(near) if distance == best)
    return [entity for entity in _entities(store, closest) if type_iri in entity.types]


def is_word(store: "GraphStore", text: str) -> bool:
    """Say whether every word of a text stands somewhere in the quotations and gists of the record."""
    words = " AND ".join(f'"{word}"' for word in fold(text).split())
    return bool(words) and bool(
        store.side.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (words,)).fetchone()
    )


def _entities(store: "GraphStore", iris: Iterable[str]) -> list[Entity]:
    return [entity for iri in iris if (entity := store.names.entity(iri))]
