"""The judge: how likely a statement answers a question, told from its evidence by boosted regression trees."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.ask.meaning.stored import MODEL, read_arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Judge:
    """Boosted trees, read from a file on first use.

    Source: Friedman, *Greedy function approximation: a gradient boosting machine*, Annals of Statistics 29 (2001);
    fitted by scikit-learn's HistGradientBoostingClassifier (``benchmarks/ask/train``).
    """

    def __init__(self, folder: Path = MODEL) -> None:
        """Name the folder that holds ``judge.npz``; nothing is read yet."""
        self.folder = folder

    @cached_property
    def arrays(self) -> "dict[str, NDArray[Any]]":
        """Read ``feature``, ``threshold``, ``left``, ``right``, ``value`` (trees x nodes), ``base`` and ``depth``."""
        return read_arrays(self.folder / "judge.npz")

    def chances(self, evidence: "NDArray[Any]") -> "NDArray[Any]":
        """Return for each row of evidence (statements x signs) the chance that the statement answers, 0.0 to 1.0."""
        import numpy as np

        held = self.arrays
        trees = np.arange(len(held["feature"]))
        nodes = np.zeros((len(evidence), len(trees)), dtype=np.intp)
        rows = np.arange(len(evidence))[:, None]
        # A leaf leads to itself, so that all rows can go down as far as the deepest tree.
        for _ in range(int(held["depth"])):
            goes_left = evidence[rows, held["feature"][trees, nodes]] <= held["threshold"][trees, nodes]
            nodes = np.where(goes_left, held["left"][trees, nodes], held["right"][trees, nodes])
        score = held["base"] + held["value"][trees, nodes].sum(1)
        chances: NDArray[Any] = 1.0 / (1.0 + np.exp(-score))
        return chances
