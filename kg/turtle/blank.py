"""Blank nodes: which must have a label, which label, and whether two graphs are the same but for labels."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from kg.errors import TurtleError

# A triple whose three terms are written in N-Triples.
Fact = tuple[str, str, str]
# Telling blank nodes apart is hard in general (graph isomorphism); past these the file is refused, not waited for.
_MAX_TRIES = 400
_MAX_STEPS = 2_000_000


def is_blank(term: str) -> bool:
    """Tell whether a term in N-Triples is a blank node."""
    return term.startswith("_:")


def shared_nodes(facts: Iterable[Fact]) -> set[str]:
    """Find the blank nodes that cannot be written inside their one referrer: pointed at twice, or in a circle.

    >>> sorted(shared_nodes([("<a>", "<p>", "_:x"), ("<b>", "<p>", "_:x"), ("_:x", "<p>", "_:y")]))
    ['_:x']
    """
    parents: dict[str, str] = {}
    shared: set[str] = set()
    for subject, _, value in facts:
        if value[0] == "_":
            if value in parents:
                shared.add(value)
            parents[value] = subject
    settled: set[str] = set()
    for start in parents:
        trail: dict[str, None] = {}
        node = start
        while node in parents and node not in shared and node not in settled and node not in trail:
            trail[node] = None
            node = parents[node]
        if node in trail:
            nodes = list(trail)
            shared.update(nodes[nodes.index(node) :])
        settled.update(trail)
    return shared


def label_shared(facts: Iterable[Fact], shared: set[str]) -> dict[str, str]:
    """Give each shared blank node a label that depends on the graph alone, not on labels or order in the file.

    Raises:
        TurtleError: the nodes are too many and too alike to tell apart.
    """
    if not shared:
        return {}
    ordered: list[tuple[str, list[str]]] = []
    for component in _components(facts):
        nodes = shared.intersection(node for fact in component for node in fact if is_blank(node))
        if nodes:
            ordered.append(_Refinement(component, nodes).best())
    # Components with one certificate are copies of each other: their order makes no difference.
    ordered.sort(key=lambda item: item[0])
    names = [node for _, nodes in ordered for node in nodes]
    return {node: f"_:b{number}" for number, node in enumerate(names)}


def relabelled(facts: Iterable[Fact], labels: Mapping[str, str]) -> set[Fact]:
    """Rename blank nodes; those without a new label keep theirs."""
    return {(labels.get(s, s), p, labels.get(o, o)) for s, p, o in facts}


def fingerprint(facts: Iterable[Fact], fixed: set[str]) -> Counter[Fact]:
    """Replace each blank node by a digest of all that hangs below it, so that equal graphs give equal counts.

    Args:
        facts: distinct triples.
        fixed: the shared nodes, whose labels stay; every circle passes through one of them.
    """
    facts = list(facts)
    below: dict[str, list[Fact]] = defaultdict(list)
    waiting: Counter[str] = Counter()
    parent: dict[str, str] = {}
    for fact in facts:
        below[fact[0]].append(fact)
        if is_blank(fact[2]) and fact[2] not in fixed:
            parent[fact[2]] = fact[0]
            waiting[fact[0]] += 1
    nodes = {node for s, _, o in facts for node in (s, o) if is_blank(node) and node not in fixed}
    digests: dict[str, str] = {}
    ready = [node for node in nodes if not waiting[node]]
    while ready:
        node = ready.pop()
        digests[node] = "_:" + _digest(sorted(f"{p} {digests.get(o, o)}" for _, p, o in below[node]))
        above = parent.get(node)
        if above is not None:
            waiting[above] -= 1
            if above in nodes and not waiting[above]:
                ready.append(above)
    return Counter((digests.get(s, s), p, digests.get(o, o)) for s, p, o in facts)


class _Refinement:
    """Colour refinement over one component, with branching where colours alone do not tell nodes apart."""

    def __init__(self, component: list[Fact], shared: set[str]) -> None:
        self.component = component
        self.shared = shared
        self.edges: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for subject, predicate, value in component:
            if is_blank(subject):
                self.edges[subject].append((">", predicate, value))
            if is_blank(value):
                self.edges[value].append(("<", predicate, subject))
        self.tries = 0
        self.steps = 0

    def best(self) -> tuple[str, list[str]]:
        """Return the certificate of the component and its shared nodes in canonical order."""
        return min(self._orders(self._refine(dict.fromkeys(self.edges, ""))), key=lambda item: item[0])

    def _orders(self, colours: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for node in self.shared:
            groups[colours[node]].append(node)
        tied = min((colour for colour, nodes in groups.items() if len(nodes) > 1), default=None)
        if tied is None:
            order = sorted(self.shared, key=lambda node: colours[node])
            yield self._certificate(order), order
            return
        for node in groups[tied]:
            self.tries += 1
            self._spend(0)
            yield from self._orders(self._refine({**colours, node: f"{tied}*"}))

    def _refine(self, colours: dict[str, str]) -> dict[str, str]:
        classes = 0
        while len(set(colours.values())) > classes:
            classes = len(set(colours.values()))
            self._spend(len(self.edges))
            colours = {
                node: _digest([colours[node], *sorted(f"{way}{p} {colours.get(x, x)}" for way, p, x in edges)])
                for node, edges in self.edges.items()
            }
        return colours

    def _certificate(self, order: list[str]) -> str:
        start = dict.fromkeys(self.edges, "") | {node: str(number) for number, node in enumerate(order)}
        colours = self._refine(start)
        return _digest(sorted(f"{colours.get(s, s)} {p} {colours.get(o, o)}" for s, p, o in self.component))

    def _spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > _MAX_STEPS or self.tries > _MAX_TRIES:
            raise TurtleError(
                f"{len(self.shared)} blank nodes that point at each other cannot be told apart",
                "Give them IRIs.",
            )


def _components(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Group the triples with blank nodes by what hangs together through blank nodes."""
    facts = [fact for fact in facts if is_blank(fact[0]) or is_blank(fact[2])]
    leader: dict[str, str] = {}

    def find(node: str) -> str:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for subject, _, value in facts:
        if is_blank(subject) and is_blank(value):
            leader[find(subject)] = find(value)
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[find(fact[0] if is_blank(fact[0]) else fact[2])].append(fact)
    return list(groups.values())


def _digest(parts: Iterable[str]) -> str:
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode()
        state.update(f"{len(data)}:".encode() + data)
    return state.hexdigest()
