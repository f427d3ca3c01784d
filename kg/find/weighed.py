"""The acts of a content, weighed: a linear model over its words, the patterns it shows, and the kind of speaker."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.find.contents import acts_shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "model" / "acts.npz"
_WORD = re.compile(r"n['’]t|\w+|[?£%]")
# Who speaks is "I" in quotation marks and "he" outside of them: one word for both.
_SPOKEN = {"i": "{I}", "we": "{I}", "me": "{me}", "us": "{me}", "my": "{my}", "our": "{my}"}
_REPORTED = {"he": "{I}", "she": "{I}", "it": "{I}", "they": "{I}", "him": "{me}", "them": "{me}"}
_REPORTED |= {"her": "{my}", "his": "{my}", "its": "{my}", "their": "{my}"}
_FIRST = 4
_PREFIX = 5
# The patterns were made by hand and name an act each: they weigh more than one word among many.
_PATTERN, _LATER, _KIND, _MODE = 0.55, 0.38, 0.38, 0.22
_PATTERNS = 6


def features_of(content: str, kind: str, wording: str) -> dict[str, float]:
    """Describe a content by named numbers: its words, pairs, triples and stems, the acts its patterns show, who speaks.

    Args:
        content: what is said; a sentence or a clause.
        kind: of the speaker, as ``kind_of`` tells it.
        wording: direct, mixed or indirect.

    >>> sorted(features_of("“No!”", "other", "direct"))[:3]
    ['</s>', '<s>', '<s> * </s>']
    """
    grams = words_of(content, wording)
    return {**dict.fromkeys(grams, 1 / max(1, len(grams)) ** 0.5), **shown_of(content, kind, wording)}


def words_of(content: str, wording: str) -> list[str]:
    """List the words of a content with their pairs and triples, each once, in order."""
    who = _REPORTED if wording == "indirect" else _SPOKEN
    forms = [who.get(form, form) for form in _WORD.findall(content.lower().replace("’", "'"))]
    return list(dict.fromkeys(_grams(["<s>", *forms, "</s>"])))


def _grams(forms: Sequence[str]) -> Iterator[str]:
    for size in (1, 2, 3):
        for start in range(len(forms) - size + 1):
            yield " ".join(forms[start : start + size])
    for start in range(len(forms) - 2):
        yield f"{forms[start]} * {forms[start + 2]}"
    yield from (f"F:{form}" for form in forms[1 : 1 + _FIRST])
    yield from (f"S:{form[:_PREFIX]}" for form in forms[1:-1])


def shown_of(content: str, kind: str, wording: str, *, with_patterns: bool = True) -> dict[str, float]:
    """Describe a content by the patterns it shows, and by its speaker."""
    found = {f"K:{kind}": _KIND, **({"W:direct": _MODE} if wording == "direct" else {})}
    if with_patterns:
        acts = list(dict.fromkeys(acts_shown(content, kind, wording)))[:_PATTERNS]
        found |= {f"P:{act}": _LATER for act in acts[1:]}
        found |= {f"P1:{acts[0]}" if acts else "P:none": _PATTERN}
    return found


class Weights:
    """The model: a row of 8-bit numbers for each feature, a column for each act."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        """Read the weights."""
        import numpy as np

        with np.load(path, allow_pickle=False) as arrays:
            names = bytes(arrays["features"]).decode("utf-8").split("\n")
            self.acts: tuple[str, ...] = tuple(bytes(arrays["acts"]).decode("utf-8").split("\n"))
            self.rows: NDArray[Any] = arrays["rows"]
            self.scales: NDArray[Any] = arrays["scales"]
            self.base: NDArray[Any] = arrays["base"]
        self.places = {name: place for place, name in enumerate(names)}

    def chances(self, features: dict[str, float]) -> list[tuple[str, float]]:
        """Return the acts with their chances, the likeliest first."""
        import numpy as np

        known = [(self.places[name], value) for name, value in features.items() if name in self.places]
        scores = self.base.copy()
        if known:
            places = [place for place, _ in known]
            values = np.array([value for _, value in known], dtype=np.float32)
            scores += (values @ self.rows[places]) * self.scales
        scores = np.exp(scores - scores.max())
        scores /= scores.sum()
        order = np.argsort(-scores, kind="stable")
        return [(self.acts[place], float(scores[place])) for place in order]


@cache
def load_weights() -> Weights:
    """Read the shipped weights once."""
    return Weights()
