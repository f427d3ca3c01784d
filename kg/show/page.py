"""The network page: one HTML file that opens anywhere, sends nothing and runs nothing but its own script."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.iri import local_id
from kg.model import Statement
from kg.plain import clip
from kg.show.cards import Card, make_cards
from kg.show.choices import Choices, make_choices
from kg.show.grouping import group_nodes
from kg.show.layout import LAYOUT_SEED, lay_out
from kg.show.legend import act_groups, family_keys, kind_keys
from kg.show.listing import Rows, list_rows, plural
from kg.show.matrix import make_matrix
from kg.show.payload import make_payload, pack
from kg.show.periods import first_day, last_day
from kg.show.picture import Picture, make_picture
from kg.show.timeline import act_label, make_timelines
from kg.surroundings import Surroundings

if TYPE_CHECKING:
    import jinja2
    import networkx as nx
    from markupsafe import Markup

# In the order in which they are joined: each uses only what stands before it, or is called once all are there.
SCRIPTS = (
    "data",
    "state",
    "geometry",
    "labels",
    "stack",
    "drawing",
    "panel",
    "period",
    "tables",
    "following",
    "export",
    "link",
    "keys",
    "main",
)
_LONGEST_NAME = 90


@dataclass(frozen=True)
class Page:
    """A page as it is written to a file; ``notes`` are sentences on what it leaves out or shows on demand."""

    html: str
    notes: tuple[str, ...]

    @property
    def size_bytes(self) -> int:
        """The size of the file."""
        return len(self.html.encode())


def write_page(
    network: "nx.MultiDiGraph[str]",
    statements: Sequence[Statement],
    title: str,
    footer: str = "",
    surroundings: Surroundings | None = None,
    seed: int = LAYOUT_SEED,
) -> Page:
    """Write the page.

    Args:
        network: as ``build_network`` gives it, or a projection; ``statements`` on its edges are ids of the statements.
        statements: in any order.
        title: plain text, shown as heading and in the window's title.
        footer: plain text: where the content comes from.
        surroundings: how incidents and acts are ordered; without them nothing is grouped.
        seed: of the layout.

    Returns:
        The page: the same bytes for the same input and seed.

    Source:
        vis-network 9.1.2 as bundled by pyvis 0.3.2; pyvis's own template loads files from elsewhere and
        writes labels as markup, so the page has a template of its own.
    """
    picture = make_picture(network, statements, surroundings or Surroundings())
    layout = lay_out(network, group_nodes(network, picture.statements, picture.surroundings), seed)
    cards, choices, rows = make_cards(picture), make_choices(picture), list_rows(picture)
    data, is_packed = pack(make_payload(picture, cards, layout, choices))
    thinning = _thinning(picture.thinned, len(picture.lines))
    # No text of a document can foresee a digest of all of them.
    size = hashlib.sha256(data.encode()).hexdigest()[:12]
    html = _template(picture.surroundings).render(
        title=title,
        footer=footer,
        size=size,
        summary=_summary(picture),
        notes=thinning,
        is_packed=is_packed,
        cards=cards,
        choices=choices,
        **_markup(data),
        **_drawn(picture, choices),
        **_listed(rows, cards),
    )
    return Page(_with_size(html, size), (*thinning, *filter(None, rows.notes.values())))


def _markup(data: str) -> dict[str, "Markup"]:
    """Return what the template takes as markup: files of ours or of the library, and data no HTML parser can leave."""
    from markupsafe import Markup

    library, script, css = _library(), _script(), _read("page.css")
    texts = {"policy": _policy([library, script], [css]), "css": css, "library": library, "script": script}
    return {name: Markup(text) for name, text in (texts | {"data": data}).items()}


def _drawn(picture: Picture, choices: Choices) -> dict[str, Any]:
    """Return what the template tells of the drawing: its keys, timelines and the table of stances."""
    timelines, timelines_left_out = make_timelines(picture)
    return {
        "nodes": picture.nodes,
        "lines": picture.lines,
        "act_groups": act_groups(choices.acts, picture.surroundings),
        "node_kinds": kind_keys(picture),
        "families": family_keys(picture),
        "timelines": timelines,
        "timelines_left_out": timelines_left_out,
        # What two share is said by neither of the other.
        "has_directions": not picture.lines or any(line.is_directed for line in picture.lines),
        "has_undone": any(line.polarity != "affirmed" for line in picture.lines),
        "matrix": make_matrix(picture),
        "metrics": sorted({metric for node in picture.nodes for metric in node.metrics}),
    }


def _listed(rows: Rows, cards: Sequence[Card]) -> dict[str, Any]:
    """Return the tables that need no script, and what they leave out."""
    return {
        "ids": {cards[place].id for place in rows.statements},
        "shown_statements": rows.statements,
        "shown_nodes": rows.nodes,
        "shown_lines": rows.lines,
        "left_out": rows.notes,
    }


def _with_size(html: str, mark: str) -> str:
    """Put the size of the page where its mark stands."""
    # Hostile input may hold halves of surrogate pairs, which no file can.
    html = html.encode("utf-8", "replace").decode()
    return html.replace(mark, f"{len(html.encode()) / 1e6:.2f} MB".ljust(len(mark)))


def _summary(picture: Picture) -> str:
    parts = [
        plural(len(picture.nodes), "node"),
        plural(len(picture.lines), "line"),
        plural(len(picture.statements), "statement"),
    ]
    outlets = {report.outlet for statement in picture.statements for report in statement.reports}
    days = sorted(filter(None, [day for one in picture.statements for day in (first_day(one), last_day(one))]))
    if outlets:
        parts.append(f"reported by {plural(len(outlets), 'outlet')}")
    if days:
        first, last = days[0][:4], days[-1][:4]
        parts.append(first if first == last else f"{first} to {last}")
    return " · ".join(parts)


def _thinning(thinned: int, lines: int) -> tuple[str, ...]:
    if not thinned:
        return ()
    return (
        f"Of {lines:,} lines, the {lines - thinned:,} with the most statements are drawn; the others show when one of "
        "their ends is chosen.",
    )


def _template(surroundings: Surroundings) -> "jinja2.Template":
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    environment.filters |= {
        "act": lambda act: act_label(act, surroundings.act_labels),
        "local": local_id,
        "plural": plural,
        # Tables and the panel hold a name whole.
        "shorten": partial(clip, most=_LONGEST_NAME, at_word=True),
    }
    return environment.from_string(_read("page.html"))


def _read(name: str) -> str:
    return (files("kg.show") / name).read_text(encoding="utf-8")


def _library() -> str:
    """Return the drawing library that pyvis brings, without importing pyvis: that would load all of IPython."""
    found = find_spec("pyvis")
    if found is None or not found.submodule_search_locations:
        raise KgError(
            "the drawing library of the page is missing", "It comes with pyvis: pip install --force-reinstall on-record"
        )
    folder = Path(next(iter(found.submodule_search_locations)))
    return (folder / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")


def _script() -> str:
    """Join the modules of the page's script; none of their names is seen outside."""
    modules = "\n".join(_read(f"script/{name}.js") for name in SCRIPTS)
    return f'(function () {{\n"use strict";\n{modules}\n}})();'


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return a Content-Security-Policy that lets only these scripts and styles work and nothing be fetched."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Sequence[str]) -> str:
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
    return " ".join(f"'sha256-{digest}'" for digest in digests)
