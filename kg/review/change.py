"""Mending a finding: what a person writes into a field, and the nodes that come of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import ParameterError
from kg.model import Span
from kg.review.finding import Finding
from kg.review.known import Known
from kg.review.newcomer import HOW, newcomer
from kg.review.nodes import Node, Nodes, every, one, text
from kg.review.spans import Cutter, read_spans, spell_spans

# Field -> property and class of what it takes; several are set apart by semicolons.
THINGS = {
    "speaker": ("kg:speaker", "kg:Agent"),
    "spoke_as": ("kg:spokeAs", "kg:Tenure"),
    "on_behalf_of": ("kg:onBehalfOf", "kg:Agent"),
    "towards": ("kg:towards", "kg:Agent"),
    "about": ("kg:about", "kg:Incident"),
    "acts": ("kg:act", "kg:Act"),
}
_ONE = frozenset(("speaker", "spoke_as"))
_NEEDED = frozenset(("speaker", "about", "acts", "polarity", "content"))
WORDS = {"gist": "kg:gist", "occasion": "kg:occasion"}
SPANS = ("content", "source_span", "cue_span")
FIELDS = (
    *("speaker", "spoke_as", "on_behalf_of", "acts", "polarity", "towards", "about", "said_on"),
    *("occasion", "gist", "hedge", *SPANS),
)
POLARITIES = ("affirmed", "negated", "withheld")
_DAY = r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_EDTF = re.compile(rf"({_DAY})(?:/({_DAY}))?")
_TURNED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([12][0-9]{3})")
_LONGEST = {"gist": 500, "occasion": 300}


@dataclass(frozen=True)
class Mended:
    """A finding after its changes: the name of its statement, its nodes, and the names learned of its speaker."""

    id: str
    nodes: Nodes
    aliases: dict[str, list[str]]


def values_of(finding: Finding) -> dict[str, str]:
    """Return the fields of a finding as a person reads and writes them."""
    node, report = finding.statement, finding.report
    name = next(iter(finding.reports))
    found = {
        field: "; ".join(value.partition(":")[2] for value in every(node, predicate))
        for field, (predicate, _) in THINGS.items()
    }
    found |= {
        "polarity": one(node, "kg:polarity").partition(":")[2],
        "said_on": one(node, "kg:saidOn"),
        "gist": one(node, "kg:gist"),
        "occasion": one(node, "kg:occasion"),
        "hedge": "; ".join(every(report, "kg:hedge")),
        "content": spell_spans(finding.spans(name)),
        "source_span": spell_spans(finding.named_at(name, "kg:sourceSpan")),
        "cue_span": spell_spans(finding.named_at(name, "kg:cueSpan")),
    }
    return {field: found[field] for field in FIELDS}


def changes_of(finding: Finding, values: Mapping[str, str]) -> dict[str, str]:
    """Return the fields whose value is another than the finding's own; a field that is not named is not changed."""
    own = values_of(finding)
    return {
        field: values[field].strip()
        for field in FIELDS
        if field in values and not _is_same(field, values[field], own[field])
    }


def _is_same(field: str, given: str, own: str) -> bool:
    given = " ".join(given.split())
    if field == "said_on" and (turned := _TURNED.fullmatch(given)):
        # So a spreadsheet shows 2006-04-25 when it has been left to itself.
        given = f"{turned[3]}-{int(turned[2]):02}-{int(turned[1]):02}"
    if field in THINGS or field == "hedge":
        return {part.strip() for part in given.split(";")} == {part.strip() for part in own.split(";")}
    return given == " ".join(own.split())


