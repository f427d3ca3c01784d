"""The canonical layout of Turtle: one text for one graph, whatever order, labels and spacing it came in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import Triple

from kg.errors import TurtleError
from kg.namespaces import PREFIXES
from kg.turtle.blank import Fact, fingerprint, is_blank, label_shared, relabelled, shared_nodes
from kg.turtle.lines import header_comment
from kg.turtle.parse import parse_lines
from kg.turtle.terms import TermWriter, iri_order

_RDF = PREFIXES["rdf"]
_TYPE, _FIRST, _REST, _NIL = (f"<{_RDF}{name}>" for name in ("type", "first", "rest", "nil"))
_PREDICATES_FIRST = {_TYPE: 0, f"<{PREFIXES['rdfs']}label>": 1}
_INDENT = "    "
_LIST_WIDTH = 100
# Deeper than any shape a person writes; each level costs three frames of Python's stack.
_MAX_DEPTH = 100


def format_turtle(
    content: str | Iterable[Triple],
    header: str | None = None,
    prefixes: Mapping[str, str] | None = None,
    name: str = "text",
) -> str:
    """Write a graph in the canonical layout.

    Args:
        content: Turtle, or triples.
        header: comment lines for the head of the text; None keeps those of a Turtle text.
        prefixes: names to use beside those of ``kg.namespaces``; a Turtle text brings its own.
        name: how errors name the text.

    Returns:
        Turtle whose graph equals the given one; an empty graph without header gives an empty text.

    Raises:
        TurtleError: the text does not parse, is nested too deep, or what was written would not read back as the same
            graph (which would be a fault of this program, and must not cost anybody a file).

    >>> print(format_turtle('PREFIX e: <http://e/> e:b e:q 1 ; a e:B . e:a e:p "x"@en , e:c .'), end="")
    PREFIX e: <http://e/>
    <BLANKLINE>
    e:a
        e:p
            e:c ,
            "x"@en ;
    .
    <BLANKLINE>
    e:b
        a e:B ;
        e:q 1 ;
    .
    """
    declared = dict(prefixes or {})
    if isinstance(content, str):
        header = header_comment(content) if header is None else header
        lines, found = parse_lines(content.encode("utf-8", "surrogatepass"), name)
        declared = found | declared
    else:
        lines = [f"{s} {p} {o}" for s, p, o in content]
    facts = _facts(lines)
    try:
        shared = shared_nodes(facts)
        labels = label_shared(facts, shared)
        facts = relabelled(facts, labels) if labels else facts
        text = _write(facts, set(labels.values()), declared, header or "")
    except TurtleError as error:
        raise TurtleError(f"{name}: {error.message}", error.hint) from None
    _require_same(facts, set(labels.values()), text, name)
    return text


def _facts(lines: Iterable[str]) -> set[Fact]:
    # A file has few predicates, and triples of one subject stand together: one string for each is kept, not millions.
    predicates: dict[str, str] = {}
    facts: set[Fact] = set()
    last = ""
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if subject != last:
            last = subject
        facts.add((last, predicates.setdefault(predicate, predicate), value))
    return facts


def _require_same(facts: set[Fact], fixed: set[str], text: str, name: str) -> None:
    read_back = _facts(parse_lines(text.encode(), f"{name} (as laid out)")[0])
    # Without blank nodes, and with all of them labelled, the sets themselves must agree.
    if facts != read_back and fingerprint(facts, fixed) != fingerprint(read_back, fixed):
        raise TurtleError(f"{name}: the canonical layout would change the graph", "Please report this file as a fault.")


def _write(facts: set[Fact], labelled: set[str], declared: dict[str, str], header: str) -> str:
    while True:
        terms = TermWriter(declared)
        blocks = _Layout(facts, labelled, terms).blocks()
        # A declared name that nothing uses must not keep its place from ours, or a second run would differ.
        unused = {prefix for prefix, space in declared.items() if terms.used.get(prefix) != space}
        needless = {prefix for prefix in unused if PREFIXES.get(prefix, declared[prefix]) != declared[prefix]}
        if not needless:
            break
        declared = {prefix: space for prefix, space in declared.items() if prefix not in needless}
    parts = [_as_comment(header), "\n".join(terms.prefix_lines()), *blocks]
    return "\n\n".join(part for part in parts if part) + "\n" if any(parts) else ""


def _as_comment(header: str) -> str:
    lines = header.strip("\n").split("\n") if header.strip() else []
    return "\n".join(line if line.startswith("#") or not line else f"# {line}" for line in lines)


class _Layout:
    """The blocks of one graph."""

    def __init__(self, facts: set[Fact], labelled: set[str], terms: TermWriter) -> None:
        self.terms = terms
        self.labelled = labelled
        self.nodes: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for subject, predicate, value in facts:
            self.nodes[subject].setdefault(predicate, []).append(value)
        inner = {value for _, _, value in facts if value[0] == "_"}
        predicates = {predicate for _, predicate, _ in facts}
        order = sorted(predicates, key=lambda p: (_PREDICATES_FIRST.get(p, 2), p[1:-1]))
        self.order = {predicate: place for place, predicate in enumerate(order)}
        self.outer = [node for node in self.nodes if not is_blank(node) or node in labelled or node not in inner]

    def blocks(self) -> list[str]:
        """Write a block for each subject: IRIs, then labelled blank nodes, then the others."""
        named = sorted((node for node in self.outer if not is_blank(node)), key=iri_order)
        labelled = sorted((node for node in self.outer if node in self.labelled), key=lambda node: int(node[3:]))
        nameless = [node for node in self.outer if is_blank(node) and node not in self.labelled]
        return [
            *(self._block(self.terms(node), node) for node in (*named, *labelled)),
            *sorted(self._block("[]", node) for node in nameless),
        ]

    def _block(self, title: str, node: str) -> str:
        return "\n".join([title, *self._lines(node, 1), "."])

    def _lines(self, node: str, depth: int) -> list[str]:
        if depth > _MAX_DEPTH:
            raise TurtleError(f"blank nodes are nested more than {_MAX_DEPTH} deep", "Give the inner ones IRIs.")
        indent = _INDENT * depth
        lines: list[str] = []
        predicates = self.nodes[node]
        for predicate in sorted(predicates, key=self.order.__getitem__):
            verb = "a" if predicate == _TYPE else self.terms(predicate)
            values = predicates[predicate]
            if len(values) == 1:
                lines.append(f"{indent}{verb} {self._value(values[0], depth)} ;")
            else:
                inner = f" ,\n{indent}{_INDENT}".join(self._sorted(values, depth + 1))
                lines.append(f"{indent}{verb}\n{indent}{_INDENT}{inner} ;")
        return lines

    def _sorted(self, values: list[str], depth: int) -> list[str]:
        plain = sorted((value for value in values if not self._is_nested(value)), key=iri_order)
        nested = [value for value in values if self._is_nested(value)]
        return [*map(self.terms, plain), *sorted(self._value(value, depth) for value in nested)]

    def _is_nested(self, term: str) -> bool:
        return (term[0] == "_" and term not in self.labelled) or term == _NIL

    def _value(self, term: str, depth: int) -> str:
        if not self._is_nested(term):
            return self.terms(term)
        members = self._members(term)
        if members is not None:
            return self._list(members, depth)
        if term not in self.nodes:
            return "[]"
        return "\n".join(["[", *self._lines(term, depth + 1), _INDENT * depth + "]"])

    def _list(self, members: list[str], depth: int) -> str:
        if depth > _MAX_DEPTH:
            raise TurtleError(f"lists are nested more than {_MAX_DEPTH} deep", "Give the inner ones IRIs.")
        written = [self._value(member, depth + 1) for member in members]
        if sum(map(len, written)) <= _LIST_WIDTH and not any("\n" in text for text in written):
            return f"( {' '.join(written)} )" if written else "()"
        indent = _INDENT * depth
        return "\n".join(["(", *(f"{indent}{_INDENT}{text}" for text in written), f"{indent})"])

    def _members(self, term: str) -> list[str] | None:
        """Return the members of a well-formed list that begins here, None if it is none."""
        members: list[str] = []
        while term != _NIL:
            cell = self.nodes.get(term)
            if not self._is_nested(term) or cell is None or set(cell) != {_FIRST, _REST}:
                return None
            if len(cell[_FIRST]) != 1 or len(cell[_REST]) != 1:
                return None
            members.append(cell[_FIRST][0])
            term = cell[_REST][0]
        return members
