"""A cheap look at a reading: whether it may ask for something whose module is then loaded.

Each look lets through all that the module answers, and more: what a question asks for in the end, the module tells.
"""

import re

from kg.ask.reading import Reading
from kg.ask.stems import NUMBER_WORDS
from kg.namespaces import expand

# No question without one of these asks for a number; the many forms are then not looked for.
NUMBER_HINTS = frozenset(
    """how old young age ages often percentage per percent proportion share fraction part rate sentence term money sum
    amount drop fall rise increase decrease decline growth reduction cost price length figure figures number numbers
    statistic statistics stat stats total totals count counts estimate estimates toll seconds minutes hours days weeks
    months years there""".split()
)
_PAIRED = frozenset(
    """figure figures number numbers total totals count counts estimate estimates statistics stats""".split()
)
_NUMBERS = tuple(NUMBER_WORDS)
_TIMES = tuple("when,how ,since,until,from,for,what years,in what,was,were,is,has,did,had".split(","))
_SUCCEEDING = frozenset("took replaced succeeded came followed preceded went was stepped".split())
# Beginnings of words, and phrases in full, by which a question may ask how statements stand to each other.
TIE_BEGINNINGS = {
    "against": "disagre contradict disput tension conflict rebut refut clash contest differ discrepan inconsisten",
    "with": "agree echo concur corroborat confirm",
    "correct": "correcte correcting qualif retract clarif",
    "reply": "repl respond answer retort react",
}
TIE_PHRASES = {
    "against": "at odds|rival accounts|rival versions|not agree|argue with|argued with|argue against|argued against|"
    "takes issue|took issue|take issue|other side|rejects?|rejected|challenges?|challenged",
    "with": "backs?|backed|supports?|supported|endorses?|endorsed|back up|backs up|backed up|bear out|bears out|"
    "bore out|share the view|shares the view|support the claim",
    "correct": "set the record straight|corrects?|corrections?",
    "reply": "hit back|come back|came back|responses?",
}
TIE_HINTS = [beginning for several in TIE_BEGINNINGS.values() for beginning in several.split()]
TIE_HINTS += [phrase.removesuffix("s?") for several in TIE_PHRASES.values() for phrase in several.split("|")]


def _text(reading: Reading) -> str:
    return " ".join(token.text for token in reading.tokens)


def names_person(reading: Reading) -> bool:
    """Say whether a question names a person."""
    person = expand("kg:Person")
    return any(person in entity.types for mention in reading.named for entity in mention.entities)


def may_ask_who_held(reading: Reading) -> bool:
    """Say whether a question may ask who held a post, or when."""
    text = _text(reading)
    took_over = reading.aim == "who" and not _SUCCEEDING.isdisjoint(re.findall(r"\w+", text))
    return reading.aim == "holder" or took_over or text.startswith(_TIMES)


def may_ask_for_office(reading: Reading) -> bool:
    """Say whether a question may ask who somebody in an office is."""
    return _text(reading).startswith(("who is", "who was", "who are", "who were", "who's", "who has", "who had"))


def may_ask_when_published(reading: Reading) -> bool:
    """Say whether a question may ask on which day an article was published."""
    return _text(reading).startswith(("when", "what da", "which da", "on what da", "on which da"))


def may_write_number(reading: Reading) -> bool:
    """Say whether a question may hold a number, in figures or in words."""
    parts = re.findall(r"\w+", _text(reading))
    return any(part.startswith(_NUMBERS) or any(map(str.isdigit, part)) for part in parts)


def may_pair_numbers(reading: Reading) -> bool:
    """Say whether a question may ask for numbers beside numbers."""
    words = frozenset(re.findall(r"\w+", _text(reading)))
    return not words.isdisjoint(_PAIRED) or ("how" in words and not words.isdisjoint(("many", "much", "long")))


def may_ask_for_numbers(reading: Reading) -> bool:
    """Say whether a question may ask for a number."""
    return any(token.text in NUMBER_HINTS for token in reading.tokens)


def may_ask_for_ties(reading: Reading) -> bool:
    """Say whether a question may ask how statements stand to each other."""
    text = _text(reading)
    return any(hint in text for hint in TIE_HINTS)
