"""The words of a record: which there are, how rare they are, and which statements carry them."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kg.ask.lexicon import HARMLESS
from kg.ask.stems import forms
from kg.ask.tokens import FUNCTION_WORDS, SAYING
from kg.store.folding import fold

if TYPE_CHECKING:
    from kg.store import GraphStore

# So many searches are kept, most of them of 40 statements, some of 200.
_KEPT_SEARCHES = 100
_SEARCH = (
    "SELECT u.statement FROM words JOIN utterance u ON u.id = words.rowid "
    "WHERE words MATCH ? ORDER BY bm25(words), u.statement LIMIT ?"
)


class WordBook:
    """Looks words up in the names and in the index of what was said."""

    def __init__(self, store: "GraphStore", texts: Sequence[str]) -> None:
        """Read from an open graph.

        Args:
            store: the graph.
            texts: what describes incidents besides their names.
        """
        self.store, self.texts = store, texts

    @cached_property
    def vocabulary_set(self) -> frozenset[str]:
        """Return the words of all names, of acts, and of what describes incidents; those that a typist may mean."""
        told = (word for text in self.texts for word in fold(text).split())
        asked = FUNCTION_WORDS | SAYING | HARMLESS
        return self.name_words | {word for word in (*told, *asked) if len(word) >= 4 and word.isalpha()}

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Return the words of all names, acts included."""
        rows = self.store.side.execute("SELECT DISTINCT folded FROM name WHERE rank > 0")
        return frozenset(word for (name,) in rows for word in name.split() if len(word) >= 4 and word.isalpha())

    @cached_property
    def vocabulary(self) -> list[str]:
        """Return the same words in a fixed order."""
        return sorted(self.vocabulary_set)

    @cached_property
    def proper_words(self) -> frozenset[str]:
        """Return the words, in lower case, that names write with a capital wherever they stand."""
        rows = self.store.side.execute("SELECT DISTINCT name FROM name WHERE rank > 0")
        words = [word for (name,) in rows for word in name.replace("'s", " ").split()[1:] if word.isalpha()]
        small = {word for word in words if word[:1].islower()}
        return frozenset(word.lower() for word in words if word[:1].isupper() and word.lower() not in small)

    @cached_property
    def utterances(self) -> int:
        """Return how many quotations and gists the index of words holds."""
        row = self.store.side.execute("SELECT count(*) FROM utterance").fetchone()
        return int(row[0])

    def frequency(self, word: str) -> int:
        """Return in how many quotations and gists a stem stands, as far as it matters how rare it is."""
        if word not in self._frequencies:
            query = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT 5000)"
            search = word_search([word])
            row = self.store.side.execute(query, (search,)).fetchone() if search else (0,)
            self._frequencies[word] = int(row[0])
        return self._frequencies[word]

    @cached_property
    def _frequencies(self) -> dict[str, int]:
        return {}

    def search(self, match: str, limit: int) -> list[str]:
        """Return the statements whose words fit a search of the index best."""
        if not match:
            return []
        # All that fit are weighed, which takes 80 ms for 60,000; one question may search twice for the same.
        known = self._searches.pop((match, limit), None)
        if known is None:
            rows = self.store.side.execute(_SEARCH, (match, limit))
            known = tuple(statement for (statement,) in rows)
        self._searches[match, limit] = known
        if len(self._searches) > _KEPT_SEARCHES:
            del self._searches[next(iter(self._searches))]
        return list(known)

    @cached_property
    def _searches(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """Return the searches made so far, the latest last."""
        return {}


def word_search(stems: Iterable[str]) -> str:
    """Write the search that finds any of some stems in the index of words, which cuts endings in its own way.

    >>> word_search(["took"])
    '"took"*'
    """
    # A number such as 1,023 is several words to the index, and a phrase takes no star.
    return " OR ".join(
        f'"{form}"*' if form.isalnum() else f'"{form}"'
        for one in stems
        for form in forms(one)
        if any(map(str.isalnum, form)) and '"' not in form
    )
