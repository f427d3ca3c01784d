"""What several sources propose: out of all their findings once it is in the record, and back by an undoing."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.review.files import Drafts
from kg.review.finding import read_findings
from kg.review.nodes import Node, Nodes, from_json, to_json
from kg.workspace import Workspace

_DECLARED = re.compile(rb"^(id:[ni]-[^\s;]+)$", re.MULTILINE)
_CANDIDATE = re.compile(rb"\bkg:candidate (id:[niu]-[^\s;]+)")


class Shared:
    """The findings files by what they propose; those that have not changed are looked into once."""

    def __init__(self, workspace: Workspace, drafts: Drafts) -> None:
        """Name the workspace; nothing is read."""
        self.workspace, self.drafts = workspace, drafts
        self.folder, self.kept = workspace.derived_dir / "findings", drafts.folder / "shared"
        self._seen: dict[str, tuple[int, int, frozenset[str], frozenset[str]]] = {}

    def changes(self, defined: set[str]) -> Iterator[tuple[Path, Nodes]]:
        """Yield the findings files that propose what is in the record, or lack what no longer is, as they should be.

        Args:
            defined: the agents and incidents that reviewed files define.
        """
        for path in sorted(self.folder.glob("*.ttl")) if self.folder.is_dir() else ():
            left_out = self.left_out(path)
            gone, back = self._declared(path) & defined, left_out.keys() - defined
            if not gone and not back:
                continue
            nodes = read_findings(path, self.workspace.base)
            named = {str(value) for node in nodes.values() for values in node.values() for value in values}
            # Kept before it is taken out: a kill in between loses nothing.
            kept = {name: node for name, node in left_out.items() if name not in back}
            self._keep(path, left_out | {name: nodes[name] for name in sorted(gone) if name in nodes})
            returned = {name: left_out[name] for name in back if name in named and name not in nodes}
            yield path, dict(sorted(({k: v for k, v in nodes.items() if k not in gone} | returned).items()))
            self._keep(path, kept | {name: nodes[name] for name in sorted(gone) if name in nodes})

    def candidates_beside(self, path: Path) -> set[str]:
        """Return what the findings of all other sources name as candidates of theirs."""
        others = (other for other in self.folder.glob("*.ttl") if other.name != path.name)
        return {name for other in others for name in self._look(other)[1]}

    def _declared(self, path: Path) -> frozenset[str]:
        return self._look(path)[0]

    def _look(self, path: Path) -> tuple[frozenset[str], frozenset[str]]:
        """Return what a file of findings proposes, and what it names as candidates."""
        status = path.stat()
        seen = self._seen.get(path.name)
        if seen is None or seen[:2] != (status.st_mtime_ns, status.st_size):
            content = path.read_bytes()
            proposed, named = (
                frozenset(name.decode("utf-8", "replace") for name in pattern.findall(content))
                for pattern in (_DECLARED, _CANDIDATE)
            )
            seen = self._seen[path.name] = (status.st_mtime_ns, status.st_size, proposed, named)
        return seen[2:]

    def left_out(self, path: Path) -> Nodes:
        """Return what was taken out of a file of findings, since it is in the record."""
        try:
            return from_json(json.loads((self.kept / f"{path.stem}.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _keep(self, path: Path, nodes: Mapping[str, Node]) -> None:
        place = self.kept / f"{path.stem}.json"
        if nodes:
            self.drafts.write(place, to_json(dict(sorted(nodes.items()))) + "\n")
        else:
            self.drafts.remove(place)
