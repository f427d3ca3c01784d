"""That more is on record of a matter than the words of a question find: its name holds the word, or ends a compound."""

from collections.abc import Sequence

from kg.ask.cards import Card
from kg.ask.find import Scope, count_statements
from kg.ask.mentions import TITLES
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.roles import split_bodies
from kg.ask.telling import counted
from kg.ask.tokens import FUNCTION_WORDS, SAYING, split_words

# A word of a question says what a matter is called only where it says little else.
MOST_WORDS = 2
# So long must a word be that is looked for at the end of others: "art" ends "start".
LEAST_LETTERS = 4


def note_more_about(reading: Reading, fit: Sequence[Card], record: Record) -> str:
    """Say that more is on record about the one matter whose name a question may mean; nothing where there is none.

    Args:
        reading: of a question that statements answer by their words.
        fit: these statements.
        record: the graph.
    """
    if reading.aim not in ("statements", "who") or reading.acts or reading.quoted or reading.also:
        return ""
    if any(reading.mentions(role) for role in ("about", "target", "behalf")) or not reading.topic:
        return ""
    speakers = reading.mentions("speaker")
    if any(one.category != "agent" or one.is_set for one in speakers):
        return ""
    inside = {place for one in speakers for place in range(one.start, one.end)}
    aside = FUNCTION_WORDS | SAYING | TITLES
    words = [one.text for place, one in enumerate(reading.tokens) if place not in inside and one.text not in aside]
    if not 0 < len(words) <= MOST_WORDS or reading.period.since or reading.period.until:
        return ""
    called: dict[str, str] = {}
    for iri, label in record.names_of("kg:Incident"):
        parts = [token.text for token in split_words(label)]
        if all(any(_ends(part, word) for part in parts) for word in words):
            called.setdefault(iri, label)
    wholes = [iri for iri in called if not any(iri in record.incidents([other]) for other in called if other != iri)]
    if len(wholes) != 1:
        return ""
    own = set(record.incidents(wholes))
    people, bodies = split_bodies((entity.iri for one in speakers for entity in one.entities), record)
    every = count_statements(Scope(speakers=people, bodies=bodies, incidents=tuple(own)), record)
    more = every - sum(bool(own & card.about) for card in fit)
    if more <= 0:
        return ""
    whose = " by the same" if speakers else ""
    name = record.label(wholes[0])
    return f"About “{name}”, {counted(every, 'statement')}{whose} are on record: ask for it by that name."


def _ends(part: str, word: str) -> bool:
    """Say whether a word is another one, in the plural too, or its end.

    >>> _ends("footbridge", "bridge"), _ends("bridges", "bridge"), _ends("start", "art")
    (True, True, False)
    """
    part, word = part.removesuffix("s"), word.removesuffix("s")
    return part == word or (len(word) >= LEAST_LETTERS and part.endswith(word))
