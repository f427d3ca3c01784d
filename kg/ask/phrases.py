"""The phrasings that the catalogue's queries announce, made ready to match questions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from kg.ask.patterns import Begun, Hinted, Lazy

_SLOT = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r"\s+")
_CURLY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
# Politeness and run-ups that carry no question of their own.
_RUN_UP = Begun(
    "please|can you|could you|tell me|show me|i want|do you know",
    r"^(?:please|can you tell me|could you tell me|tell me|show me|i want to know|do you know)[\s,:]+",
    re.I,
)
_ON_RECORD = Hinted("record", r"\s+on (?:the )?record\b(?! (?:editors?|as))", re.I)
_EX = Hinted("ex-", r"\bex-(?=\w)", re.I)
# Long ways of naming posts and bodies, and the short ones that the record uses.
_LONG_NAMES = (
    (Hinted("majesty", r"\b(?:her|his) majesty's\b", re.I), "HM"),
    (Hinted("holder", r"\bholders? of the (?:office|post|position|role) of (?:the )?", re.I), ""),
    (
        Hinted("report", r"\b(?:following|after|upon) (?:the )?(?:publication|appearance) of (?=.*\breport\b)", re.I),
        "on ",
    ),
)
_ARTICLE_WORDS = frozenset(("the", "a", "an"))
_ARTICLES = Lazy(r"\b(?:the|a|an)\b ?")


# The fixed words of phrasings, kept beside the store: to find them out takes longer than most answers.
_WORDS: dict[str, str] = {}


def fixed_words(texts: Iterable[str]) -> dict[str, str]:
    """Return the fixed words of some phrasings, with spaces between."""
    return {text: " ".join(sorted(_fixed(text))) for text in texts}


def learn_words(words: Mapping[str, str]) -> None:
    """Take over the words of phrasings, to spare finding them out again.

    Args:
        words: as ``fixed_words`` gave them.
    """
    _WORDS.update(words)


def _fixed(text: str) -> frozenset[str]:
    fixed = _SLOT.sub(" ", normalise(text))
    # What an apostrophe begins belongs to the name before it.
    words = (word for word in fixed.split() if word[:1].isalpha() and word.replace("'", "").isalpha())
    return frozenset(words) - _ARTICLE_WORDS


class Phrase:
    """One phrasing of one query, whose slots are filled by what stands between its fixed words."""

    def __init__(self, query: str, text: str) -> None:
        """Take the name of a query, and a phrasing of it."""
        self.query, self.text = query, text

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the phrasing as a pattern over normalised questions, with a group per slot."""
        pieces = _SLOT.split(normalise(self.text))
        return re.compile(
            "".join(f"(?P<{piece}>.+?)" if index % 2 else _loosely(piece) for index, piece in enumerate(pieces))
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the fixed words without which no question fits; marks may cling to them in a question."""
        known = _WORDS.get(self.text)
        return _fixed(self.text) if known is None else frozenset(known.split())

    @property
    def weight(self) -> int:
        """Return how many letters of the phrasing are fixed: more of them say more about what is asked."""
        return len(_SLOT.sub("", self.text))


def normalise(question: str) -> str:
    """Fold case, quotation marks, spaces, run-ups and end marks of a question.

    >>> normalise("  Please tell me: Who said   WHAT about “Dartmoor”?! ")
    'who said what about "dartmoor"'
    """
    return tidy(question).lower()


def tidy(question: str) -> str:
    """Do as ``normalise`` does, and leave capitals as typed: they tell names.

    >>> tidy(" Tell me, what did May say?")
    'what did May say'
    """
    text = _EX.sub("ex ", _SPACES.sub(" ", question.translate(_CURLY))).strip().rstrip("?!. ").strip()
    # "On record" says where the answer is sought, not what is asked; some body may bear the very words in its name.
    text = _ON_RECORD.sub("", text)
    for long, short in _LONG_NAMES:
        text = long.sub(short, text)
    while (shorter := _RUN_UP.sub("", text)) != text:
        text = shorter
    return text


def compile_phrase(query: str, text: str) -> Phrase:
    """Turn a phrasing such as ``who blamed {target}`` into a pattern over normalised questions.

    Args:
        query: the name of the query that the phrasing asks.
        text: fixed words and slots in braces, each slot named as the parameter it fills.

    >>> compile_phrase("said-by", "what did {speaker} say").pattern.fullmatch("what did mr clarke say")["speaker"]
    'mr clarke'
    """
    return Phrase(query, text)


def _loosely(fixed: str) -> str:
    """Let articles be there or not, and spaces be as they may."""
    words = _ARTICLES.sub("", fixed)
    lead, trail = fixed.startswith(" "), fixed.endswith(" ")
    middle = r"\s+(?:the\s+|an?\s+)?".join(re.escape(word) for word in words.split())
    return (r"\s+" if lead else "") + r"(?:the\s+|an?\s+)?" * bool(middle) + middle + (r"\s+" if trail else "")


def match(question: str, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, dict[str, str]]]:
    """Yield every phrasing that fits a question, with what fills its slots, the most telling first."""
    asked = normalise(question)
    # Compiling a pattern costs more than most answers: only those are tried whose words are all there.
    words = frozenset(asked.split())
    likely = (phrase for phrase in phrases if phrase.words <= words)
    fits = [(phrase, found.groupdict()) for phrase in likely if (found := phrase.pattern.fullmatch(asked))]
    yield from sorted(fits, key=lambda fit: (-fit[0].weight, fit[0].query, fit[0].text))
