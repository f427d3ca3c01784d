"""Who governed on a day, and who was in opposition, as far as the record's posts and parties tell."""

from functools import cached_property
from typing import TYPE_CHECKING

from kg.ask.cards import Card
from kg.ask.iris import terms
from kg.ask.lexicon import HEADS_OF_GOVERNMENT

if TYPE_CHECKING:
    from kg.ask.record import Record


class Government:
    """The parties of those who led a government, with their days."""

    def __init__(self, record: "Record") -> None:
        """Read from an open record, when first asked."""
        self.record = record

    def governs(self, card: Card) -> bool | None:
        """Say whether whoever made a statement belonged to the party in government; None where nothing tells."""
        day = card.latest or ""
        parties = {party for party, start, end in self._terms if start <= day <= end}
        if not parties:
            return None
        own = self._parties_of(card.speaker)
        return bool(own & parties) if own else None

    def _parties_of(self, speaker: str) -> frozenset[str]:
        if speaker not in self._known:
            ways = "{ ?s kg:party ?p } UNION { ?s kg:speaksFor/kg:party? ?p }"
            found = self.record.rows(f"VALUES ?s {{ {terms([speaker])} }} {ways}", "p")
            self._known[speaker] = frozenset((speaker, *(row[0] for row in found))) & self._parties
        return self._known[speaker]

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _parties(self) -> frozenset[str]:
        return frozenset(row[0] for row in self.record.rows("?s kg:party ?p", "p"))

    @cached_property
    def _terms(self) -> tuple[tuple[str, str, str], ...]:
        """Return party, first and last day of each term of a head of government."""
        pattern = (
            "?post a kg:Post ; rdfs:label ?label . ?t kg:post ?post ; kg:holder ?holder ; kg:start ?start . "
            "?holder kg:party ?party . OPTIONAL { ?t kg:end ?stop } BIND(COALESCE(?stop, '9999') AS ?end)"
        )
        rows = self.record.rows(pattern, "label", "party", "start", "end")
        return tuple((row[1], row[2], row[3]) for row in rows if row[0].lower() in HEADS_OF_GOVERNMENT)
