"""The reviewed files that follow from a state: canonical Turtle, byte for byte the same for the same judgements."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.namespaces import DATA
from kg.review.finding import BESIDE, VOICES
from kg.review.nodes import Node, Nodes, every, is_a, merge_into, one, renamed, text, triples_of
from kg.review.state import State
from kg.turtle import format_turtle

FOLDER = "seeds/reviewed"
AGENTS, INCIDENTS = "agents", "incidents"
_DROPPED = frozenset(("kg:confidence", "kg:isProposed"))
# How the label of somebody ends who is not to be named.
_UNNAMED = "(not named)"
_AGENT_PLACES = ("kg:speaker", "kg:onBehalfOf", "kg:towards", "kg:speaksFor", "kg:assertedBy")
# Of these an agent or incident has one; where two findings propose the same, the first keeps its own.
_SINGLE = frozenset(("rdfs:label", "rdfs:comment", "kg:organisationKind", "foaf:familyName", "foaf:givenName"))


def file_names(state: State) -> set[str]:
    """Return the names of all files that a state has, without folder and suffix."""
    sources = {source for nodes in state.kept.values() for source in _sources(nodes)}
    return {source.removeprefix("id:") for source in sources} | {AGENTS, INCIDENTS}


def touched(state: State, statements: Iterable[str]) -> set[str]:
    """Return the names of the files that may tell of some statements, or of those merged with them."""
    names = {name for statement in statements for name in (statement, state.statement(statement))}
    roots = {state.statement(name) for name in names}
    names |= {name for name in state.absorbed if state.statement(name) in roots}
    # A statement inside another names it, and is named by its source alone where the outer one is gone.
    names |= {name for name, nodes in state.kept.items() if any(outer in names for outer in _outer(nodes))}
    found = {source for name in names for source in _sources(state.kept.get(name, {}))}
    return {source.removeprefix("id:") for source in found} | {AGENTS, INCIDENTS}


def render(state: State, names: Collection[str], base: str = DATA) -> dict[str, str]:
    """Return the text of files by their names; an empty text means that there is no such file.

    Args:
        state: what stands.
        names: of sources (local ids), and ``AGENTS`` and ``INCIDENTS``.
        base: what ``id:`` stands for.
    """
    files: dict[str, Nodes] = {name: {} for name in names}
    first_days = _first_days(state)
    reports = {name for nodes in state.kept.values() for name, node in nodes.items() if is_a(node, "kg:Report")}
    for statement in sorted(state.kept):
        sources = [source.removeprefix("id:") for source in _sources(state.kept[statement])]
        if not sources or not {*sources, AGENTS, INCIDENTS} & files.keys():
            continue
        for name, node in _settled(state, statement, reports).items():
            home = _home(node, sources[0])
            if home in files:
                _add(files[home], name, _bounded(node, first_days[name]) if name in first_days else node)
    if AGENTS in files:
        _add_merged(state, files[AGENTS], _AGENT_PLACES, ("kg:Person", "kg:Organisation"))
        _add_aliases(state, files[AGENTS])
    if INCIDENTS in files:
        _add_merged(state, files[INCIDENTS], ("kg:about",), ("kg:Incident",))
    for name in {AGENTS, INCIDENTS} & files.keys():
        _tell_apart(files[name], state.namesakes)
    return {name: text_of_nodes(nodes, base) for name, nodes in files.items()}


def proposed_by(state: State) -> set[str]:
    """Return the agents and incidents, once proposed with findings, that reviewed files define."""
    found = set(_merged(state, (*_AGENT_PLACES, "kg:about"), BESIDE))
    for statement in state.kept:
        found.update(name for name, node in _settled(state, statement, set()).items() if is_a(node, *BESIDE))
    return found


def merged_into(state: State, statements: Iterable[str]) -> Nodes:
    """Return the proposed agents and incidents that others were merged into and some kept statements name."""
    kept = {name: state.kept[name] for name in statements if name in state.kept}
    return _merged(state, (*_AGENT_PLACES, "kg:about"), BESIDE, kept)


def _settled(state: State, statement: str, reports: set[str]) -> Nodes:
    """Return the nodes of a kept statement as they stand in the record."""
    root = state.statement(statement)
    kept: Nodes = {}
    for name, node in state.kept[statement].items():
        if is_a(node, "kg:Candidacy") or state.thing(name) != name:
            continue
        if name != statement:
            kept[name] = _report(state, node, reports) if is_a(node, "kg:Report") else dict(node)
        elif root == statement:
            kept[name] = dict(node)
        elif "kg:claims" in node:
            kept[name] = {"kg:claims": node["kg:claims"]}
    for node in kept.values():
        for predicate in _DROPPED & node.keys():
            del node[predicate]
    # A private person's role stands in place of the name: it is not as printed, and where the name is, is not told.
    roles = {one(node, "rdfs:label") for node in kept.values() if is_a(node, *VOICES)}
    for node in kept.values():
        if one(node, "kg:attributedAs").endswith(_UNNAMED) and one(node, "kg:attributedAs") in roles:
            del node["kg:attributedAs"]
            node.pop("kg:sourceSpan", None)
    # What was proposed with a finding and is not named any more, after an edit or a merge, is not on record.
    named = _named(kept)
    kept = {name: node for name, node in kept.items() if name in named or not is_a(node, *BESIDE)}
    return renamed(kept, lambda name: root if name == statement else state.thing(name))


def _first_days(state: State) -> dict[str, str]:
    """Return the day on which a report that was merged into a statement was first published, by statement."""
    found: dict[str, str] = {}
    for name in sorted(state.issued.keys() & state.kept.keys()):
        root = state.statement(name)
        if root != name:
            found[root] = min(state.issued[name], found.get(root, state.issued[name]))
    return found


def _bounded(node: Node, published: str) -> Node:
    """Return a statement that was said on the day of its first publication at the latest."""
    latest = one(node, "kg:latest")
    # A day that somebody has written in since, after that publication, is for the checks to tell of.
    is_later = latest > published >= one(node, "kg:earliest")
    return node | {"kg:latest": ((published, "xsd:date"),)} if is_later else node


def _named(nodes: Nodes) -> set[str]:
    """Return what the statement, its reports and figures name, and what that names in its turn."""
    found: set[str] = set()
    waiting = [node for node in nodes.values() if not is_a(node, *BESIDE)]
    while waiting:
        new = {str(value) for values in waiting.pop().values() for value in values} - found
        found |= new
        waiting += [nodes[name] for name in new if name in nodes]
    return found


def _report(state: State, node: Node, reports: set[str]) -> Node:
    source = one(node, "kg:source")
    outer = state.statement(one(node, "kg:reporter"))
    is_known = outer in state.kept or outer in state.curated
    found = node | {
        "kg:origin": ("kg:reviewed",),
        # Until the outer statement is in the record, the source is what tells of the inner one.
        "kg:reporter": (outer if is_known else source,),
    }
    repeated = tuple(name for name in node.get("kg:repeatsReport", ()) if name in reports)
    if "kg:repeatsReport" in found:
        found["kg:repeatsReport"] = repeated
        if not repeated:
            del found["kg:repeatsReport"]
    return found


def _home(node: Node, source: str) -> str:
    if is_a(node, "kg:Person", "kg:Organisation"):
        return AGENTS
    if is_a(node, "kg:Incident"):
        return INCIDENTS
    own = one(node, "kg:source").removeprefix("id:")
    return own or source


def _add(file: Nodes, name: str, node: Node) -> None:
    there = file.get(name)
    if there and is_a(node, "kg:Person", "kg:Organisation", "kg:Incident"):
        node = {key: values for key, values in node.items() if key not in _SINGLE or key not in there}
    merge_into(file, {name: node})


def _merged(
    state: State, predicates: Collection[str], classes: Collection[str], kept: Mapping[str, Nodes] | None = None
) -> Nodes:
    """Return the proposed agents or incidents that others were merged into and kept statements name."""
    named = {
        state.thing(str(value))
        for nodes in (state.kept if kept is None else kept).values()
        for node in nodes.values()
        for predicate in predicates
        for value in node.get(predicate, ())
    }
    found = {name: state.proposed[name] for name in sorted(named & state.proposed.keys())}
    return {name: node for name, node in found.items() if is_a(node, *classes)}


def _add_merged(state: State, file: Nodes, predicates: Collection[str], classes: Collection[str]) -> None:
    for name, node in _merged(state, predicates, classes).items():
        if "rdf:type" not in file.get(name, {}):
            file[name] = {key: values for key, values in node.items() if key not in _DROPPED} | file.get(name, {})


def _add_aliases(state: State, file: Nodes) -> None:
    """Add the names that agents were found to bear."""
    for agent, names in state.aliases.items():
        holder = state.thing(agent)
        # A name of somebody who is only proposed, and whom nobody accepted, is not on record.
        if holder.startswith("id:n-") and holder not in file:
            continue
        label = every(file.get(holder, {}), "rdfs:label")
        for name in names:
            if name not in label:
                merge_into(file, {holder: {"skos:altLabel": (text(name),)}})


def _tell_apart(file: Nodes, namesakes: set[str]) -> None:
    """Give things of one name labels that tell them apart; the name itself stays with each as another one."""
    bearers: dict[str, list[str]] = {}
    for name, node in file.items():
        if "rdf:type" in node:
            bearers.setdefault(one(node, "rdfs:label").casefold(), []).append(name)
    for names in bearers.values():
        for name in names if len(names) > 1 else namesakes & set(names):
            node = file[name]
            label, source = one(node, "rdfs:label"), one(node, "prov:wasDerivedFrom").removeprefix("id:")
            description = one(node, "rdfs:comment") if not is_a(node, "kg:Incident") else ""
            same = [other for other in names if one(file[other], "rdfs:comment") == description]
            told = description if description and len(same) == 1 else f"{description}; {source}".lstrip("; ")
            node["rdfs:label"] = (text(f"{label[:100]} ({told[:90]})"),)
            merge_into(file, {name: {"skos:altLabel": (text(label),)}})


def _sources(nodes: Nodes) -> list[str]:
    """Return the sources of a statement's reports, that of the chief report first."""
    found = [(("kg:repeatsReport" in node), name) for name, node in nodes.items() if is_a(node, "kg:Report")]
    return list(dict.fromkeys(one(nodes[name], "kg:source") for _, name in sorted(found)))


def _outer(nodes: Nodes) -> Iterator[str]:
    for node in nodes.values():
        yield from map(str, node.get("kg:reporter", ()))


def text_of_nodes(nodes: Nodes, base: str) -> str:
    """Write nodes in the canonical layout."""
    return format_turtle(list(triples_of(nodes, base)), prefixes={"id": base}, name="the nodes")
