"""Who a question speaks of without a name: sets of roles, and bodies that it only describes."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.appositions import crew_mentions
from kg.ask.described import best, is_speaker, kind_of
from kg.ask.lexicon import ADVERBS, DETERMINERS, HARMLESS
from kg.ask.mentions import TITLES, Mention, as_typed
from kg.ask.record import Record
from kg.ask.roles import Crew, entities
from kg.ask.stems import stem
from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token

# As much of a description must fit, weighed by how rare its words are.
LEAST = 0.66
_ASKING = frozenset("which what who whom any all every no some these those several other more many".split())
_AUXILIARIES = frozenset(
    "did do does has have had is are was were can could will would should didn't doesn't hasn't wasn't weren't".split()
)
_BEING = frozenset("is are was were wasn't weren't isn't aren't".split())
_BODIES = frozenset(
    "police constabulary council ministry department governor governors association union trust board inspectorate "
    "agency committee mayor".split()
)
_OWN = frozenset("his her their its".split())
_AGENT_OF = frozenset(("by", "from"))
_TOPICAL = frozenset("about on over of regarding concerning in with".split())
_AIMED = frozenset("to of against at towards toward on for with".split())
_ADJECTIVES = frozenset("former ex unnamed anonymous senior other local national british uk".split())


def find_subjects(tokens: Sequence[Token], mentions: Sequence[Mention], record: Record) -> list[Mention]:
    """Add whom a question means by a word for many, or by a description, where somebody must be meant.

    Args:
        tokens: the words of a question.
        mentions: what they name, in their order.
        record: the graph.
    """
    found = list(mentions)
    for start in range(len(tokens)):
        for size in (3, 2, 1):
            crew = _crew_at(start, start + size, tokens, found, record)
            if crew:
                found += crew_mentions(crew, (start, start + size), tokens, record)
                break
    if described := _described_subject(tokens, found, record):
        span = range(described[0].start, described[0].end)
        found = [one for one in found if one.category != "kind" or one.start not in span] + described
    return sorted(found, key=lambda mention: (mention.start, mention.category))


def _crew_at(start: int, end: int, tokens: Sequence[Token], mentions: Sequence[Mention], record: Record) -> Crew:
    inside = {place for mention in mentions for place in mention.covered}
    if end > len(tokens) or inside & set(range(start, end)) or not _is_argument(start, end, tokens, mentions):
        return Crew()
    words = [token.text for token in tokens[start:end]]
    if words == ["speakers"]:
        # "Which speakers" asks who spoke.
        return Crew()
    before = [mention for mention in mentions if mention.end <= start and mention.category in ("agent", "post")]
    if start and tokens[start - 1].text in _OWN and before:
        # "Blair or his spokesman": those of the one named before.
        crews = [record.roles.in_body(entity.iri, words) for entity in before[-1].entities]
        return next(filter(None, crews), Crew())
    return record.roles.find(words)


def _is_argument(start: int, end: int, tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Say whether words stand where somebody is named, and not as part of a longer name or as a topic."""
    words = [token.text for token in tokens]
    inside = {place: mention for mention in mentions for place in mention.covered}
    after = inside.get(end)
    if end < len(words) and not after and _is_content(words[end]):
        return False
    if after and after.category in ("agent", "post") and not tokens[end - 1].possessive:
        return False
    before = words[start - 1] if start else ""
    if before and start - 1 not in inside and _is_content(before) and before not in _ADJECTIVES | _AUXILIARIES | _AIMED:
        # "The chief inspector" is one of the inspectors only.
        return False
    place = start - 1
    while place >= 0 and place not in inside and words[place] in DETERMINERS | _ADJECTIVES:
        place -= 1
    if place < 0:
        return True
    said = any(word in SAYING and p not in inside for p, word in enumerate(words[:start]))
    if said and words[place] not in _AGENT_OF | _AIMED:
        # "Who said no minister can be everywhere": part of what was said.
        return False
    is_verb = end < len(words) and (words[end] in SAYING | _AUXILIARIES or (after and after.category == "act"))
    if is_verb and place not in inside and words[place] not in _TOPICAL:
        return True
    if place in inside:
        # "Blamed the police": the object of an act.
        return inside[place].category == "act"
    has_act = any(mention.category == "act" and mention.start < start for mention in mentions)
    return (
        words[place] in _ASKING | _AUXILIARIES | _AGENT_OF | {"and", "or"}
        or " ".join(words[max(place - 1, 0) : place + 1]) == "according to"
        or (words[place] in _AIMED and has_act)
        or (words[place] in ("tell", "told") and place not in inside)
    )


