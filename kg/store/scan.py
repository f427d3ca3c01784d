"""One pass over a Turtle file on its way to the engine: what the side tables need, and what cannot be right."""

import re
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import compress, islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import TurtleError
from kg.namespaces import ONTOLOGY, PREFIXES, expand
from kg.store.literals import CHECKED, literal_problem
from kg.store.loading import parse_into

_TYPE = expand("rdf:type")
_REPORTED, _QUOTATION, _GIST = expand("kg:reports"), expand("kg:quotation"), expand("kg:gist")
_START, _END = expand("oa:start"), expand("oa:end")
# rank: how a name counts, best first; 0 is the local part of the IRI itself.
_RANKS = {
    "rdfs:label": 1,
    "skos:prefLabel": 1,
    "dcterms:title": 2,
    "skos:altLabel": 2,
    "skos:notation": 3,
    "foaf:familyName": 4,  # a bare surname finds everybody who bears it, so that two are asked back
}
NAMES = {expand(name): rank for name, rank in _RANKS.items()}
# What a store of statements is full of, and what has nothing to check: these cost nothing but the look-up.
_PLAIN = (
    "about act attributedAs bound claims cue dateBasis dateReason fileName hedge kind measure occasion onBehalfOf"
    " opening origin polarity reading repeatsReport reporter saidOn selector sha256 source speaker spokeAs towards"
    " unit wording"
)
_SKIPPED = {ONTOLOGY + name for name in _PLAIN.split()}
_SKIPPED |= {expand(name) for name in ("oa:exact", "prov:wasDerivedFrom", "rdfs:comment")}
# These have no names of their own; remembering their types would take most of the memory.
_NAMELESS = {ONTOLOGY + name for name in ("Statement", "Report", "Passage", "Relation", "Silence")}
# Terms of vocabularies have labels too, but nobody looks for them by name.
_VOCABULARY = tuple(PREFIXES[prefix] for prefix in ("owl", "rdfs", "sh", "rdf"))
# Control characters, and the marks that make a text show in another order than it is stored. Plain direction marks
# (U+200E, U+200F, U+061C) are part of right-to-left names and stay.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# Handing each quad through generators one by one costs as much as looking at it.
_BATCH = 2000
# What a triple term or a text direction of RDF 1.2 is written with.
_MARKS = (b"<<", b"--ltr", b"--rtl")


@dataclass(frozen=True)
class Problem:
    """Something in a file that parses and cannot be right; ``value`` is how it is spelled there, if that helps."""

    subject: str
    message: str
    hint: str = ""
    value: str = ""


@dataclass
class Scan:
    """What a file says, as far as names, words and checks need it.

    ``triples`` counts repeated ones, too. ``names`` are IRI, rank, name; ``types`` the classes of the things that may
    have names; ``typed`` every subject with a class; ``utterances`` rows of statement, report or "", words.
    """

    triples: int = 0
    names: list[tuple[str, int, str]] = field(default_factory=list)
    types: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    utterances: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def scan_file(path: Path, shown: str, graph: str) -> Generator[list[ox.Quad], None, Scan]:
    """Parse a Turtle file, yield its quads by the thousand, and return what is needed besides.

    Args:
        path: the file.
        shown: how messages name it.
        graph: the IRI of its named graph.

    Raises:
        TurtleError: it does not parse, or holds terms of RDF 1.2; names file, line and reason.
    """
    try:
        try:
            scan = yield from _Scanner().run(parse_into(path, graph))
        except SyntaxError:
            scan = yield from _Scanner().run(parse_into(path, graph, is_simple=False))
        if _may_be_rdf12(path):
            for quad in parse_into(path, graph):
                _check_rdf11(quad.object)
    except SyntaxError as error:
        from kg.turtle import syntax_problem

        raise syntax_problem(error, shown) from None
    except _NotRdf11 as error:
        from kg.turtle.lines import first_line_of

        line = first_line_of(path.read_bytes().decode("utf-8-sig", "replace"), str(error))
        raise TurtleError(
            f"{shown}, line {line}: a term of RDF 1.2 (a triple term or a text direction)",
            "The graph is RDF 1.1; state it with a node of its own instead.",
        ) from None
    return scan


