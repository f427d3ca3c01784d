"""Vectors of texts, made of one vector for each piece of a word; no network runs.

Source: the pieces' vectors are those that the encoder all-MiniLM-L6-v2 gives each piece alone, in 256 dimensions; the
two maps were trained here (``model/README.md``).
"""

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.ask.meaning.stored import MODEL, read_arrays
from kg.vocabulary import load_tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Longer texts are cut: what a statement tells stands at its beginning.
LONGEST = 220
_WORD = re.compile(r"\w")
# Pieces that ask, join and point; none says what a question is about.
PLAIN = frozenset(
    """a about above after again against all also am an and any anybody anyone anything are as at be because been before
    being between both but by can could d did do does during each else ever find for from give had has have he her him
    his how i if in into is it its just list ll m me more most my no nobody not of off on once one only or other our out
    over own per please quote quoted re record s said say saying says she should show so some somebody someone statement
    statements such t tell than that the their them then there these they this those through to told too under until up
    us ve very was we were what when where which while who whom whose why will with words would you your""".split()
)


class Vectors:
    """The vectors of word pieces and the two maps, read from files on first use."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Name the folder that holds ``vectors.npz``; nothing is read yet."""
        self.folder = folder
        self._known: dict[str, list[int]] = {}

    @cached_property
    def arrays(self) -> "dict[str, NDArray[Any]]":
        """Read the arrays: pieces (8 bits), scale and weight of each, and the maps ``asked`` and ``told``."""
        return read_arrays(self.folder / "vectors.npz")

    @cached_property
    def _tokenizer(self) -> Any:
        return load_tokenizer()

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, marks included."""
        return self._cut(text)[0]

    def words(self, text: str) -> list[int]:
        """Return each piece that holds a letter or figure once, in the order of the text."""
        return self._cut(text)[1]

    def content(self, text: str) -> list[int]:
        """Return each piece that may carry content once; all pieces where none does."""
        return self._cut(text)[2] or self.words(text)

    def _cut(self, text: str) -> tuple[list[int], list[int], list[int]]:
        read = self._tokenizer.encode(text, add_special_tokens=False)
        named = list(zip(read.ids[:LONGEST], read.tokens[:LONGEST], strict=True))
        words = [(number, piece) for number, piece in named if _WORD.search(piece)]
        content = [number for number, piece in words if piece not in PLAIN]
        return [number for number, _ in named], list(dict.fromkeys(n for n, _ in words)), list(dict.fromkeys(content))

    def rows(self, pieces: list[int]) -> "NDArray[Any]":
        """Return the vectors of pieces, of length 1 (pieces x 256)."""
        import numpy as np

        return self.arrays["pieces"][pieces].astype(np.float32) * self.arrays["scale"][pieces, None].astype(np.float32)

    def weights(self, pieces: list[int]) -> "NDArray[Any]":
        """Return what pieces weigh: the commoner in English, the less."""
        import numpy as np

        return self.arrays["weight"][pieces].astype(np.float32)

    def vector(self, text: str) -> "NDArray[Any]":
        """Return the weighed sum of a text's pieces, of length 1 (256); zeros for no text."""
        import numpy as np

        pieces = self.pieces(text)
        if not pieces:
            return np.zeros(self.arrays["pieces"].shape[1], dtype=np.float32)
        return unit((self.rows(pieces) * self.weights(pieces)[:, None]).sum(0))

    def asked(self, vector: "NDArray[Any]") -> "NDArray[Any]":
        """Map the vector of a question, or several, to where the statements are that answer it."""
        return unit(vector @ self._map("asked"))

    def told(self, vector: "NDArray[Any]") -> "NDArray[Any]":
        """Map the vector of a statement, or several, to where the questions are that it answers."""
        return unit(vector @ self._map("told"))

    def _map(self, name: str) -> "NDArray[Any]":
        import numpy as np

        return self.arrays[name].astype(np.float32)


def unit(vectors: "NDArray[Any]") -> "NDArray[Any]":
    """Return vectors of length 1 in the same directions; a vector of nothing stays one."""
    import numpy as np

    scaled: NDArray[Any] = vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9)
    return scaled
