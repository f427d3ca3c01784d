"""Running the queries of ``queries/checks/``: every row is a fault."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store.validate_types import SEVERITIES, VIOLATION, Finding

FOLDER = "checks"
_REQUIRED = ("subject", "fault", "remedy")
_SEVERITY = re.compile(r"^#\+\s*severity:\s*(\S+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Check:
    """One query whose every row is a fault; ``name`` is the file's name without its ending."""

    name: str
    path: Path
    text: str
    severity: str


def load_checks(folders: Iterable[Path]) -> tuple[list[Check], list[Finding]]:
    """Read the checks below folders of queries.

    Args:
        folders: the shipped one first; a later check of the same name replaces an earlier one.

    Returns:
        The checks by name, and what is wrong with the files that are none.

    Raises:
        StoreError: a file cannot be read.
    """
    found: dict[str, Check] = {}
    wrong: list[Finding] = []
    for path in (path for folder in folders for path in sorted((folder / FOLDER).glob("*.rq"))):
        text = _read(path)
        severity = _SEVERITY.search(text)
        check = Check(path.stem, path, text, severity[1] if severity else VIOLATION)
        if check.severity in SEVERITIES:
            found[check.name] = check
        else:
            wrong.append(_wrong(check, f'severity "{check.severity}" is unknown', f"Use {' or '.join(SEVERITIES)}."))
    return [found[name] for name in sorted(found)], wrong


def run_check(check: Check, store: ox.Store) -> Iterator[Finding]:
    """Run one check over the union of all graphs and yield a finding per row.

    A query may name, beside the subject, the ``?value`` that is wrong, its ``?path`` and the ``?graph`` it stands in.
    """
    from kg.query.guard import check_query

    try:
        # A workspace may come from a stranger: its checks may no more write or call a server than any query.
        check_query(check.text, check.path.name)
        rows = store.query(check.text, use_default_graph_as_union=True)
    except QueryError as error:
        yield _wrong(check, error.message, error.hint)
        return
    except (SyntaxError, RuntimeError, ValueError) as error:
        yield _wrong(check, f"the query does not run: {error}", "Mend the query.")
        return
    names = [variable.value for variable in rows.variables] if isinstance(rows, ox.QuerySolutions) else []
    missing = [f"?{name}" for name in _REQUIRED if name not in names]
    if not isinstance(rows, ox.QuerySolutions) or missing:
        yield _wrong(check, f"the query does not select {' '.join(missing)}", "Select ?subject, ?fault and ?remedy.")
        return
    for row in rows:
        values = {name: _text(row[name]) for name in names}
        yield Finding(
            values["subject"],
            values["fault"],
            values["remedy"],
            check.name,
            check.severity,
            path=values.get("path", ""),
            value=values.get("value", ""),
            graph=values.get("graph", ""),
            name=values.get("subject_name", ""),
        )


def _text(term: object) -> str:
    # A blank node has no name that a reader could look for.
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else ""


def _wrong(check: Check, message: str, remedy: str) -> Finding:
    return Finding("", message, remedy, check.name, VIOLATION, file=str(check.path))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}", "Make it readable, or remove it.") from None
    except UnicodeDecodeError as error:
        raise StoreError(f"{path}: not UTF-8 (offset {error.start})", "Save the file as UTF-8.") from None
