"""The words of a question that name nothing: topic, words that may be left out, names that nobody on record bears."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.ask.alike import alike, fold_alike
from kg.ask.lexicon import DETERMINERS, HARMLESS, PEOPLE
from kg.ask.mentions import TITLES, Mention
from kg.ask.parts import Parts
from kg.ask.record import Record
from kg.ask.stems import stem, synonyms
from kg.ask.subjects import unknown_subject
from kg.ask.synonyms import fold_phrases
from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token, split_words
from kg.store.spelling import is_word

if TYPE_CHECKING:
    from kg.ask.reading import Reading

# Words that steer the answer and say nothing of its topic.
_MARKERS = frozenset(
    "former ex formerly unnamed anonymous agree agrees agreed disagree disagrees disagreed apart except besides own "
    "opposition whom successor successors predecessor predecessors".split()
)
_ASKING_WHETHER = frozenset(
    "did do does has have had is are was were can could will would should who which whose whom".split()
)
_ASKING_EVENT = _ASKING_WHETHER | {"when", "where", "why", "how"}
# What stands before a thing that is asked about.
_BEFORE_NOUNS = DETERMINERS | frozenset("about on over of regarding concerning for with in at from to and or".split())
_EXCEPTING = (["apart", "from"], ["other", "than"], ["aside", "from"], ["but", "not"])
_KINDS = {
    "body": frozenset("body bodies organisation organisations organization organizations institutions".split()),
    "person": frozenset("person people individual individuals".split()),
}


@dataclass(eq=False)
class Leftovers:
    """What the words that nothing named are for; see ``Reading`` for the fields."""

    topic: list[str] = field(default_factory=list)
    helping: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    speaker_kind: str = ""
    without: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    widely: list[str] = field(default_factory=list)


def sort_words(tokens: Sequence[Token], mentions: Sequence[Mention], parts: Parts, record: Record) -> Leftovers:
    """Sort the words of a clause that nothing named.

    Args:
        tokens: the words of the clause.
        mentions: what they name.
        parts: which part each name plays.
        record: whose words are known.
    """
    left = Leftovers()
    if subject := unknown_subject(tokens, mentions):
        left.unknown.append(subject)
    elif stranger := _stranger(tokens, mentions, record):
        left.unknown.append(stranger)
    left.speaker_kind = "" if parts.asked_first or parts.asks_target else _speaker_kind(tokens)
    cut = _exception(tokens)
    beside = _beside_matter(tokens, mentions)
    # What is asked to have happened must be told in so many words.
    is_event = bool(tokens) and tokens[0].text in _ASKING_EVENT and not {token.text for token in tokens} & SAYING
    is_said = bool(parts.acts or "speaker" in parts.roles) or not is_event
    for token in _free(tokens[:cut], mentions, record):
        if any(token is one for one in beside) or (token.text in PEOPLE and parts.acts and _after_to(token, tokens)):
            left.helping.append(stem(token.text))
        elif token.text in HARMLESS and parts.acts and _is_behind(token, tokens, ("to",)):
            # "Told him to say more": what is asked of somebody is never beside the point.
            left.topic.append(stem(token.text))
        else:
            _sort(token, left, record, widely=is_said)
    left.without = [stem(token.text) for token in tokens[cut:] if token.text not in FUNCTION_WORDS | SAYING | _MARKERS]
    for mention in (one for one in parts.roles.get("topic", ()) if one.start < cut):
        if mention.category != "act":
            words = [word for word in fold_phrases(mention.said.lower()).split() if word not in FUNCTION_WORDS]
            left.topic += [stem(word) for word in words if word not in HARMLESS] or list(map(stem, words))
    if not left.topic and not mentions:
        left.topic, left.helping = [word for word in left.helping if record.words.frequency(word)], []
    _pass_over(left, tokens, parts)
    # Of one unknown word among many known ones the answer may still speak; where nothing is known, nothing can.
    if left.unexplained and not set(left.topic) - set(map(stem, left.unexplained)):
        left.unknown += [word for word in left.unexplained if word not in left.unknown]
    return left


def _pass_over(left: Leftovers, tokens: Sequence[Token], parts: Parts) -> None:
    """Pass over unknown verbs and idioms where it is plain who speaks of whom or of what: "been throwing at him".

    An unknown noun is what is asked about, and in a question for yes or no every word is. How an act was done is
    passed over where it is plain whose act it is: "Clarke's grovelling apology".
    """
    if "speaker" not in parts.roles or tokens[0].text in _ASKING_WHETHER:
        return
    acts = {act.start for act in parts.acts}
    manners = {token.typed for place, token in enumerate(tokens) if place + 1 in acts}
    strong = "about" in parts.roles or "target" in parts.roles
    nouns: set[str] = set()
    unsure = [*left.unexplained, *left.widely]
    for before, token in pairwise(tokens):
        if token.typed in unsure and (before.text in _BEFORE_NOUNS or before.typed in nouns):
            nouns.add(token.typed)
    verbs = {word for word in unsure if strong and word not in nouns and word != tokens[0].typed}
    passed = [word for word in unsure if word in verbs | manners]
    left.helping += [stem(word.lower()) for word in passed if word in left.widely]
    left.passed = [stem(word.lower()) for word in passed]
    left.unexplained = [word for word in left.unexplained if word not in passed]
    left.topic = [word for word in left.topic if word not in left.passed]


def _beside_matter(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Sequence[Token]:
    """Return the words that tell more of a matter that is named already: "the Derbyshire case with two boys"."""
    for mention in mentions:
        behind = tokens[mention.end : mention.end + 1]
        if mention.category == "incident" and behind and behind[0].text in ("with", "where", "involving"):
            after = min((one.start for one in mentions if one.start >= mention.end), default=len(tokens))
            return tokens[mention.end + 1 : after]
    return ()


def _after_to(token: Token, tokens: Sequence[Token]) -> bool:
    words = [one.text for one in tokens]
    place = words.index(token.text) if token.text in words else 0
    return "to" in words[max(place - 3, 0) : place]


def _is_behind(token: Token, tokens: Sequence[Token], words: Collection[str]) -> bool:
    place = next((number for number, one in enumerate(tokens) if one is token), 0)
    return place > 0 and tokens[place - 1].text in words


def _exception(tokens: Sequence[Token]) -> int:
    """Return where a matter that is excepted begins: "all he said except about homelessness"; the end if none is."""
    words = [token.text for token in tokens]
    for place in range(1, len(words) - 1):
        begins = words[place] in ("except", "excluding", "besides") or words[place - 1 : place + 1] in _EXCEPTING
        if begins and {"about", "on", "regarding", "concerning"} & set(words[place + 1 : place + 3]):
            return place
    return len(words)


def _free(tokens: Sequence[Token], mentions: Sequence[Mention], record: Record) -> list[Token]:
    """Return the words outside names, phrases of several words put in one: "on the run" is missing."""
    inside = {place for mention in mentions for place in mention.covered}
    skipped = FUNCTION_WORDS | SAYING | TITLES | _MARKERS
    found: list[Token] = []
    run: list[Token] = []
    for place in range(len(tokens) + 1):
        if place < len(tokens) and place not in inside:
            run.append(tokens[place])
            continue
        text = " ".join(token.text for token in run)
        folded = fold_phrases(text)
        put = run if folded == text else split_words(folded)
        # "Back in custody" tells more than the one word for it, where the record has no such word.
        put = put if all(is_explained(one.text, record) for one in put if one not in run) else run
        found += _with_phrases(put, record)
        run = []
    return [token for token in found if token.text not in skipped and not token.text.endswith("n't")]


def _with_phrases(run: Sequence[Token], record: Record) -> list[Token]:
    """Put one word for each phrase of the groups of words, where the record knows it and not all of the phrase."""
    words = list(run)
    for start, end, one in reversed(fold_alike([token.text for token in run])):
        own = [token for token in run[start:end] if token.text not in FUNCTION_WORDS | SAYING | HARMLESS]
        if not all(is_explained(token.text, record) for token in own) and is_explained(one, record):
            words[start:end] = [run[start]._replace(text=one)]
    return words


def _sort(token: Token, left: Leftovers, record: Record, *, widely: bool) -> None:
    word = stem(token.text)
    if token.text in HARMLESS or (token.text.endswith("ly") and not is_word(record.store, token.text)):
        left.helping.append(word)
    elif is_near(token.text, record):
        left.topic.append(word)
    elif widely and is_explained(token.text, record):
        left.topic.append(word)
        left.widely.append(token.typed)
    elif token.typed[:1].isupper() and not token.first and not token.typed.isupper():
        left.unknown += [token.typed] if token.typed not in " ".join(left.unknown) else []
    elif token.typed not in " ".join(left.unknown):
        left.topic.append(word)
        left.unexplained.append(token.typed)


def is_explained(word: str, record: Record) -> bool:
    """Say whether the record knows a word, one of the same meaning, or one of a wider group."""
    return is_near(word, record) or _are_known(alike(stem(word)), record)


def only_widely_known(reading: "Reading", record: Record) -> str:
    """Return the words of a topic of which the record has none, but only some of wider groups; empty for others."""
    inside = {place for mention in reading.named for place in mention.covered}
    typed = {stem(token.text): token for place, token in enumerate(reading.tokens) if place not in inside}
    words = [typed.get(one) for one in dict.fromkeys(reading.topic)]
    strange = [word.typed for word in words if word and not is_near(word.text, record)]
    return " ".join(strange) if len(strange) == len(words) else ""


def is_near(word: str, record: Record) -> bool:
    """Say whether the record knows a word, or one of the same meaning."""
    root = stem(word)
    return (
        root in record.described or word.isdigit() or is_word(record.store, word) or _are_known(synonyms(root), record)
    )


def _are_known(stems: Collection[str], record: Record) -> bool:
    return any(one in record.described or record.words.frequency(one) for one in stems)


def _stranger(tokens: Sequence[Token], mentions: Sequence[Mention], record: Record) -> str:
    """Return a full name of which only a part is known: "David Clarke" is neither David nor Clarke."""
    for first, second in pairwise(mentions):
        one_word = first.end - first.start == second.end - second.start == 1
        if first.end == second.start and one_word and first.category == second.category == "agent":
            both = {one.iri for one in first.entities} & {one.iri for one in second.entities}
            typed = [tokens[first.start].typed, tokens[second.start].typed]
            is_name = not first.possessive and not first.is_set and all(_is_name_word(word) for word in typed)
            if not both and is_name and _are_people(first) and _are_people(second):
                is_bare = not any(token.text in FUNCTION_WORDS for token in tokens)
                if is_bare and tokens[first.start].text not in record.given_names:
                    # "Davis Campbell" alone: two surnames, two people.
                    continue
                return " ".join(typed)
    inside = {place for mention in mentions for place in mention.covered}
    for mention in mentions:
        place = mention.start - 1
        if mention.category == "agent" and _are_people(mention) and mention.end - mention.start == 1 and place > 0:
            token, known = tokens[place], FUNCTION_WORDS | TITLES | _MARKERS
            is_named = place not in inside and token.typed[:1].isupper() and token.text not in known
            # "Calamity Lammy" is what somebody on record calls him.
            if is_named and not record.words.search(f'"{token.text} {tokens[mention.start].text}"', 1):
                return f"{token.typed} {tokens[mention.start].typed}"
    return ""


def _is_name_word(word: str) -> bool:
    return word.isalpha()


def _are_people(mention: Mention) -> bool:
    return all(any(kind.endswith("#Person") for kind in entity.types) for entity in mention.entities)


def _speaker_kind(tokens: Sequence[Token]) -> str:
    """Return whether only bodies or only people are asked for: "which organisations"."""
    if _BACKBENCH & {token.text for token in tokens}:
        return "backbencher"
    words = [token.text for token in tokens[:3]]
    if words[:1] != ["which"] and words[:1] != ["what"]:
        return ""
    return next((kind for kind, names in _KINDS.items() if names & set(words[1:])), "")


_BACKBENCH = frozenset(("backbencher", "backbenchers", "backbench"))
