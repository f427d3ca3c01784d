"""Making two statements of one."""

from collections.abc import Callable

from kg.errors import ParameterError
from kg.review.finding import Finding
from kg.review.nodes import Nodes, every, text
from kg.review.spans import Cutter, free_name, gist_of

Halves = tuple[str, Nodes, Nodes]


def split_at(cutter: Cutter, finding: Finding, place: int, is_taken: Callable[[str], bool]) -> Halves:
    """Split the content of the chief report at a place of the text.

    Returns:
        The name of the statement that is taken out, the nodes that stay, and those that are taken out.

    Raises:
        ParameterError: the place does not lie within the content, or the text is not at hand.
    """
    chief = next(iter(finding.reports))
    spans = finding.spans(chief)
    before = [(start, min(end, place)) for start, end in spans if start < place]
    after = [(max(start, place), end) for start, end in spans if end > place]
    if not before or not after:
        raise ParameterError(
            f"split: {place} does not lie within the content",
            f"Name a place between {spans[0][0]} and {spans[-1][1]} at which the second statement begins.",
        )
    words = cutter.known.quotable(finding.source)
    before, after = ([_trimmed(words, span) for span in half] for half in (before, after))
    name, rest = cutter.cut(finding, dict(finding.nodes), {"content": before}, False, lambda _: False)
    kept = {finding.id if key == name else key: node for key, node in rest.items()}
    for node in kept.values():
        for predicate in ("kg:reports", "kg:of"):
            if node.get(predicate) == (name,):
                node[predicate] = (finding.id,)
    report, passages = cutter.report_on(finding, finding.reports[chief], after)
    key = next(iter(passages)).removeprefix("id:p-").partition("-")[0]
    stem = f"{key}-{after[0][0]}-{after[-1][1]}"
    new, other = free_name(f"id:s-{stem}", is_taken), free_name(f"id:r-{stem}", is_taken)
    statement = finding.statement | {"kg:gist": (text(gist_of(words, after)),)}
    statement.pop("kg:claims", None)
    out = passages | {new: statement, other: report | {"kg:reports": (new,)}} | _beside(finding)
    return new, dict(sorted(kept.items())), dict(sorted(out.items()))


def take_out(finding: Finding, report: str, is_taken: Callable[[str], bool]) -> Halves:
    """Take one of several reports out, as a statement of its own.

    Raises:
        ParameterError: it is none of the statement's reports, or the only one.
    """
    if report not in finding.reports or len(finding.reports) < 2:
        raise ParameterError(
            f"split: {report.removeprefix('id:')} is no report that could be taken out",
            "Its reports: " + ", ".join(name.removeprefix("id:") for name in finding.reports),
        )
    new = free_name(f"id:s-{report.removeprefix('id:r-')}", is_taken)
    moved = {key: values for key, values in finding.nodes[report].items() if key != "kg:repeatsReport"}
    own = set(every(moved, "kg:selector"))
    others = {name for key, node in finding.reports.items() if key != report for name in every(node, "kg:selector")}
    out = {name: finding.nodes[name] for name in own} | _beside(finding)
    out |= {report: moved | {"kg:reports": (new,)}, new: dict(finding.statement)}
    kept: Nodes = {}
    for name, node in finding.nodes.items():
        if name != report and name not in own - others:
            left = tuple(value for value in node.get("kg:repeatsReport", ()) if value != report)
            kept[name] = {key: values for key, values in node.items() if key != "kg:repeatsReport"}
            if left:
                kept[name]["kg:repeatsReport"] = left
    return new, kept, dict(sorted(out.items()))


def _beside(finding: Finding) -> Nodes:
    """Return the agents and incidents that are proposed with a finding."""
    bound = {finding.id, *finding.reports}
    return {
        name: node
        for name, node in finding.nodes.items()
        if name not in bound and not {"kg:of", "kg:selector", "oa:start", "kg:span"} & node.keys()
    }


def _trimmed(words: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and words[start].isspace():
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    return start, end
