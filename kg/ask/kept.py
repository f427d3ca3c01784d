"""The small tables that every question leans on, kept in a file beside the store: a first answer then needs no queries.

The file lies with the generation whose graph it tells of. One that is missing, damaged, or of another version of the
stemmer is made again; where it cannot be written, questions are answered all the same.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.ask import stems
from kg.ask.record import Record
from kg.ask.rows import ACTS, Rows, name_key, row_key

if TYPE_CHECKING:
    from kg.store import GraphStore

FILE = "ask.tsv"
_FORMAT = 3
# A longer table is looked up where it is wanted: to read it each time would take longer than most answers.
_LONGEST = 5000
# The tables that are made for any question, by the names under which a record and its roles know them.
_OF_RECORD = tuple(
    "outlets end parts given_names act_words incident_words agent_texts words _acts_below _speakers_for _posts_in "
    "_later_names _publishers _posts_of_tenures _held_back _told_of_sources".split()
)
# What is learnt before a question is read, by its names in the file.
_LEARNT = ("labels", "phrasings", "stems")
# The modules on which it depends how words are cut.
_CUTTING = ("stems", "lexicon", "actwords", "phrases")
_OF_ROLES = ("_kind_labels", "_bodies", "_posts", "_ranks", "_people", "_tenures", "_parts_of_bodies")


def kept_rows(store: "GraphStore") -> Rows:
    """Return the rows kept for an open graph, and let the stemmer know the words kept with them.

    Args:
        store: the graph; one on a server may differ from the tables beside it, and has none.
    """
    from kg.store.graph import EmbeddedEngine
    from kg.store.layout import ENGINE

    if not isinstance(store.engine, EmbeddedEngine) or store.engine.folder != store.generation / ENGINE:
        return {}
    path = store.generation / FILE
    try:
        kept = dict(line.split(b"\t") for line in path.read_bytes().splitlines())
        if json.loads(kept.pop(b"made_by")) == _made_by() and kept.pop(b"end") == b"true":
            _learn({name: json.loads(kept.pop(name.encode())) for name in _LEARNT})
            return _KeptRows(kept)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return write_kept(store, path)


def write_kept(store: "GraphStore", path: Path) -> Rows:
    """Make the tables and write them to a file: a name and its value as JSON in each line.

    Args:
        store: the graph that they are of.
        path: of the file; a folder that cannot be written to is no fault.

    Returns:
        The rows.
    """
    from kg.store.layout import write_atomically

    rows, words = _fetch(store)
    kept: dict[str, Any] = {"made_by": _made_by(), **words, **rows, "end": True}
    with suppress(OSError):
        values = ((name, json.dumps(value, separators=(",", ":"))) for name, value in kept.items())
        write_atomically(path, "\n".join(f"{name}\t{value}" for name, value in values))
    return rows


class _KeptRows(Mapping[str, Sequence[Sequence[str]]]):
    """Rows as they lie in the file, each read when it is asked for: all at once, they take longer than a question."""

    def __init__(self, lines: Mapping[bytes, bytes]) -> None:
        self._lines = lines
        self._read: dict[str, Sequence[Sequence[str]]] = {}

    def __getitem__(self, key: str) -> Sequence[Sequence[str]]:
        if key not in self._read:
            self._read[key] = json.loads(self._lines[key.encode()])
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return map(bytes.decode, self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class _Noting(Record):
    """A record that notes the rows it fetches, if they are not too many."""

    def __init__(self, store: "GraphStore") -> None:
        self.noted: dict[str, list[tuple[str, ...]]] = {}
        super().__init__(store, self.noted)

    def rows(self, pattern: str, *variables: str) -> list[tuple[str, ...]]:
        found = super().rows(pattern, *variables)
        if len(found) <= _LONGEST:
            self.noted[row_key(pattern, variables)] = found
        return found

    def names_of(self, kind: str) -> list[tuple[str, str]]:
        found = super().names_of(kind)
        if len(found) <= _LONGEST:
            self.noted[name_key(kind)] = list(found)
        return found

    def acts_rows(self) -> Sequence[Sequence[str]]:
        found = super().acts_rows()
        self.noted[ACTS] = [tuple(row) for row in found]
        return found


def _fetch(store: "GraphStore") -> tuple[Rows, Mapping[str, Mapping[str, str]]]:
    from kg.ask.actwords import stems_of_labels
    from kg.ask.figure_index import open_figures
    from kg.ask.phrases import fixed_words
    from kg.ask.synonyms import is_counted
    from kg.query import open_catalogue

    record = _Noting(store)
    for name in _OF_RECORD:
        getattr(record, name)
    for name in _OF_ROLES:
        getattr(record.roles, name)
    open_figures(record)
    # The tables of English are cut into stems at their first use.
    for use in (stems.synonyms, stems.forms, is_counted):
        use(stems.stem("word"))
    labels = [label for _, label in record.names_of("kg:Act")]
    phrasings = [text for query in open_catalogue(store) for text in query.questions]
    words = {"labels": stems_of_labels(labels), "phrasings": fixed_words(phrasings), "stems": stems.known_stems()}
    return record.noted, words


def _learn(kept: Mapping[str, Any]) -> None:
    from kg.ask.actwords import learn_labels
    from kg.ask.phrases import learn_words

    stems.learn_stems(kept["stems"])
    learn_labels(kept["labels"])
    learn_words(kept["phrasings"])


def _made_by() -> list[int]:
    """Return what tells the version of what cut the words: others may cut them otherwise."""
    folder = Path(stems.__file__).parent
    made = [(folder / f"{name}.py").stat() for name in _CUTTING]
    return [_FORMAT, *(part for each in made for part in (each.st_size, each.st_mtime_ns))]
