"""What a speaker does by saying it: the act that a cue names, or that the words of the content show."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from kg.find.contents import acts_shown, kind_of, read_table, undone
from kg.find.stems import stem
from kg.find.weighed import features_of, load_weights
from kg.workspace import shipped_root

STATES = "states"
# Words after a cue that may belong to its phrase: "declined | to comment", "calls | on the government to".
_BEYOND = 3
_PASSED_ON = frozenset("said understood reported believed thought alleged rumoured rumored known claimed".split())
FINDS, WITHHOLDS, ASKS = "finds", "withholds-call", "asks"
# What nobody does by asking.
_UNASKED = frozenset(
    "states admits denies promises apologises regrets confirms reveals announces explains finds refuses predicts"
    " accepts-responsibility declines-to-comment offers-resignation reassures".split()
)
# The least chance of an act told beside the chief one; of one told at all; of one told before "finds".
_SECOND, _UNSURE, _CERTAIN = 0.22, 0.12, 0.5
# Chosen by subjects held out and by the sentences of the first two tables that no rule was written with.
_PLAIN, _NEAR = 5.0, 0.15
# Done by set words: where their pattern shows, nothing else outweighs it.
_SET = frozenset("accepts-responsibility apologises offers-resignation declines-to-comment".split())
# Acts of cues that leave room for a narrower one in what is said: a finding may blame or praise.
_OPEN = frozenset((STATES, FINDS))
_FOUND = frozenset("blames criticises accuses praises warns predicts explains denies doubts proposes calls-for".split())
_READ = 600
# Acts whose "not" holds something back.
CALLING = frozenset("calls-for demands".split())
# Acts that are done by a word, so that a speaker can say that this word was never spoken.
PERFORMED = frozenset(
    "accuses apologises asks blames calls-for criticises demands denies offers-resignation orders praises promises"
    " proposes supports warns".split()
)
# Verbs whose "not" denies what follows: "did not think he should go" is no failure to think.
RAISING = frozenset("think thinks thought believe believes believed expect expects expected feel feels felt".split())
_NOT = frozenset(("not", "never", "cannot"))


@dataclass(frozen=True)
class Lexicon:
    """Phrases of stems with the act they name."""

    phrases: Mapping[tuple[str, ...], str]
    longest: int

    def of_cue(self, cue: Sequence[str], after: Sequence[str]) -> str | None:
        """Name the act of a cue; the longest phrase wins, then one that says more than "said", then the first.

        Args:
            cue: the words of the cue.
            after: the words that follow it.

        >>> lexicon = load_lexicon()
        >>> lexicon.of_cue(["has", "declined"], ["to", "comment"]), lexicon.of_cue(["said"], ["he", "denies"])
        ('declines-to-comment', 'states')
        """
        words = [stem(word) for word in [*cue, *after[:_BEYOND]]]
        best: tuple[int, bool, str] | None = None
        for start in range(len(cue)):
            for size in range(min(self.longest, len(words) - start), 0, -1):
                act = self._match(words[start:], size)
                if act is not None and (best is None or (size, act != STATES) > best[:2]):
                    best = (size, act != STATES, act)
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


def unwrapped(cue: Sequence[str], after: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return a cue with the words after it; of "is said | to have blamed" the blaming is the cue.

    >>> unwrapped(["is", "said"], ["to", "have", "blamed", "him"])
    (['blamed'], ['him'])
    """
    if len(cue) > 1 and cue[-1].lower() in _PASSED_ON and [word.lower() for word in after[:2]] == ["to", "have"]:
        return list(after[2:3]), list(after[3:])
    return cue, after[:_BEYOND]


def names_act(lexicon: Lexicon, cue: Sequence[str], after: Sequence[str]) -> bool:
    """Say whether a cue names its act by itself, as "accused" does and "said" does not."""
    return lexicon.of_cue(cue, after) not in (None, STATES)


