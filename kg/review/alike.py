"""Statements that may be one utterance in several outlets: how alike they are, and where their words differ."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nsmallest

from kg.review.finding import Finding
from kg.review.known import Utterance
from kg.review.nodes import every, one

# Measured on two outlets' reports of one day: of what one person said, the same utterance shares half of the content
# words of the shorter report, others rarely a third.
LIKELY = 0.5
_DAYS = 3
_FEWEST = 3
_COMMONEST, _MOST = 400, 50
# Where nobody knows whose words they are, the words alone have to tell.
STRANGERS = 0.75
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COMMON = frozenset(
    "a an and are as at be been but by did do does for from had has have he her his i if in into is it its may me my no"
    " not of on or our out own said say says she should so than that the their them then there these they this to up us"
    " was we were what when which who will with would you your more most now about after all also any because before"
    " being can could how just made make many much must only other over per some such told under very while".split()
)


@dataclass(frozen=True)
class Match:
    """Another statement that may be the same utterance; ``score`` is how alike they are, 0.0 to 1.0."""

    id: str
    score: float
    utterance: Utterance


def utterance_of(finding: Finding, speaker: str, words: str = "") -> Utterance:
    """Return a finding as likeness needs it.

    Args:
        finding: any statement with its reports.
        speaker: who said it, after merges.
        words: its content as printed; empty takes its quotations and gist.
    """
    node = finding.statement
    sources = tuple(dict.fromkeys(one(report, "kg:source") for report in finding.reports.values()))
    told = words or " ".join([one(node, "kg:gist"), *every(finding.report, "kg:quotation")])
    return Utterance(finding.id, speaker, one(node, "kg:latest"), sources, told, one(node, "kg:earliest"))


def likeness(mine: str, other: str) -> float:
    """Return the share of the content words of the shorter text that the longer one has, 0.0 to 1.0.

    >>> likeness("He failed to close the sluice", "The sluice: failed to close it in time.")
    1.0
    >>> likeness("yes", "yes")
    0.0
    """
    return likeness_of(content_words(mine), content_words(other))


def likeness_of(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the same for the content words themselves."""
    fewer = min(len(ours), len(theirs))
    shared = len(ours & theirs)
    # A shared word or two are a shared subject, not a shared sentence, unless they are all that is said.
    is_enough = shared >= _FEWEST or fewer == shared == _FEWEST - 1
    return shared / fewer if is_enough else 0.0


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about, with their endings cut.

    >>> sorted(content_words("They were warning the Council’s officers"))
    ['council', 'offic', 'warn']
    """
    return frozenset(_stem(word) for word in map(str.casefold, _WORD.findall(text)) if word not in _COMMON)


class Index:
    """Utterances by their words, so that those alike are found without comparing all with all."""

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        """Take the utterances among which some may be alike."""
        self.words: dict[str, frozenset[str]] = {}
        self.utterances: dict[str, Utterance] = {}
        self.names: list[str] = []
        # Word -> places in the row of names.
        self.postings: dict[str, list[int]] = {}
        for place, said in enumerate(utterances):
            self.names.append(said.id)
            self.utterances[said.id] = said
            self.words[said.id] = content_words(said.words)
            for word in self.words[said.id]:
                self.postings.setdefault(word, []).append(place)

    def matches(self, mine: Utterance, speakers: Collection[str], is_apart: Callable[[str], bool]) -> list[Match]:
        """Return the statements of other sources that may be the same utterance, the likeliest first.

        Args:
            mine: the one that is looked at.
            speakers: those who may have said it; of anybody else, and of those whom nobody could tell, the words alone
                have to be alike.
            is_apart: says of a statement that a person has decided that it is another one.
        """
        is_own = self.utterances.get(mine.id) == mine
        words = self.words[mine.id] if is_own else content_words(mine.words)
        shared: Counter[int] = Counter()
        # What very many say tells nothing of who said the same.
        for word in words:
            if len(self.postings.get(word, ())) <= _COMMONEST:
                shared.update(self.postings.get(word, ()))
        found = []
        is_voice = _is_voice(mine.speaker)
        # Of those that share as many words, the first ones: the words come in another order in every run.
        ranked = nsmallest(_MOST, [(-count, place) for place, count in shared.items() if 2 * count >= _FEWEST])
        for below, place in ranked:
            name, count = self.names[place], -below
            other = self.utterances[name]
            is_his = other.speaker in speakers
            if name == mine.id or not (is_his or (count >= _FEWEST and (is_voice or _is_voice(other.speaker)))):
                continue
            score = likeness_of(words, self.words[name])
            if score < (LIKELY if is_his else STRANGERS) or not mine.is_near(other, _DAYS):
                continue
            if set(other.sources).isdisjoint(mine.sources) and not is_apart(name):
                found.append(Match(name, round(score, 2), other))
        return sorted(found, key=lambda match: (-match.score, match.id))


def _is_voice(speaker: str) -> bool:
    return speaker.startswith("id:u-")


def differences(mine: str, other: str) -> str:
    """Show where the words of another text differ from one: dropped words in [-...-], added ones in {+...+}.

    >>> differences("He said he may resign today", "He said he will resign")
    'He said he [-may-] {+will+} resign [-today-]'
    """
    ours, theirs = mine.split(), other.split()
    plain = [[_bare(word) for word in words] for words in (ours, theirs)]
    return " ".join(_pieces(ours, theirs, SequenceMatcher(None, plain[0], plain[1], autojunk=False)))


def _pieces(ours: Sequence[str], theirs: Sequence[str], matcher: "SequenceMatcher[str]") -> Iterator[str]:
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            yield " ".join(theirs[first:last])
            continue
        if start < end:
            yield f"[-{' '.join(ours[start:end])}-]"
        if first < last:
            yield f"{{+{' '.join(theirs[first:last])}+}}"


def _bare(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum()) or word


def _stem(word: str) -> str:
    word = re.sub(r"['’].*", "", word)
    for ending in ("ations", "ation", "ings", "ing", "ers", "er", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
