"""What a speaker does by saying it: the act that a cue names, or that the words of the content show."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kg.find.stems import stem
from kg.workspace import shipped_root

STATES = "states"
_HERE = Path(__file__).parent
# Words after a cue that may belong to its phrase: "declined | to comment", "calls | on the government to".
_BEYOND = 3
# A "not" up to four words before a pattern turns it round: "had not taken it seriously" reassures nobody.
_DENIED = re.compile(r"(?:\b(?:not|never|no|nor|neither|without)|n['’]t)\b(?:\W+\w+){0,4}\W*$", re.IGNORECASE)
# Fillers of a cue that say nothing: "has also called", "was forced to admit".
_FILLERS = frozenset(map(stem, "also has have had was were is are be been being the a an to again then later".split()))


@dataclass(frozen=True)
class Lexicon:
    """Phrases of stems with the act they name, and patterns of contents with theirs."""

    phrases: Mapping[tuple[str, ...], str]
    longest: int
    contents: Sequence[tuple[re.Pattern[str], str]]

    def of_cue(self, cue: Sequence[str], after: Sequence[str]) -> str | None:
        """Name the act of a cue; the longest phrase wins, then the first.

        Args:
            cue: the words of the cue.
            after: the words that follow it.

        >>> lexicon = load_lexicon()
        >>> lexicon.of_cue(["has", "declined"], ["to", "comment"]), lexicon.of_cue(["said"], ["he", "denies"])
        ('declines-to-comment', 'states')
        """
        words = [stem(word) for word in [*cue, *after[:_BEYOND]]]
        best: tuple[int, int, str] | None = None
        for start in range(len(cue)):
            for size in range(min(self.longest, len(words) - start), 0, -1):
                act = self._match(words[start:], size)
                if act is not None and (best is None or size > best[0]):
                    best = (size, start, act)
        return best[2] if best else None

    def _match(self, words: list[str], size: int) -> str | None:
        phrase = tuple(words[:size])
        if phrase in self.phrases:
            return self.phrases[phrase]
        # "called repeatedly for", "take full responsibility": one word more between two of a phrase.
        if 2 <= size < len(words):
            return self.phrases.get((words[0], *words[2 : size + 1]))
        return None

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Return the stems of the words that name an act by themselves."""
        return frozenset(phrase[0] for phrase in self.phrases if len(phrase) == 1)

    def may_report(self, words: Iterable[str]) -> bool:
        """Say whether some words hold one of saying, so that a statement within them can be looked for.

        >>> load_lexicon().may_report(["that", "nobody", "knew"]), load_lexicon().may_report(["the", "red", "bus"])
        (True, False)
        """
        return any(stem(word) in self.verbs for word in words)

    def of_content(self, text: str) -> Iterator[str]:
        """Name the acts that the words of a content show, in the order of the table.

        >>> list(load_lexicon().of_content("We apologise for this failure"))
        ['apologises']
        """
        for pattern, act in self.contents:
            match = pattern.search(text)
            if match and not _DENIED.search(text, max(0, match.start() - 40), match.start()):
                yield act


def names_act(lexicon: Lexicon, cue: Sequence[str], after: Sequence[str]) -> bool:
    """Say whether a cue names its act by itself, as "accused" does and "said" does not."""
    return lexicon.of_cue(cue, after) not in (None, STATES)


def acts_of(lexicon: Lexicon, cue: Sequence[str], after: Sequence[str], content: str) -> tuple[str, ...]:
    """Name the acts of an attribution: that of its cue, or of its content where the cue says only that it was said.

    >>> acts_of(load_lexicon(), ["said"], ["it"], "it was shocking and ministers must act")
    ('criticises', 'calls-for')
    >>> acts_of(load_lexicon(), ["admitted"], ["it"], "it was shocking")
    ('admits',)
    """
    named = lexicon.of_cue(cue, after) if cue else None
    if named is not None and named != STATES:
        return (named,)
    # Long contents hold a bit of everything: what stands in their first words counts.
    shown = tuple(dict.fromkeys(lexicon.of_content(content[:600])))
    return shown[:2] or (STATES,)


@cache
def load_lexicon() -> Lexicon:
    """Read our tables and the labels of the ontology's acts."""
    phrases: dict[tuple[str, ...], str] = {}
    for label, act in _ontology_labels():
        phrases.setdefault(_stems(label), act)
    for phrase, act in _rows("acts.tsv"):
        phrases[_stems(phrase)] = act
    contents = [(re.compile(pattern, re.IGNORECASE), act) for pattern, act in _rows("contents.tsv")]
    return Lexicon(phrases, max(map(len, phrases)), contents)


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in re.findall(r"\w+(?:['’]\w+)?", phrase))


def _rows(name: str) -> Iterator[tuple[str, str]]:
    for line in (_HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            left, _, right = line.partition("\t")
            yield left, right


def _ontology_labels() -> Iterator[tuple[str, str]]:
    """Read (label, notation) of every act, in the order of the notations."""
    import pyoxigraph

    path = shipped_root() / "ontology" / "schemes" / "acts.ttl"
    skos = "http://www.w3.org/2004/02/skos/core#"
    labels: dict[str, list[str]] = {}
    notations: dict[str, str] = {}
    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
        name, value = str(quad.predicate.value), getattr(quad.object, "value", "")
        if name == f"{skos}notation":
            notations[str(quad.subject)] = value
        elif name in (f"{skos}prefLabel", f"{skos}altLabel"):
            labels.setdefault(str(quad.subject), []).append(value)
    for subject in sorted(notations):
        for label in sorted(labels.get(subject, ())):
            yield label, notations[subject]
