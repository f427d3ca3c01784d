"""What is wrong with a graph in a way that no query could cope with, each with its file and line."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, TurtleError
from kg.namespaces import DATA, PREFIXES, expand, shrink
from kg.store.scan import Problem
from kg.workspace import Workspace

_OWN = ("act", "decision", "kg", "kind", "measure", "orgkind", "silence")
_HIERARCHIES = ("kg:partOf", "kg:partOfWhole", "org:subOrganizationOf", "skos:broader")
_SHOWN = 20


class Faults:
    """Collects problems and raises them as one error."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin with none."""
        self.workspace = workspace
        self.lines: list[str] = []
        self._places: dict[Path, tuple[dict[str, int], list[str]]] = {}

    def add(self, path: Path, problem: Problem) -> None:
        """Add one, and look up its line."""
        shown = f"{self.workspace.relative(path)}, line {self._line(path, problem)}"
        subject = shrink(problem.subject, self.workspace.base)
        self.lines.append(f"{shown}: {subject}: {problem.message}" + (f"\n  {problem.hint}" if problem.hint else ""))

    def raise_if_any(self) -> None:
        """Raise what was collected, the first twenty in full.

        Raises:
            GraphError: there is at least one.
        """
        if self.lines:
            more = f"\n... and {len(self.lines) - _SHOWN} more" if len(self.lines) > _SHOWN else ""
            raise GraphError("\n".join(self.lines[:_SHOWN]) + more, "The former store, if there is one, stays in use.")

    def _line(self, path: Path, problem: Problem) -> int:
        if path not in self._places:
            from kg.turtle import subject_lines

            text = path.read_bytes().decode("utf-8-sig", "replace")
            self._places[path] = (subject_lines(path), text.splitlines())
        starts, texts = self._places[path]
        first = starts.get(problem.subject, 1)
        last = min((line for line in starts.values() if line > first), default=len(texts) + 1)
        inside = (line for line in range(first, last) if problem.value and problem.value in texts[line - 1])
        return next(inside, first)


def raise_broken(errors: list[TurtleError]) -> None:
    """Raise the errors of several files as one.

    Raises:
        TurtleError: there is at least one.
    """
    if len(errors) == 1:
        raise errors[0]
    if errors:
        told = [f"{error.message}\n  {error.hint}" if error.hint else error.message for error in errors]
        more = f"\n... and {len(told) - _SHOWN} more files" if len(told) > _SHOWN else ""
        raise TurtleError("\n".join(told[:_SHOWN]) + more)


def add_duplicates(faults: Faults, typed: Mapping[Path, set[str]], kept: ox.Store | None, replaced: set[str]) -> None:
    """Add every thing of our own namespaces that two files declare.

    Args:
        faults: where to add.
        typed: what each of the files that are being loaded declares.
        kept: the former store, whose other graphs stay; None if all is loaded anew.
        replaced: IRIs of the graphs of that store that do not stay.
    """
    own = (faults.workspace.base, DATA, *(PREFIXES[prefix] for prefix in _OWN))
    declared: set[str] = set()
    for path, iris in typed.items():
        for iri in sorted(declared & iris):
            if iri.startswith(own):
                other = next(other for other, theirs in typed.items() if iri in theirs)
                if _is_proposed(faults.workspace, iri) and _hold_findings(faults.workspace, path, other):
                    continue
                faults.add(path, _twice(faults.workspace.relative(other), iri))
        if kept:
            for iri, graph in _declared_in(kept, sorted(iri for iri in iris - declared if iri.startswith(own))):
                if graph not in replaced:
                    is_found = graph.startswith(f"{faults.workspace.base}graph/findings/")
                    if is_found and _is_proposed(faults.workspace, iri) and _hold_findings(faults.workspace, path):
                        continue
                    file = graph.removeprefix(faults.workspace.base + "graph/") + ".ttl"
                    faults.add(path, _twice(file, iri))
        declared |= iris


def _declared_in(store: ox.Store, iris: Iterable[str]) -> Iterator[tuple[str, str]]:
    rdf_type = ox.NamedNode(expand("rdf:type"))
    for iri in iris:
        graphs = (quad.graph_name for quad in store.quads_for_pattern(ox.NamedNode(iri), rdf_type, None, None))
        yield from ((iri, graph) for graph in sorted({name.value for name in graphs if isinstance(name, ox.NamedNode)}))


def add_cycles(faults: Faults, store: ox.Store, paths: Mapping[str, Path]) -> None:
    """Add every thing that is a part, or a kind, of itself.

    Args:
        faults: where to add.
        store: the finished store.
        paths: the file of each named graph.
    """
    for name in _HIERARCHIES:
        edges: dict[str, set[str]] = {}
        graphs: dict[str, str] = {}
        for quad in store.quads_for_pattern(None, ox.NamedNode(expand(name)), None, None):
            low, high = quad.subject, quad.object
            if isinstance(low, ox.NamedNode) and isinstance(high, ox.NamedNode):
                edges.setdefault(low.value, set()).add(high.value)
                graphs[low.value] = str(quad.graph_name)[1:-1]
        for ring in rings(edges):
            shown = " -> ".join(shrink(iri, faults.workspace.base) for iri in (*ring, ring[0]))
            problem = Problem(ring[0], f"{name} runs in a circle: {shown}", "Remove one of the links.")
            path = paths.get(graphs[ring[0]])
            if path is not None:
                faults.add(path, problem)


def rings(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the cycles of a graph, one for each knot of things that reach each other, without recursion.

    >>> rings({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})
    [['a', 'b', 'c']]
    """
    found: list[list[str]] = []
    done: set[str] = set()
    for start in sorted(edges):
        if start in done:
            continue
        trail: list[str] = [start]
        on_trail = {start}
        todo = [iter(sorted(edges[start]))]
        while todo:
            step = next(todo[-1], None)
            if step is None:
                todo.pop()
                left = trail.pop()
                on_trail.discard(left)
                done.add(left)
            elif step in on_trail:
                ring = trail[trail.index(step) :]
                least = ring.index(min(ring))
                found.append(ring[least:] + ring[:least])
            elif step not in done and step in edges:
                trail.append(step)
                on_trail.add(step)
                todo.append(iter(sorted(edges[step])))
    return sorted(found)


def _is_proposed(workspace: Workspace, iri: str) -> bool:
    """Say whether a thing is one that the machine proposes: what several sources propose stands in each of theirs."""
    return iri.removeprefix(workspace.base).startswith(("n-", "i-"))


def _hold_findings(workspace: Workspace, *paths: Path) -> bool:
    return all(path.parent == workspace.derived_dir / "findings" for path in paths)


def _twice(other: str, iri: str) -> Problem:
    return Problem(iri, f"declared in {other} too", "Keep it in one file; two things need two ids.")