class Mender:
    """Applies changes to findings."""

    def __init__(self, known: Known, quoted: Callable[[str], Sequence[Span]], is_taken: Callable[[str], bool]) -> None:
        """Take the record, a way to find the quotations of a text, and a look whether a name is taken."""
        self.known, self.cutter, self.is_taken = known, Cutter(known, quoted), is_taken

    def mend(self, finding: Finding, changes: Mapping[str, str]) -> Mended:
        """Apply changes.

        Raises:
            ParameterError: a field is unknown, or a value names nothing, several things or what cannot be.
        """
        unknown = [field for field in changes if field not in FIELDS]
        if unknown:
            raise ParameterError(f"no field is called {unknown[0]!r}", f"Fields: {', '.join(FIELDS)}.")
        nodes: Nodes = {name: dict(node) for name, node in finding.nodes.items()}
        statement = nodes[finding.id]
        for field, value in changes.items():
            if not value and field in _NEEDED:
                raise ParameterError(f"{field}: a statement has one", "Leave it as it is, or reject the finding.")
            if field in THINGS:
                self._things(nodes, finding, field, value)
            elif field not in SPANS and (value or field != "gist"):
                self._plain(finding, statement, nodes, field, value)
        if {"speaker", "said_on"} & changes.keys() and "spoke_as" not in changes:
            self._settle_post(statement)
        self._check_day(finding, statement)
        name = finding.id
        if any(field in changes for field in SPANS):
            spans = {field: read_spans(changes[field], field) for field in SPANS if field in changes}
            name, nodes = self.cutter.cut(finding, nodes, spans, "gist" in changes, self.is_taken)
        return Mended(name, nodes, self._aliases(finding, nodes, name) if "speaker" in changes else {})

    def _things(self, nodes: Nodes, finding: Finding, field: str, value: str) -> None:
        predicate, kind = THINGS[field]
        words = [part.strip() for part in value.split(";") if part.strip()]
        if field in _ONE and len(words) > 1:
            raise ParameterError(f"{field}: {value!r} are several", "Name one; two speakers make two statements.")
        found = []
        for part in words:
            fresh = newcomer(part, finding, self.known) if kind == "kg:Agent" else None
            if fresh:
                nodes |= fresh
                found.append(next(iter(fresh)))
            else:
                found.append(self._thing(nodes, part, kind, field))
        if found:
            nodes[finding.id][predicate] = tuple(sorted(set(found)))
        else:
            nodes[finding.id].pop(predicate, None)

    def _thing(self, nodes: Nodes, words: str, kind: str, field: str) -> str:
        own = f"id:{words.removeprefix('id:')}"
        # What is proposed beside the finding may not be in the store yet.
        if own in nodes and kind in ("kg:Agent", "kg:Incident") and not own.startswith(("id:s-", "id:r-", "id:p-")):
            return own
        try:
            return self.known.resolve(words, kind, field.replace("_", "-"))
        except ParameterError as error:
            if kind == "kg:Agent" and error.message.startswith("no agent") and "Did you mean" not in error.hint:
                # Five of all agents, by chance, help nobody.
                raise ParameterError(error.message, f"Is it nobody on record? {HOW}") from None
            raise

    def _plain(self, finding: Finding, statement: Node, nodes: Nodes, field: str, value: str) -> None:
        if field == "polarity":
            if value not in POLARITIES:
                raise ParameterError(f"polarity: {value!r} is none", f"Write one of: {', '.join(POLARITIES)}.")
            statement["kg:polarity"] = (f"kg:{value}",)
        elif field == "hedge":
            report = nodes[next(iter(finding.reports))]
            words = sorted({part.strip() for part in value.split(";") if part.strip()})
            report["kg:hedge"] = tuple(text(part) for part in words)
            if not words:
                del report["kg:hedge"]
        elif field == "said_on":
            _set_day(statement, value, self.known.source(finding.source).issued)
        else:
            words_ = _clean(value, field)
            statement[WORDS[field]] = (text(words_),)
            if not words_:
                del statement[WORDS[field]]

    def _settle_post(self, statement: Node) -> None:
        held = self.known.posts(
            one(statement, "kg:speaker"), one(statement, "kg:earliest"), one(statement, "kg:latest")
        )
        former = one(statement, "kg:spokeAs")
        if former in {tenure.id for tenure in held}:
            return
        statement.pop("kg:spokeAs", None)
        # Of two posts held at once the person says which; a guess would put words into an office.
        if len(held) == 1:
            statement["kg:spokeAs"] = (held[0].id,)

    def _check_day(self, finding: Finding, statement: Node) -> None:
        issued, latest = self.known.source(finding.source).issued, one(statement, "kg:latest")
        if issued and latest > issued:
            raise ParameterError(f"said_on: {latest} is after {issued}, when it was published", "Mend the day.")

    def _aliases(self, finding: Finding, nodes: Nodes, name: str) -> dict[str, list[str]]:
        from kg.review.names import learnable

        speaker = one(nodes[name], "kg:speaker")
        printed = one(finding.report, "kg:attributedAs")
        kinds = self.known.kinds(speaker)
        label = self.known.label(speaker)
        if learnable(printed, label, kinds) and not self.known.bearers(printed):
            return {speaker: [printed]}
        return {}


def _set_day(statement: Node, value: str, issued: str) -> None:
    from kg.review.days import bounds

    for predicate in ("kg:saidOn", "kg:earliest", "kg:dateBasis", "kg:dateReason"):
        statement.pop(predicate, None)
    if not value:
        if issued:
            statement["kg:latest"] = ((issued, "xsd:date"),)
        return
    found = _EDTF.fullmatch(value)
    days = bounds(found[1], found[2] or found[1]) if found else None
    if days is None:
        raise ParameterError(
            f"said_on: {value!r} is no day", "Write 2006-04-25, 2006-04, 2006 or 2006-04-20/2006-04-25."
        )
    latest = min(days[1], issued) if issued and days[0] <= issued else days[1]
    statement["kg:saidOn"] = ((value, ""),)
    statement["kg:earliest"] = ((days[0], "xsd:date"),)
    statement["kg:latest"] = ((latest, "xsd:date"),)
    statement["kg:dateBasis"] = ("kg:stated",)


def _clean(value: str, field: str) -> str:
    words = " ".join("".join(char if char.isprintable() else " " for char in value).split())
    if len(words) > _LONGEST[field] or (field == "gist" and len(words) < 10):
        raise ParameterError(
            f"{field}: {len(words)} characters", f"Write between {10 if field == 'gist' else 0} and {_LONGEST[field]}."
        )
    return words
