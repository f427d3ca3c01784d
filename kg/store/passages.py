"""What sources say in passages of indirect speech, where their texts are kept: for the index of words, never the graph.

A curated file proves such a passage by its place and the SHA-256 of its characters, and holds no copy of them. So that
a statement can be found and read by what was said, its words are taken from the text in ``.kg/sources`` at each build.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

import pyoxigraph as ox

from kg.iri import local_id
from kg.namespaces import expand
from kg.workspace import Workspace

# What stands between the pieces of a passage.
GAP = " … "
# A curator writes what was said in words of their own, and what the machine found has its words as its gist.
_FIND = f"""
SELECT ?report ?statement ?source ?passage ?start ?end ?digest WHERE {{
  ?report <{expand("kg:origin")}> <{expand("kg:reviewed")}> ; <{expand("kg:reports")}> ?statement ;
    <{expand("kg:source")}> ?source ; <{expand("kg:wording")}> ?wording ; <{expand("kg:selector")}> ?passage .
  FILTER(?wording != <{expand("kg:direct")}>)
  ?passage <{expand("oa:start")}> ?start ; <{expand("oa:end")}> ?end .
  OPTIONAL {{ ?passage <{expand("kg:sha256")}> ?digest }}
}}
"""


class Told(NamedTuple):
    """What a report says in its source's words: IRIs of statement and report, and the characters on one line."""

    statement: str
    report: str
    text: str


class _Piece(NamedTuple):
    start: int
    end: int
    digest: str


def kept_folder(workspace: Workspace) -> Path | None:
    """Return the folder that keeps the texts of sources; None where only the shipped graph is at hand."""
    return None if workspace.is_shipped else workspace.derived_dir / "sources"


def folder_state(workspace: Workspace) -> int:
    """Return a number that changes when a text is added to those kept or taken away; 0 where none are kept."""
    folder = kept_folder(workspace)
    try:
        return folder.stat().st_mtime_ns if folder else 0
    except OSError:
        return 0


def find_told(store: ox.Store, workspace: Workspace) -> Iterator[Told]:
    """Yield what reviewed reports say, of those whose passages stand in a kept text as the record says.

    A text that is missing or has changed is no fault here: what it cannot prove is left out.

    Args:
        store: the finished graph.
        workspace: whose texts.
    """
    folder = kept_folder(workspace)
    if folder is None or not folder.is_dir():
        return
    found: dict[tuple[str, str, str], set[_Piece]] = {}
    for row in store.query(_FIND, use_default_graph_as_union=True):  # type: ignore[union-attr]
        source, statement, report = (row[name].value for name in ("source", "statement", "report"))
        bounds = row["start"].value, row["end"].value
        if all(bound.isdecimal() for bound in bounds):
            digest = row["digest"].value.lower() if row["digest"] else ""
            found.setdefault((source, statement, report), set()).add(_Piece(int(bounds[0]), int(bounds[1]), digest))
    name, text = "", ""
    for source, statement, report in sorted(found):
        if source != name:
            name, text = source, _text_of(store, source, folder)
        words = _words(text, sorted(found[source, statement, report])) if text else ""
        if words:
            yield Told(statement, report, words)


def _words(text: str, pieces: Sequence[_Piece]) -> str:
    """Return the characters of a passage on one line; nothing where one of its pieces is not what is on record."""
    told = [text[piece.start : piece.end] for piece in pieces]
    for piece, words in zip(pieces, told, strict=True):
        if not words or (piece.digest and _digest(words) != piece.digest):
            return ""
    return " ".join(GAP.join(told).split())


def _text_of(store: ox.Store, source: str, folder: Path) -> str:
    """Return a source's text as it is kept, empty where none of the files has the digest on record."""
    from hashlib import sha256

    def values(name: str) -> list[str]:
        quads = store.quads_for_pattern(ox.NamedNode(source), ox.NamedNode(expand(name)), None)
        return [quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)]

    digests = {value.lower() for value in (values("kg:textSha256") or values("kg:sha256"))}
    local = local_id(source)
    names = [PurePath(name).name for name in sorted(values("kg:fileName"))]
    kept = [f"{local}.text.txt", f"{local}.txt", *(f"{local}{PurePath(name).suffix.lower()}" for name in names), *names]
    for path in (folder / name for name in dict.fromkeys(kept)):
        try:
            data = path.read_bytes() if path.is_file() else b""
        except (OSError, ValueError):
            continue
        if data and sha256(data).hexdigest() in digests:
            # Each byte that is no UTF-8 stands as one odd character, as it does where offsets are counted.
            return data.decode("utf-8", "surrogateescape")
    return ""


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