def _described_subject(tokens: Sequence[Token], mentions: Sequence[Mention], record: Record) -> list[Mention]:
    """Find the body or speaker that stands as subject and is described: "the union for probation staff"."""
    span = subject_span(tokens, mentions)
    if span is None:
        # The name of a kind may be part of a description: "the prison reform lot on Dartmoor".
        mentions = [mention for mention in mentions if mention.category != "kind"]
        span = _before_topic(tokens, mentions)
    if span is None:
        return []
    start, end = span
    own = [mention for mention in mentions if start <= mention.start < end and mention.category in ("agent", "post")]
    kinds = [mention for mention in mentions if mention.category == "kind" and start <= mention.start < end]
    # "What did the inquiry say": the body that is called so.
    mentions = [mention for mention in mentions if mention not in kinds]
    free = _free(tokens, mentions, start, end)
    if not free or (own and not tokens[own[-1].end - 1].possessive):
        return []
    stems = [stem(token.text) for token in tokens[start:end] if _is_content(token.text)]
    iris = [iri for iri in best(stems, record.agent_texts, LEAST, alike=0.0) if is_speaker(record, iri)]
    found = entities(record, iris)
    return [
        replace(
            Mention(start, end, as_typed(tokens[start:end]), category, kept, is_set=len(kept) > 1),
            possessive=tokens[end - 1].possessive,
        )
        for category in ("agent", "post")
        if (kept := tuple(one for one in found if kind_of(one.types) == category))
    ]


def subject_span(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[int, int] | None:
    """Return where the subject stands in "what did ... say" and "did ... apologise"; None in other questions."""
    words = [token.text for token in tokens]
    acts = {mention.start for mention in mentions if mention.category == "act"}
    inside = {place for mention in mentions for place in mention.covered}
    aux = next((p for p, word in enumerate(words[:2]) if word in _AUXILIARIES and p not in inside), None)
    if aux is None or (aux > 0 and words[0] not in ("what", "how", "why", "when", "where", "whom", "who", "which")):
        return None
    for place in range(aux + 1, len(words)):
        makes = words[place : place + 2] == ["make", "of"]
        if place in acts or makes or (words[place] in SAYING and place not in inside):
            return (aux + 1, place) if place > aux + 1 else None
    return None


def _before_topic(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[int, int] | None:
    """Return where the speaker stands in keywords such as "prison reform lot on Dartmoor"; None in others."""
    words = [token.text for token in tokens]
    inside = {place for mention in mentions for place in mention.covered}
    place = next((p for p, word in enumerate(words) if word in _TOPICAL - {"in", "with"}), 0)
    asks = set(words[:place]) & (_ASKING | _AUXILIARIES | SAYING | {"how", "when", "where", "why"})
    is_free = place > 1 and not asks and not inside & set(range(place))
    return (0, place) if is_free and {place + 1, place + 2} & inside else None


def unknown_subject(tokens: Sequence[Token], mentions: Sequence[Mention]) -> str:
    """Return the words of a subject whom nothing names: who they are is not on record, whatever else fits."""
    span = subject_span(tokens, mentions)
    if span is None:
        return _unknown_before_topic(tokens, mentions)
    if tokens[span[0] - 1].text in _BEING:
        # "Was the contract defended": a thing is nobody who speaks.
        return ""
    own = [mention for mention in mentions if mention.start < span[1] and mention.end > span[0]]
    if own and _is_of_another(tokens, own[0], span[0]):
        return " ".join(token.typed for token in tokens[span[0] : span[1]] if token.text not in DETERMINERS)
    if any(mention.category in ("agent", "post") and not tokens[mention.end - 1].possessive for mention in own):
        return ""
    free = _free(tokens, mentions, *span)
    return " ".join(token.typed for token in free)


def _unknown_before_topic(tokens: Sequence[Token], mentions: Sequence[Mention]) -> str:
    """Return the body that keywords name and the record does not know: "Kent police on the foreign prisoners"."""
    span = _before_topic(tokens, [mention for mention in mentions if mention.category != "kind"])
    free = _free(tokens, mentions, *span) if span else []
    return " ".join(token.typed for token in free) if len(free) > 1 and free[-1].text in _BODIES else ""


def _is_of_another(tokens: Sequence[Token], mention: Mention, start: int) -> bool:
    """Say whether a subject is only told by a name: "the governor of Dartmoor" is not Dartmoor."""
    place = mention.start - 1
    while place > start and tokens[place].text in DETERMINERS:
        place -= 1
    if place <= start or tokens[place].text not in ("of", "at", "for") or mention.is_set:
        return False
    return _is_content(tokens[place - 1].text)


def _free(tokens: Sequence[Token], mentions: Sequence[Mention], start: int, end: int) -> list[Token]:
    inside = {place for mention in mentions for place in mention.covered}
    return [tokens[place] for place in range(start, end) if place not in inside and _is_content(tokens[place].text)]


# Put together once: it is asked of every word several times.
_PLAIN = FUNCTION_WORDS | HARMLESS | TITLES | ADVERBS | SAYING


def _is_content(word: str) -> bool:
    return word not in _PLAIN and not word.endswith(("n't", "ly"))
