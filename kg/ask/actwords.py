"""The words of a question that say what somebody did by speaking: blamed, turned down, held responsible, apology."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kg.ask.act_phrases import ActPhrase, phrases_near, places_of
from kg.ask.lexicon import DETERMINERS, NO_ACTS, PARTICLES, VERBS_ONLY
from kg.ask.stems import stem
from kg.ask.tokens import SAYING, Token
from kg.model import Entity

# As many words may stand within "turned the offer of an inquiry down".
LONGEST_GAP = 5
_VERBS = frozenset("take want give bring call say make ask get come go send hold put".split())
_OWN = frozenset("his her its their my our your".split())
_BEING = frozenset("is are was were be been being am".split())
_AUXILIARIES = frozenset("did does do will would could should can may might must to not never didn't doesn't".split())


class ActWord(NamedTuple):
    """Words ``start`` to ``end`` (half-open) that name ``acts``; ``places`` are those that belong to the name."""

    start: int
    end: int
    acts: tuple[Entity, ...]
    places: tuple[int, ...]


class ActWords:
    """The labels of the record's acts, by their stems."""

    def __init__(self, labels: Mapping[str, Sequence[Entity]]) -> None:
        """Take labels as they stand, with the acts that bear them."""
        self.by_stems: dict[tuple[str, ...], dict[str, Entity]] = {}
        self._by_notation: dict[str, Entity] = {}
        for label, acts in labels.items():
            stems = _stems_of_label(label)
            for act in acts:
                self._by_notation[act.iri.rsplit("#", 1)[-1]] = act
                self.by_stems.setdefault(stems, {})[act.iri] = act
                if "not" in stems[1:2]:
                    # "Wouldn't" is "would not".
                    self.by_stems.setdefault((f"{stems[0]}nt", *stems[2:]), {})[act.iri] = act

    @cached_property
    def longest(self) -> int:
        """Return how many words the longest label has."""
        return max(map(len, self.by_stems), default=0)

    @cached_property
    def _parted(self) -> Mapping[str, list[tuple[str, ...]]]:
        """Return the labels that an object may part, by their first word."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for stems in self.by_stems:
            if len(stems) > 1 and stems[1] in PARTICLES:
                found.setdefault(stems[0], []).append(stems)
        return found

    def find(self, tokens: Sequence[Token], taken: Sequence[bool]) -> list[ActWord]:
        """Find the acts that a question names, in its order.

        Args:
            tokens: its words.
            taken: which of them are part of a name already.
        """
        stems = [stem_of_act(token.text) for token in tokens]
        places = [place for place in range(len(tokens)) if not taken[place]]
        found = [self._at(place, tokens, stems, taken) for place in places]
        found += self._by_phrases(places, tokens, stems, taken)
        return _without_overlaps([word for word in found if word])

    def _by_phrases(
        self, places: Sequence[int], tokens: Sequence[Token], stems: Sequence[str], taken: Sequence[bool]
    ) -> list[ActWord | None]:
        """Find what the table of phrases knows besides the labels of the acts."""
        words = [token.text for token in tokens]
        by_first: dict[str, list[ActPhrase]] = {}
        for phrase in phrases_near(words, stems):
            if phrase.act in self._by_notation:
                by_first.setdefault(phrase.before[0], []).append(phrase)
        found: list[ActWord | None] = []
        for place in (place for place in places if words[place] not in NO_ACTS):
            best: dict[tuple[int, ...], dict[str, Entity]] = {}
            for phrase in by_first.get(stems[place], ()):
                covered = places_of(phrase, place, words, stems)
                is_meant = len(covered) > 1 or (covered and _is_meant(place, tokens, stems))
                if is_meant and not any(taken[one] for one in covered):
                    act = self._by_notation[phrase.act]
                    best.setdefault(covered, {})[act.iri] = act
            if best:
                longest = max(best, key=len)
                is_parted = longest[-1] - longest[0] >= len(longest)
                end = place + 1 if is_parted else longest[-1] + 1
                found.append(ActWord(place, end, tuple(best[longest].values()), longest))
        return found

    def _at(self, place: int, tokens: Sequence[Token], stems: Sequence[str], taken: Sequence[bool]) -> ActWord | None:
        if tokens[place].text in NO_ACTS:
            return None
        if within := self._with_article(place, tokens, stems, taken):
            return within
        for size in range(min(self.longest, len(tokens) - place), 0, -1):
            end = place + size
            acts = self.by_stems.get(tuple(stems[place:end]))
            if acts and not any(taken[place:end]) and (size > 1 or _is_meant(place, tokens, stems)):
                if size == 1 and (parted := self._parted_at(place, stems, taken)):
                    return parted
                return ActWord(place, end, tuple(acts.values()), tuple(range(place, end)))
        return self._parted_at(place, stems, taken)

    def _with_article(
        self, place: int, tokens: Sequence[Token], stems: Sequence[str], taken: Sequence[bool]
    ) -> ActWord | None:
        """Find a label of several words where the question has an article more: "tendered his resignation"."""
        words = [p for p in range(place, len(tokens)) if p == place or tokens[p].text not in DETERMINERS]
        for size in range(min(self.longest, len(words)), 1, -1):
            places = words[:size]
            span = range(place, places[-1] + 1)
            acts = self.by_stems.get(tuple(stems[p] for p in places))
            if acts and len(span) == size + 1 and not any(taken[p] for p in span):
                return ActWord(place, span.stop, tuple(acts.values()), tuple(span))
        return None

    def _parted_at(self, place: int, stems: Sequence[str], taken: Sequence[bool]) -> ActWord | None:
        """Find a verb whose particle stands behind its object."""
        for label in self._parted.get(stems[place], ()):
            for start in range(place + 2, min(place + 2 + LONGEST_GAP, len(stems))):
                places = range(start, start + len(label) - 1)
                if tuple(stems[start : places.stop]) == label[1:] and not any(taken[start : places.stop]):
                    acts = tuple(self.by_stems[label].values())
                    return ActWord(place, place + 1, acts, (place, *places))
        return None


# The stems of labels, kept beside the store: to cut all labels takes a tenth of a short answer.
_LABELS: dict[str, str] = {}


def stems_of_labels(labels: Iterable[str]) -> dict[str, str]:
    """Return the stems of some labels, with spaces between."""
    return {label: " ".join(_stems_of_label(label)) for label in labels}


def learn_labels(stems: Mapping[str, str]) -> None:
    """Take over the stems of labels, to spare cutting them again.

    Args:
        stems: as ``stems_of_labels`` gave them.
    """
    _LABELS.update(stems)


def _stems_of_label(label: str) -> tuple[str, ...]:
    if label in _LABELS:
        return tuple(_LABELS[label].split())
    return tuple(map(stem_of_act, label.lower().replace("-", " ").split()))


def stem_of_act(word: str) -> str:
    """Return the stem of a word of an act: "washed his hands of it" and "washed their hands of it" are one.

    >>> stem_of_act("her"), stem_of_act("were"), stem_of_act("blames")
    ('their', 'be', 'blame')
    """
    return "their" if word in _OWN else "be" if word in _BEING else stem(word)


def _is_meant(place: int, tokens: Sequence[Token], stems: Sequence[str]) -> bool:
    """Say whether a word that is an act only as a verb is one here: "did X back Y", and not "takes them back"."""
    if stems[place] not in VERBS_ONLY:
        return True
    before = tokens[place - 1].text if place else ""
    if before in DETERMINERS:
        return False
    if place == 1 and before in ("what", "which"):
        # "What questions were put to him".
        return True
    if tokens[place].text.endswith("ed"):
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after and (after.text in DETERMINERS or after.typed[:1].isupper()):
        return True
    # "Did the government order": no other verb stands between.
    earlier = [token.text for token in tokens[:place]]
    aux = max((number for number, word in enumerate(earlier) if word in _AUXILIARIES), default=None)
    return aux is not None and not SAYING & set(earlier[aux + 1 :]) and not _VERBS & set(earlier[aux + 1 :])


def _without_overlaps(found: Sequence[ActWord]) -> list[ActWord]:
    kept: list[ActWord] = []
    used: set[int] = set()
    for word in sorted(found, key=lambda each: (-len(each.places), each.start)):
        if not used & set(word.places):
            kept.append(word)
            used |= set(word.places)
    return sorted(kept, key=lambda each: each.start)
