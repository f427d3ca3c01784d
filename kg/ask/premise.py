"""What a question takes to have befallen a person: refused where no statement on record tells of it."""

import re

from kg.ask.answer import Answer
from kg.ask.cards import Card
from kg.ask.figure_index import open_figures
from kg.ask.find import Scope, find_iris
from kg.ask.mentions import Mention
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.replies import refused_reply
from kg.ask.stems import root, stem, synonyms
from kg.ask.telling import listed
from kg.ask.tokens import SAYING, content_stems
from kg.ask.wordbook import word_search
from kg.model import Entity
from kg.namespaces import expand

# What befalls people and is no way of speaking; resigning and refusing are acts, which the record tells of as such.
# Each by what its forms have in common: "sack" and "sacking" are told as "sacked".
_EVENTS = {
    root(word): word
    for word in """sacked fired
        dismissed axed ousted arrested detained charged convicted jailed imprisoned sentenced fined sued
        prosecuted acquitted suspended demoted promoted knighted honoured ennobled elected reelected appointed hired
        died dead killed murdered injured hospitalised married divorced retired disgraced bribed kidnapped expelled
        impeached banned punished""".split()
}
_NOUNS = frozenset(
    "dismissal arrest conviction imprisonment punishment penalty suspension demotion detention expulsion death "
    "sentence fine".split()
)
_IN_OFFICE = frozenset(
    map(root, "sacked fired dismissed axed ousted demoted suspended disciplined punished fined impeached".split())
)
MOST_SEARCHED = 100
_ANYBODY = frozenset("any anyone anybody someone somebody".split())
# So far before the event stands whom it befell, and in these words begins a question whether it did.
_REACH = 5
_BEFALLING = frozenset("was were is are has have had did".split())
# What should befall somebody has not befallen him.
_WISHED = Lazy(r"\b(?:should|ought|must|would|will|might|may|could|not|no|nobody|call\w*|want\w*|demand\w*)\b")
_ASKING = Lazy(r"^(?:has|have|had|was|were|is|are|did|does|when|where|how|who|what|which day|why)\b")


def refuse_premise(reading: Reading, record: Record) -> Answer | None:
    """Refuse a question that takes something to have befallen a person of which no statement tells.

    Args:
        reading: of the question.
        record: the graph.
    """
    text = " ".join(token.text for token in reading.tokens)
    # "Who said Clarke should be sacked" asks for words, and not for what became of him.
    if reading.quoted or any(token.text in SAYING for token in reading.tokens) or not _ASKING.search(text):
        return None
    person = expand("kg:Person")
    people = [one for mention in reading.named for one in mention.entities if person in one.types]
    # Where nobody is named, a word that may be an act as well tells what befell: "was anyone dismissed".
    names = [one for one in reading.named if people or one.category != "act"]
    inside = {place for mention in names for place in range(mention.start, mention.end)}
    events = [
        token
        for place, token in enumerate(reading.tokens)
        if place not in inside and (token.text in _NOUNS or root(token.text) in _EVENTS)
    ]
    if len(events) == 1 and not people and _is_of_anybody(reading, events[0].text):
        return _refuse_for_all(events[0].text, reading, record)
    if len(events) != 1 or not people or not _is_of_person(reading, events[0].text, people):
        return None
    if any(_tells(card, root(events[0].text), people, record) for card in _about(people, record)):
        return None
    event = events[0].text
    who = " or ".join(dict.fromkeys(one.label for one in _befallen(reading, event) or people))
    is_noun = event in _NOUNS or event.endswith("ing")
    befallen = _EVENTS.get(root(event), event)
    reason = f"No {event} of {who} is on record" if is_noun else f"That {who} was {befallen} is not on record"
    return refused_reply(reading, record, reason)


def _befallen(reading: Reading, event: str) -> list[Entity]:
    """Return whom the event is said to have befallen, where who did it is named as well: "did Ann sack Ben"."""
    place = [token.text for token in reading.tokens].index(event)
    person = expand("kg:Person")
    behind = (one for mention in reading.named if mention.start > place for one in mention.entities)
    by = [token.text for token in reading.tokens[place + 1 : place + 2]] == ["by"]
    return (
        [one for mention in _people_before(reading, place) for one in mention.entities]
        if by
        else [one for one in behind if person in one.types]
    )


def _people_before(reading: Reading, place: int) -> list[Mention]:
    person = expand("kg:Person")
    before = (mention for mention in reading.named if mention.end <= place)
    return [mention for mention in before if any(person in one.types for one in mention.entities)]


def _is_of_person(reading: Reading, event: str, people: list[Entity]) -> bool:
    """Say whether the event is said of a person named: "was Clarke sacked", "who sacked Clarke"."""
    words = [token.text for token in reading.tokens]
    place = words.index(event)
    person = {one.iri for one in people}
    spans = [(m.start, m.end) for m in reading.named if person & {one.iri for one in m.entities}]
    before = any(end <= place <= end + 2 for _, end in spans)
    of = words[place + 1 : place + 2] in (["of"], ["for"]) and any(place < start <= place + 3 for start, _ in spans)
    behind = words[0] in ("who", "which") and place == 1 and any(place < start <= place + 2 for start, _ in spans)
    return before or of or behind


def _is_of_anybody(reading: Reading, event: str) -> bool:
    """Say whether it is asked if anybody at all lost office or was punished: "was anyone sacked over it"."""
    words = [token.text for token in reading.tokens]
    before = words[max(words.index(event) - _REACH, 0) : words.index(event)]
    # "Dismissed" is also what is done to a claim; whom it befell is not the one who did it.
    is_asked = reading.aim == "yes-no" and all(act.said.lower() == event for act in reading.acts)
    is_of_all = words[0] in _BEFALLING and not reading.mentions("speaker") and not reading.negated
    return root(event) in _IN_OFFICE and is_asked and is_of_all and bool(_ANYBODY & set(before))


def _refuse_for_all(event: str, reading: Reading, record: Record) -> Answer | None:
    """Refuse what befell nobody on record: no statement, figure or matter tells of it but as a wish."""
    matters = [one for mention in reading.named for one in mention.entities if mention.category == "incident"]
    within = set(record.incidents(one.iri for one in matters))
    families = {stem(event)} | synonyms(stem(event))
    told = [name for iri in record.incident_words for name in record.names.labels(iri)]
    told += [label for card in open_figures(record).cards for label in (card.figure.label, card.figure.measure.label)]
    for card in record.cards.get(record.words.search(word_search(sorted(families)), MOST_SEARCHED)):
        is_of_it = not within or within & card.about
        told += [card.gist] if is_of_it and not _WISHED.search(card.gist) else []
    if any(families & content_stems(text) for text in told):
        return None
    over = f" over {listed(dict.fromkeys(one.label for one in matters))}" if matters else ""
    return refused_reply(reading, record, f"That anybody was {event}{over} is not on record")


def _about(people: list[Entity], record: Record) -> list[Card]:
    """Return the statements by, towards or naming some people."""
    iris = tuple(one.iri for one in people)
    found = [*find_iris(Scope(speakers=iris), record), *find_iris(Scope(targets=iris), record)]
    return record.cards.get(list(dict.fromkeys(found)))


def _tells(card: Card, event: str, people: list[Entity], record: Record) -> bool:
    """Say whether a statement tells of the event, of one of the people."""
    told = f"{card.gist} {card.quoted}".lower()
    if event not in {root(word) for word in re.findall(r"\w+", told)}:
        return False
    return any(one.label.split()[-1].lower() in told or one.iri in card.towards for one in people)
