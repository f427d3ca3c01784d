"""The network page: one HTML file that opens anywhere, sends nothing and runs nothing but its own script."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.show.network import node_radius, wrap_label

if TYPE_CHECKING:
    import networkx as nx

SHAPES = {"person": "dot", "organisation": "square", "unnamed speaker": "triangle", "incident": "diamond"}
# Okabe and Ito's colours keep apart for every kind of colour-blind eye; the shapes say the same a second time.
COLOURS = {"person": "#0072b2", "organisation": "#e69f00", "unnamed speaker": "#8a8a96", "incident": "#cc79a7"}
AGAINST, SUPPORT, ASKING, OTHER = "#d55e00", "#009e73", "#56b4e9", "#8a8a96"
ACT_COLOURS = {
    **dict.fromkeys(("accuses", "blames", "criticises", "warns", "doubts"), AGAINST),
    **dict.fromkeys(("defends", "supports", "praises"), SUPPORT),
    **dict.fromkeys(("asks", "calls-for", "demands", "orders", "proposes"), ASKING),
}
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},  # positions are given: the browser would compute them for minutes
    "interaction": {"hover": True, "navigationButtons": False, "keyboard": {"enabled": True, "bindToWindow": False}},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}},
    "layout": {"improvedLayout": False, "randomSeed": 1},
}


@dataclass(frozen=True)
class StatementCard:
    """What the page says about one statement; every field is plain text."""

    id: str
    anchor: str
    speaker: str
    post: str
    said_on: str
    acts: Sequence[str]
    polarity: str
    gist: str
    quotations: Sequence[str]
    about: Sequence[str]
    reports: Sequence[str]


def write_page(
    network: "nx.MultiDiGraph[str]",
    positions: dict[str, tuple[float, float]],
    statements: Iterable[StatementCard],
    title: str,
    footer: str = "",
) -> str:
    """Write the page as one string of HTML.

    Args:
        network: as ``build_network`` gives it; ``statements`` on its edges are ids of the cards.
        positions: of every node, in page units.
        statements: the cards, in the order of the table.
        title: plain text, shown as heading and in the window's title.
        footer: plain text: where the content comes from.

    Source:
        vis-network 9.1.2 as bundled by pyvis 0.3.2; pyvis's own template loads files from elsewhere and
        writes labels as markup, so the page has a template of its own.
    """
    import jinja2
    from markupsafe import Markup

    cards = list(statements)
    drawing = _drawing(network, positions)
    data = _inert_json({**drawing, "options": OPTIONS, "statements": {card.id: asdict(card) for card in cards}})
    library = files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    here = files("kg.show")
    vis_js = (library / "vis-network.min.js").read_text(encoding="utf-8")
    page_js = (here / "page.js").read_text(encoding="utf-8")
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True).from_string(
        (here / "page.html").read_text(encoding="utf-8")
    )
    # Only these six strings are markup, and all of them are files of ours or of the library, or inert JSON.
    return template.render(
        title=title,
        summary=_summary(network, cards),
        footer=footer,
        policy=Markup(_policy([vis_js, page_js])),
        nodes=sorted(drawing["nodes"], key=lambda node: str(node["name"])),
        acts=sorted({str(edge["act"]) for edge in drawing["edges"]}),
        statements=cards,
        vis_css=Markup(_drop_images((library / "vis-network.css").read_text(encoding="utf-8"))),
        page_css=Markup((here / "page.css").read_text(encoding="utf-8")),
        vis_js=Markup(vis_js),
        page_js=Markup(page_js),
        data=Markup(data),
    )


def _drawing(network: "nx.MultiDiGraph[str]", positions: dict[str, tuple[float, float]]) -> dict[str, Any]:
    """Return nodes and edges as vis-network takes them, through pyvis."""
    from pyvis.network import Network

    page = Network(directed=True, cdn_resources="in_line")
    # Set the lists directly: add_edge looks through all edges each time, and drops the second edge of a pair.
    page.nodes = [_node(node, network.nodes[node], positions[node]) for node in sorted(network)]
    page.edges = []
    beside: dict[tuple[str, str], int] = {}
    for start, end, key in sorted(network.edges(keys=True)):
        pair = (min(start, end), max(start, end))
        beside[pair] = beside.get(pair, 0) + 1
        page.edges.append(_edge(len(page.edges), (start, end), network.edges[start, end, key], beside[pair]))
    return {"nodes": page.nodes, "edges": page.edges}


def _node(node: str, attributes: dict[str, Any], place: tuple[float, float]) -> dict[str, Any]:
    return {
        "id": node,
        "name": attributes["label"],
        "label": "\n".join(wrap_label(attributes["label"])),
        "shape": SHAPES.get(attributes["kind"], "dot"),
        "color": COLOURS.get(attributes["kind"], OTHER),
        "size": round(node_radius(attributes["statements"]), 1),
        "x": place[0],
        "y": place[1],
    }


def _edge(number: int, ends: tuple[str, str], attributes: dict[str, Any], nth: int) -> dict[str, Any]:
    """Return one edge; the nth of a pair bends further, so that none lies on another."""
    return {
        "id": number,
        "from": ends[0],
        "to": ends[1],
        "act": attributes["act"],
        "color": ACT_COLOURS.get(attributes["act"], OTHER),
        "dashes": attributes["polarity"] != "affirmed",
        "width": min(1 + len(attributes["statements"]) * 0.6, 8),
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": round(0.08 * nth, 2)},
        "statements": attributes["statements"],
    }


def _summary(network: "nx.MultiDiGraph[str]", cards: Sequence[StatementCard]) -> str:
    return f"{len(network)} people, bodies and incidents; {len(cards)} statement{'s' * (len(cards) != 1)}."


def _inert_json(value: object) -> str:
    """Return JSON that no HTML parser can leave: neither tags nor line separators stand in it.

    >>> _inert_json("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _policy(scripts: Sequence[str]) -> str:
    """Return a Content-Security-Policy that lets only these scripts run and nothing be fetched."""
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _drop_images(css: str) -> str:
    """Drop the pictures that vis-network's buttons carry: the buttons are off, the pictures weigh 200 kB."""
    return re.sub(r"url\([^)]*\)", "none", css)