def sorted_utterances(
    reported: dict[str, str], quotations: list[tuple[str, str]], gists: list[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """Return statement, report (or "") and words of every quotation and gist, each once, in a fixed order.

    The order must be the same whether the rows come from a file or from the store: the index of words keeps no text,
    so a row can only be forgotten by meeting its number again.

    >>> sorted_utterances({"r": "s"}, [("r", "We failed.")], [("s", "He admits it.")])
    [('s', '', 'He admits it.'), ('s', 'r', 'We failed.')]
    """
    rows = {(reported[report], report, text) for report, text in quotations if report in reported}
    return sorted(rows | {(statement, "", text) for statement, text in gists})


class _NotRdf11(Exception):  # noqa: N818  never leaves this module; its text is what such a term begins with
    pass


def _may_be_rdf12(path: Path) -> bool:
    # Asking every term of a large graph would take seconds; looking for the marks takes milliseconds.
    tail = b""
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            text = tail + block
            # One search for any of them would take twenty times as long.
            if any(mark in text for mark in _MARKS):
                return True
            tail = block[-4:]
    return False


def _check_rdf11(term: object) -> None:
    if isinstance(term, ox.Triple):
        raise _NotRdf11("<<")
    if isinstance(term, ox.Literal) and term.direction is not None:
        raise _NotRdf11("--")


class _Scanner:
    def __init__(self) -> None:
        self.scan = Scan()
        self.typed = self.scan.typed
        self.reported: dict[str, str] = {}
        self.quotations: list[tuple[str, str]] = []
        self.gists: list[tuple[str, str]] = []
        self.starts: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.handlers: defaultdict[str, Any] = defaultdict(
            lambda: self._literal,
            {
                **dict.fromkeys(_SKIPPED),
                **{predicate: partial(self._name, rank) for predicate, rank in NAMES.items()},
                _TYPE: self._type,
                _REPORTED: lambda subject, value: self.reported.__setitem__(subject, value.value),
                _QUOTATION: self._pair_into(self.quotations),
                _GIST: self._pair_into(self.gists),
                _START: partial(self._bound, self.starts),
                _END: partial(self._bound, self.ends),
            },
        )

    def run(self, quads: Iterator[ox.Quad]) -> Generator[list[ox.Quad], None, Scan]:
        """Look at each quad once; the loop is all that a large graph pays, so it does next to nothing itself."""
        triple, blank, named = ox.Triple, ox.BlankNode, ox.NamedNode
        find_handler = self.handlers.__getitem__
        while batch := list(islice(quads, _BATCH)):
            # Each part of a quad is made when it is asked for: half of them need no more than the predicate.
            handlers = [find_handler(quad.predicate.value) for quad in batch]
            for quad, handler in compress(zip(batch, handlers, strict=True), handlers):
                subject, value = quad.subject, quad.object
                kind = type(value)
                if kind is triple:
                    raise _NotRdf11("<<")
                if kind is not blank and type(subject) is named:
                    handler(subject.value, value)
            self.scan.triples += len(batch)
            yield batch
        self.handlers.clear()  # they hold this object, which would wait for the garbage collector with all it read
        return self._finish()

    def _finish(self) -> Scan:
        scan, types = self.scan, self.scan.types
        for subject, start in self.starts.items():
            end = self.ends.get(subject)
            if end is not None and start >= end:
                told = f"the passage ends ({end}) before it starts ({start})"
                scan.problems.append(Problem(subject, told, "oa:end is the first code point after the passage."))
        hidden = {iri for iri, kinds in types.items() if all(kind.startswith(_VOCABULARY) for kind in kinds)}
        scan.names = sorted({row for row in scan.names if row[0] not in hidden})
        named = {row[0] for row in scan.names}
        scan.types = {iri: sorted(set(types[iri])) for iri in sorted(named & types.keys())}
        scan.utterances = sorted_utterances(self.reported, self.quotations, self.gists)
        return scan

    def _name(self, rank: int, subject: str, value: ox.Literal | ox.NamedNode) -> None:
        text = value.value
        self.scan.names.append((subject, rank, text))
        found = _UNSAFE.search(text)
        if found:
            told = f"a name with the control character U+{ord(found[0]):04X}"
            self.scan.problems.append(Problem(subject, told, "Remove it; it would garble or disguise what is shown."))

    def _type(self, subject: str, value: ox.Literal | ox.NamedNode) -> None:
        self.typed.add(subject)
        kind = value.value
        if kind not in _NAMELESS:
            self.scan.types.setdefault(subject, []).append(kind)

    def _bound(self, bounds: dict[str, int], subject: str, value: ox.Literal | ox.NamedNode) -> None:
        text = value.value
        if text.isdecimal() and text.isascii():
            bounds[subject] = int(text)
        else:
            self._literal(subject, value)

    def _literal(self, subject: str, value: ox.Literal | ox.NamedNode) -> None:
        if type(value) is not ox.Literal:
            return
        datatype = value.datatype.value
        if datatype in CHECKED:
            wanted = literal_problem(value.value, datatype)
            if wanted:
                kind = datatype[max(datatype.rfind("#"), datatype.rfind("/")) + 1 :]
                told = f'"{value.value[:40]}" is no {kind}'
                self.scan.problems.append(Problem(subject, told, f"Write {wanted}.", value.value))

    @staticmethod
    def _pair_into(rows: list[tuple[str, str]]) -> Callable[[str, ox.Literal | ox.NamedNode], None]:
        append = rows.append
        return lambda subject, value: append((subject, value.value))