def acts_of(
    cue: Sequence[str], after: Sequence[str], content: str, source: str = "", wording: str = "direct"
) -> tuple[str, ...]:
    """Name the acts of an attribution: that of its cue, or of its content where the cue says only that it was said.

    Args:
        cue: the words of the cue.
        after: the words that follow it.
        content: what is said; a sentence, or a few.
        source: the words that name the speaker, which tell an inspector's finding from a critic's reproach.
        wording: direct, mixed or indirect; "we" is the speaker within quotation marks, "it" outside.

    >>> acts_of(["said"], ["it"], "it would refund every passenger")
    ('promises',)
    >>> acts_of(["admitted"], ["it"], "it was shocking"), acts_of([], [], "So the board didn't know?")
    (('admits',), ('asks',))
    """
    named = load_lexicon().of_cue(cue, after) if cue else None
    kind = kind_of(source)
    if named is not None and named not in _OPEN:
        return (named,)
    if _denies_thought(cue):
        return _not_thought(content)
    # Long contents hold a bit of everything: what stands in their first words counts.
    told = acts_weighed(content[:_READ], kind, wording)
    if named == FINDS:
        return _found(told)
    likely = [act for act, chance in told if chance >= _SECOND]
    if wording == "direct" and content.rstrip("”\"’' ").endswith("?"):
        # Whoever asks has admitted or promised nothing by it, though a question can blame.
        return tuple(act for act in likely[:2] if act not in _UNASKED) or (ASKS,)
    if told[0][1] < _UNSURE:
        return (named or STATES,)
    return tuple(likely[:2]) or (told[0][0],)


def acts_weighed(content: str, kind: str, wording: str) -> list[tuple[str, float]]:
    """Return the acts that a content may do with their chances, the likeliest first.

    A call held back is told by its patterns alone, which are strict: its polarity hangs on it.

    >>> acts_weighed("“We apologise to every passenger”", "official", "direct")[0][0]
    'apologises'
    """
    shown = next(acts_shown(content, kind, wording), None)
    if shown == WITHHOLDS:
        return [(WITHHOLDS, 1.0)]
    told = dict(load_weights().chances(features_of(content, kind, wording)))
    # Plain statements are more frequent in the news than among the sentences learned from.
    told[STATES] = told.get(STATES, 0) * _PLAIN
    told.pop(WITHHOLDS, None)
    whole = sum(told.values())
    ranked = sorted(((act, chance / whole) for act, chance in told.items()), key=lambda one: -one[1])
    if shown and (shown in _SET or told.get(shown, 0) / whole >= _NEAR * ranked[0][1]):
        # A pattern made by hand decides where the model leaves it open.
        return [(shown, ranked[0][1]), *(one for one in ranked if one[0] != shown)]
    return ranked


def _found(told: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Name the acts of a finding, which may blame or praise as well."""
    act, chance = next((one for one in told if one[0] in _FOUND), (FINDS, 1.0))
    if act == FINDS or chance < _SECOND:
        return (FINDS,)
    return (act, FINDS) if chance >= _CERTAIN else (FINDS, act)


def act_not_done(content: str, wording: str) -> str | None:
    """Name the act that the speaker says was not done: "I did not blame anybody" is no blame.

    >>> act_not_done("he had not accused the crew", "indirect"), act_not_done("he had not seen the crew", "indirect")
    ('accuses', None)
    """
    words = re.findall(r"\w+", undone(content[:_READ], wording)[:_READ])[: _BEYOND + 1]
    act = load_lexicon().of_cue(words[:1], words[1:]) if words else None
    return act if act in PERFORMED else None


def _denies_thought(cue: Sequence[str]) -> bool:
    """Say whether a cue is a "did not think", whose "not" belongs to what is thought."""
    forms = {form.lower() for form in cue}
    return bool(forms & RAISING and (forms & _NOT or any(form.endswith("n't") for form in forms)))


def _not_thought(content: str) -> tuple[str, ...]:
    if re.search(r"\bshould\b", content):
        return ("defends", "supports")
    return ("doubts", "denies")


@cache
def load_lexicon() -> Lexicon:
    """Read our tables and the labels of the ontology's acts."""
    phrases: dict[tuple[str, ...], str] = {}
    for label, act in _ontology_labels():
        phrases.setdefault(_stems(label), act)
    for phrase, act in read_table("acts.tsv"):
        phrases[_stems(phrase)] = act
    return Lexicon(phrases, max(map(len, phrases)))


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in re.findall(r"\w+(?:['’]\w+)?", phrase))


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
