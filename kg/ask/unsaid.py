"""What tells against a yes where nothing answers: the words of a spokesman, and what else was said to the matter."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer
from kg.ask.beside import add_beside
from kg.ask.cards import Card
from kg.ask.fitting import LEAST, Fitting
from kg.ask.mentions import Mention
from kg.ask.own_words import answer_in_own_words
from kg.ask.parts import Role
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.retrieve import Options, Retrieval, Retrieved
from kg.ask.roles import is_body
from kg.ask.stems import stem
from kg.ask.telling import count_statements, listed
from kg.ask.tokens import SAYING
from kg.model import Entity

# More than these are no evidence but all that somebody ever said of a matter.
MOST_EVIDENCE = 12
# What befalls or is done in silence, so that no statement denies it.
_KNOWING = frozenset(
    "know knew known aware realise realised realize realized suspect suspected meet met visit visited see saw seen "
    "read receive received attend attended phone phoned ring rang email emailed write wrote intend intended plan "
    "planned lie lied cheat cheated".split()
)


def answer_unsaid(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer a yes/no question of which nothing is on record by what the speaker, or his spokesman, did say.

    Args:
        reading: of a question that no statement answers.
        record: the graph.
        options: what narrows the answer.

    Returns:
        None where no speaker is named, or where the speaker said nothing to the matter at all.
    """
    speakers = _speakers(reading)
    asks_deed = bool(reading.acts or reading.topic) and not reading.negated and not reading.also
    if reading.aim != "yes-no" or not asks_deed or not speakers:
        return None
    who = listed([one.label for one in speakers])
    if asks_of_knowing(reading):
        return None
    if (voices := _voices(speakers, record)) and (spoken := _said_by(voices, reading, record, options)).fit:
        told = tuple(record.cards.load([card.iri for card in spoken.fit]))
        summary = f"No, not by the record: of this only others speak for {who}: {count_statements(told)}."
    elif own := answer_in_own_words(reading, record, options):
        return own
    else:
        spoken = _to_matter(reading, record, options)
        told = tuple(record.cards.load([card.iri for card in spoken.fit]))
        summary = f"No such thing by {who} is on record"
        # Where no matter is named, what is shown only comes nearest to the words of the question.
        to_what = "to the matter" if reading.mentions("about") or reading.mentions("target") else "nearest to it"
        summary += f"; {to_what} there is: {count_statements(told)}." if told else ""
    query = {"name": "statements", "arguments": {}, "sparql": spoken.query}
    return add_beside(Answer("answer-no", summary, told, query=query), reading, spoken.fit, record) if told else None


def asks_of_knowing(reading: Reading) -> frozenset[str]:
    """Return the words by which a question asks what somebody knew, met or saw: other words of his tell nothing of it.

    Args:
        reading: of the question.
    """
    words = [token.text for token in reading.tokens]
    verb = next((place for place, word in enumerate(words) if word in _KNOWING | SAYING), None)
    is_one = bool(_speakers(reading)) and reading.aim == "yes-no" and not reading.acts
    # What somebody said that others know is what he said.
    return frozenset((words[verb],)) & _KNOWING if is_one and verb is not None else frozenset()


def keep_telling(reading: Reading, cards: Sequence[Card]) -> list[Card]:
    """Leave out what does not tell of such a thing, where somebody is asked to have known, met or seen something.

    Args:
        reading: of the question.
        cards: the statements found.
    """
    wanted = {stem(word) for word in asks_of_knowing(reading)}
    return [card for card in cards if not wanted or wanted & card.stems]


def _speakers(reading: Reading) -> list[Entity]:
    """Return who is asked about, if no doubt is left of it; sets of people are nobody in particular."""
    named = reading.mentions("speaker")
    if any(one.is_set or len(one.entities) != 1 for one in named):
        return []
    return [one.entities[0] for one in named]


def _voices(speakers: Sequence[Entity], record: Record) -> list[Entity]:
    people = (one for one in speakers if not is_body(one))
    return list(dict.fromkeys(voice for one in people for voice in record.speakers_for(one.iri)))


def _said_by(voices: Sequence[Entity], reading: Reading, record: Record, options: Options) -> Retrieved:
    if not reading.topic:
        # Without words of its own, an act of the spokesman's is not what was asked of the one spoken for.
        return Retrieved()
    speaking = [Mention(0, 0, "", "agent", tuple(voices), is_set=True)]
    asked = replace(reading, roles={**reading.roles, "speaker": speaking})
    return Retrieval(asked, record, options).find()


def _to_matter(reading: Reading, record: Record, options: Options) -> Retrieved:
    """Return what the speaker said of, or to, what the question names; what comes nearest where it names nothing."""
    roles: dict[Role, list[Mention]] = {
        role: list(some) for role, some in reading.roles.items() if role not in ("topic", "target")
    }
    targets = [one for mention in reading.mentions("target") for one in mention.entities]
    asked = replace(reading, roles=roles, acts=[], topic=[], helping=[], aim="statements", starts_with="")
    retrieval = Retrieval(asked, record, options)
    found = retrieval.find()
    iris = {one.iri for one in targets}
    fit = [card for card in found.fit if not targets or iris & card.towards or retrieval.names(card, targets)]
    return replace(found, fit=_nearest(fit, reading, record))


def _nearest(cards: list[Card], reading: Reading, record: Record) -> list[Card]:
    """Keep what comes nearest to the words of a question, where there is much."""
    fitting = Fitting(reading, record)
    near = [card for card in cards if not fitting.is_open and fitting.score(card) >= LEAST]
    cards = near or cards
    if len(cards) <= MOST_EVIDENCE:
        return cards
    kept = sorted(cards, key=lambda card: -fitting.score(card))[:MOST_EVIDENCE]
    return [card for card in cards if card in kept]
