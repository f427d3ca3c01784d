"""The trained network on a text: tag scores and link vectors of each word, by ONNX Runtime on the CPU."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.find.pieces import CLS, SEP, Pieces, read_pieces
from kg.find.windows import Window, cut
from kg.find.words import Words
from kg.vocabulary import load_tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = Path(__file__).parent / "model"
_EXTRA = "Install the extra: pip install numpy onnxruntime tokenizers"


class FindError(KgError):
    """The extractor cannot run: a library or a weight file is missing."""


@dataclass(frozen=True)
class Scores:
    """What the network says of each word: log-probabilities of the tags (words x TAGS), link vectors (words x 384).

    The link vector of a word is that of its first piece.
    """

    tags: "NDArray[Any]"
    links: "NDArray[Any]"


class Tagger:
    """A loaded network; loading takes a fraction of a second, so that one is kept for many texts."""

    def __init__(self, folder: Path = MODEL, threads: int = 0) -> None:
        """Name the folder of the weights; nothing is loaded before the first text.

        Args:
            folder: with ``tagger.onnx``, ``linker.npz``, ``tokenizer.json`` and ``settings.json``.
            threads: of one text; 0 leaves it to ONNX Runtime (one per core).
        """
        self.folder = folder
        self.threads = threads

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Read the settings kept beside the weights."""
        settings: dict[str, Any] = json.loads(self._file("settings.json").read_text("utf-8"))
        return settings

    @cached_property
    def linker(self) -> "dict[str, NDArray[Any]]":
        """Read the linker's arrays."""
        import numpy as np

        with np.load(self._file("linker.npz"), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}

    @cached_property
    def _session(self) -> Any:
        try:
            import onnxruntime
        except ImportError as error:
            raise FindError(f"kg find needs the package {error.name}", _EXTRA) from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.log_severity_level = 3
        # Memory stays flat over texts of every length: nothing is kept from one to the next.
        options.enable_mem_pattern = False
        return onnxruntime.InferenceSession(str(self._file("tagger.onnx")), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        try:
            return load_tokenizer(self._file("tokenizer.json"))
        except ImportError as error:
            raise FindError(f"kg find needs the package {error.name}", _EXTRA) from None

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file() and (self.folder / "settings.json").is_file():
            # A workspace's own model may be no more than settings: all else is as shipped.
            path = MODEL / name
        if not path.is_file():
            raise FindError(f"{path}: no such weight file", "Install the package anew, or train with kg.find.train.")
        return path

    def score(self, words: Words) -> Iterator[tuple[Window, Scores]]:
        """Score the words of a text, window after window; each yields scores of all of its words."""
        if not len(words):
            return
        pieces = read_pieces(words, self._tokenizer)
        limit = int(self.settings["window"])
        windows = cut(pieces.sizes, pieces.stops, limit - 2, int(self.settings["overlap"]))
        for window in windows:
            yield window, self._run(words, pieces, window)

    def _run(self, words: Words, pieces: Pieces, window: Window) -> Scores:
        import numpy as np

        first, last = pieces.firsts[window.start], pieces.firsts[window.end]
        ids = np.array([[CLS, *pieces.ids[first:last], SEP]], dtype=np.int64)
        sizes = np.diff(pieces.firsts[window.start : window.end + 1])
        rows: Sequence[Sequence[int]] = (
            words.cases[window.start : window.end],
            words.quotes[window.start : window.end],
            words.breaks[window.start : window.end],
        )
        features = np.zeros((1, ids.shape[1], 3), dtype=np.int64)
        features[0, 1:-1] = np.repeat(np.array(rows, dtype=np.int64).T, sizes, axis=0)
        tags, links = self._session.run(None, {"ids": ids, "features": features})
        places = np.array(pieces.firsts[window.start : window.end]) - first + 1
        scores = tags[0, places]
        scores = scores - scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return Scores(scores, links[0, places])
