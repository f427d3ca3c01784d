"""Spans that a person mends: the passages, quotations and names that follow from them."""

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from kg.errors import ParameterError
from kg.iri import source_key
from kg.model import Span, read_span
from kg.plain import clip
from kg.review.finding import Finding
from kg.review.known import Known
from kg.review.nodes import Node, Nodes, Value, every, text

_GIST = 300


def read_spans(words: str, field: str) -> list[Span]:
    """Read spans as they are written in a field.

    Raises:
        ParameterError: it is not of the form, or two overlap.

    >>> read_spans("[120-140] 12-40", "content")
    [(12, 40), (120, 140)]
    """
    parts = re.split(r"[\s,;\[\]]+", words.strip(" []\t")) if words.strip() else []
    found = [read_span(part) for part in parts]
    spans = sorted(span for span in found if span)
    if len(spans) < len(parts) or any(spans[i][1] > spans[i + 1][0] for i in range(len(spans) - 1)):
        raise ParameterError(
            f"{field}: {words!r} are no places of the text", "Write start-end, such as 120-140 155-160."
        )
    return spans


def spell_spans(spans: Sequence[Span]) -> str:
    """Write spans as ``read_spans`` reads them.

    The brackets keep a spreadsheet from taking 12-40 for December 1940.

    >>> spell_spans([(12, 40), (120, 140)])
    '[12-40] [120-140]'
    """
    return " ".join(f"[{start}-{end}]" for start, end in spans)


class Cutter:
    """Gives findings other spans, by the text of their source."""

    def __init__(self, known: Known, quoted: Callable[[str], Sequence[Span]]) -> None:
        """Take the record and a way to find the quotations of a text."""
        self.known, self.quoted = known, quoted

    def cut(
        self,
        finding: Finding,
        nodes: Nodes,
        spans: Mapping[str, list[Span]],
        has_gist: bool,
        is_taken: Callable[[str], bool],
    ) -> tuple[str, Nodes]:
        """Return the name of the statement and its nodes with other spans of content, source or cue.

        Raises:
            ParameterError: the text is not at hand, or a span lies outside of it.
        """
        words = self._text(finding, spans)
        chief = next(iter(finding.reports))
        report = nodes[chief]
        for field, predicate, name in (
            ("source_span", "kg:sourceSpan", "kg:attributedAs"),
            ("cue_span", "kg:cueSpan", "kg:cue"),
        ):
            if field in spans:
                _name(report, predicate, name, [words[start:end] for start, end in spans[field]], spans[field])
        if "content" not in spans:
            return finding.id, nodes
        return self._content(finding, nodes, words, spans["content"], (has_gist, is_taken))

    def report_on(self, finding: Finding, report: Node, spans: Sequence[Span]) -> tuple[Node, Nodes]:
        """Return a report with other content, and its passages."""
        words = self._text(finding, {"content": list(spans)})
        key = self._key(finding)
        quotes = self.quoted(words)
        passages: Nodes = {}
        pieces: list[str] = []
        whole = True
        for start, end in spans:
            inside = [(max(start, a), min(end, b)) for a, b in quotes if a < end and start < b]
            is_whole = any(a <= start and end <= b for a, b in quotes)
            whole &= is_whole
            pieces += [words[a:b] for a, b in inside if words[a:b].strip()]
            passages[f"id:p-{key}-{start}-{end}"] = _passage(finding.source, (start, end), words[start:end], is_whole)
        changed = report | {
            "kg:selector": tuple(sorted(passages)),
            "kg:wording": ("kg:direct" if whole and pieces else "kg:mixed" if pieces else "kg:indirect",),
            "kg:quotation": tuple(text(piece) for piece in sorted(set(pieces))),
        }
        if not pieces:
            del changed["kg:quotation"]
        return changed, passages

    def _content(
        self, finding: Finding, nodes: Nodes, words: str, spans: list[Span], rest: tuple[bool, Callable[[str], bool]]
    ) -> tuple[str, Nodes]:
        has_gist, is_taken = rest
        chief = next(iter(finding.reports))
        report, passages = self.report_on(finding, nodes[chief], spans)
        key = f"{self._key(finding)}-{spans[0][0]}-{spans[-1][1]}"
        new = free_name(f"id:r-{key}", lambda name: name != chief and is_taken(name))
        statement = finding.id
        if new != chief and statement == f"id:s-{chief.removeprefix('id:r-')}":
            statement = free_name(f"id:s-{key}", is_taken)
        others = {name for other in finding.reports if other != chief for name in every(nodes[other], "kg:selector")}
        old = set(every(nodes[chief], "kg:selector")) - others
        kept = {name: node for name, node in nodes.items() if name not in old and name not in (chief, finding.id)}
        gist: dict[str, tuple[Value, ...]] = {} if has_gist else {"kg:gist": (text(gist_of(words, spans)),)}
        kept |= passages | {new: report, statement: nodes[finding.id] | gist}
        renames = {finding.id: statement, chief: new}
        for node in kept.values():
            for predicate in ("kg:reports", "kg:repeatsReport", "kg:of"):
                if predicate in node:
                    node[predicate] = tuple(renames.get(str(value), value) for value in node[predicate])
        return statement, dict(sorted(kept.items()))

    def _text(self, finding: Finding, spans: Mapping[str, Sequence[Span]]) -> str:
        words = self.known.quotable(finding.source)
        shown = finding.source.removeprefix("id:")
        if not words:
            raise ParameterError(
                f"the text of {shown} is not at hand, and places are counted in it", "Add the document again: kg add."
            )
        for field, places in spans.items():
            for start, end in places:
                if end > len(words) or not words[start:end].strip():
                    raise ParameterError(
                        f"{field}: {start}-{end} holds no words of {shown}", f"It has {len(words)} characters."
                    )
        return words

    def _key(self, finding: Finding) -> str:
        return source_key(self.known.source(finding.source).sha256)


def gist_of(words: str, spans: Sequence[Span]) -> str:
    """Return the words of a content on one line, cut at a word.

    >>> gist_of("He said no\\nto everything", [(8, 24)])
    'no to everything'
    """
    joined = " … ".join(" ".join(words[start:end].split()) for start, end in spans)
    shown = "".join(char for char in joined if char.isprintable())
    shown = clip(shown, _GIST, at_word=True)
    return shown if len(shown) >= 10 else f"The words are: {shown}"


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return a name that nothing bears: the given one, or one with a number behind it."""
    number, found = 2, name
    while is_taken(found):
        found, number = f"{name}-{number}", number + 1
    return found


def _name(report: Node, predicate: str, name: str, pieces: list[str], spans: Sequence[Span]) -> None:
    for key in (predicate, name):
        report.pop(key, None)
    if spans:
        report[predicate] = tuple(sorted((f"{start}-{end}", "kg:span") for start, end in spans))
        report[name] = (text(" ... ".join(" ".join(piece.split()) for piece in pieces)[:300]),)


def _passage(source: str, span: Span, words: str, is_whole: bool) -> Node:
    node: Node = {
        "rdf:type": ("kg:Passage",),
        "kg:source": (source,),
        "oa:start": ((str(span[0]), "xsd:integer"),),
        "oa:end": ((str(span[1]), "xsd:integer"),),
    }
    if is_whole:
        return node | {"oa:exact": ((words, ""),)}
    opening = " ".join(words.split()[:5])
    digest = sha256(words.encode("utf-8", "surrogateescape")).hexdigest()
    return node | {"kg:opening": ((opening[:120], ""),), "kg:sha256": ((digest, ""),)}
