"""Golden answers of the shipped queries: run a case, write its rows.

    python -m tests.queries.goldens [QUERY...]

writes the answers of all queries, or of these, and says which of them are new or changed. Read each changed row
against the article that it comes from before committing it: a golden answer is checked by a person, once.
"""

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kg.namespaces import shrink
from kg.query import Catalogue, load_catalogue, resolve_arguments, run
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
QUERIES = ROOT / "queries"


class Case(NamedTuple):
    """A query with arguments as a user types them; ``golden`` is the file with its rows."""

    query: str
    name: str
    arguments: Mapping[str, str]

    @property
    def golden(self) -> Path:
        return FOLDER / "golden" / self.query / f"{self.name}.csv"

    def __str__(self) -> str:
        return f"{self.query}/{self.name}"


def read_cases() -> list[Case]:
    """Read the cases, in the order of the file."""
    # As texts: YAML would make a date of 2006-04-25.
    found = yaml.load((FOLDER / "cases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [Case(query, name, arguments) for query, cases in found.items() for name, arguments in cases.items()]


def shipped_queries() -> Catalogue:
    """Load the catalogue of the repository."""
    return load_catalogue([QUERIES])


def answer(case: Case, catalogue: Catalogue, store: GraphStore) -> str:
    """Run a case and return its rows as CSV, IRIs shortened to prefixed names, parameters left out."""
    query = catalogue[case.query]
    rows = run(query, resolve_arguments(query, case.arguments, store), store)
    shown = [place for place, column in enumerate(rows.columns) if not column.startswith("_")]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([rows.columns[place] for place in shown])
    writer.writerows([_text(row[place]) for place in shown] for row in rows)
    return stream.getvalue()


def _text(term: Any) -> str:
    if term is None:
        return ""
    return shrink(term.value) if type(term).__name__ == "NamedNode" else str(term.value)


def write_goldens(names: list[str]) -> Iterator[str]:
    """Write the answers of some queries, or of all; yield a line per file that is new or changed."""
    catalogue = shipped_queries()
    with open_store(find_workspace(ROOT)) as store:
        for case in read_cases():
            if names and case.query not in names:
                continue
            text = answer(case, catalogue, store)
            old = case.golden.read_text(encoding="utf-8") if case.golden.exists() else None
            if text != old:
                case.golden.parent.mkdir(parents=True, exist_ok=True)
                case.golden.write_text(text, encoding="utf-8")
                yield f"{'changed' if old is not None else 'new'}: {case} ({text.count(chr(10)) - 1} lines)"


if __name__ == "__main__":
    for line in write_goldens(sys.argv[1:]):
        print(line)
