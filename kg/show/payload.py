"""The content of the page as data for its script: plain values, packed where they are many."""

import base64
import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kg.iri import local_id
from kg.model import Statement
from kg.show.cards import Card
from kg.show.choices import Choices, kinds_of, with_wholes
from kg.show.families import family_of
from kg.show.grouping import REST
from kg.show.layout import Layout, node_radius, wrap_label
from kg.show.listing import plural
from kg.show.periods import gather
from kg.show.picture import Line, Node, Picture
from kg.show.timeline import act_label, incident_label, main_incidents
from kg.surroundings import Surroundings

# Smaller data is left readable; a page of 200 statements is.
PACK_FROM_BYTES = 400_000
# As many steps as a thumb can tell apart on a slider.
MOST_STOPS = 60
OTHERS = "Other incidents"


def make_payload(picture: Picture, cards: Sequence[Card], layout: Layout, choices: Choices) -> dict[str, Any]:
    """Return what the script draws and tells, as JSON takes it.

    Args:
        picture: nodes, lines and statements.
        cards: one per statement.
        layout: of the picture's nodes.
        choices: of the filters.
    """
    facets = _Facets(choices)
    titles = picture.surroundings
    return {
        "nodes": [_node(node, layout) for node in picture.nodes],
        "lines": [_line(line, picture) for line in picture.lines],
        "statements": [
            _statement(card, statement, facets, titles)
            for card, statement in zip(cards, picture.statements, strict=True)
        ],
        "cells": _cells(layout, picture),
        "zoom": layout.zoom,
        "stops": [
            {"label": stop.label, "first": stop.first, "last": stop.last, "count": len(stop.statements)}
            for stop in gather(picture.statements, range(len(cards)), MOST_STOPS)
            if stop.first
        ],
        "choices": {
            "incident": [local_id(choice.value) for choice in choices.incidents],
            "kind": [choice.value for choice in choices.kinds],
            "outlet": [choice.value for choice in choices.outlets],
            "origin": [choice.value for choice in choices.origins],
        },
        "families": {choice.value: family_of(choice.value, titles.broader) for choice in choices.acts},
    }


def pack(payload: Mapping[str, Any]) -> tuple[str, bool]:
    """Return data as text that no HTML parser can leave, and whether it is compressed.

    Large data is compressed (the zlib format, which has no date in it, so the same data gives the same text) and
    written in base64, which has neither tags nor quotation marks.

    >>> pack({"a": "</script>"})
    ('{"a":"\\\\u003c/script\\\\u003e"}', False)
    """
    # Half of a surrogate pair stands in no file: it is replaced.
    data = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")
    if len(data) >= PACK_FROM_BYTES:
        return base64.b64encode(zlib.compress(data, 6)).decode("ascii"), True
    text = data.decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text, False


class _Facets:
    """The place of each value among the choices of its filter."""

    def __init__(self, choices: Choices) -> None:
        self.incidents = {choice.value: place for place, choice in enumerate(choices.incidents)}
        self.kinds = {choice.value: place for place, choice in enumerate(choices.kinds)}
        self.outlets = {choice.value: place for place, choice in enumerate(choices.outlets)}
        self.origins = {choice.value: place for place, choice in enumerate(choices.origins)}


def _cells(layout: Layout, picture: Picture) -> list[dict[str, Any]]:
    surroundings = picture.surroundings
    count = Counter(one for statement in picture.statements for one in main_incidents(statement, surroundings))
    return [
        {
            "x": cell.x,
            "y": cell.y,
            "width": cell.width,
            "height": cell.height,
            "title": OTHERS if cell.group == REST else incident_label(cell.group, picture.statements, surroundings),
            "note": plural(count[cell.group], "statement") if count[cell.group] else "",
        }
        for cell in layout.cells
    ]


def _node(node: Node, layout: Layout) -> dict[str, Any]:
    x, y = layout.places[node.iri]
    return {
        "id": node.id,
        "name": node.name,
        "lines": wrap_label(node.name),
        "kind": node.kind,
        "x": x,
        "y": y,
        "r": node_radius(node.statements, layout.zoom),
        "count": node.statements,
        **({} if node.own is None else {"own": node.own}),
        **({"metrics": dict(node.metrics)} if node.metrics else {}),
    }


def _line(line: Line, picture: Picture) -> dict[str, Any]:
    labels = picture.surroundings.act_labels
    return {
        "from": line.start,
        "to": line.end,
        "act": line.act,
        "words": act_label(line.act, labels),
        "family": line.family,
        "polarity": line.polarity,
        "statements": line.statements,
        **({"facts": line.facts} if line.facts else {}),
        **({} if line.is_directed else {"plain": 1}),
        **({"thinned": 1} if line.is_thinned else {}),
    }


def _statement(card: Card, statement: Statement, facets: _Facets, surroundings: Surroundings) -> dict[str, Any]:
    reports = statement.reports
    return {
        "id": card.id,
        "speaker": _link(card.speaker),
        "behalf": [_link(one) for one in card.behalf],
        "post": card.post,
        "said": card.said + (" (inferred)" if card.is_inferred else ""),
        "since": card.since,
        "until": card.until,
        "acts": card.acts,
        "words": ", ".join(card.act_words),
        "family": card.family,
        "towards": [_link(one) for one in card.towards],
        "polarity": card.polarity,
        "gist": card.gist,
        "quotations": card.quotations,
        "about": [_link(one) for one in card.about],
        "places": [
            [p.outlet, p.day, p.passage, p.wording, p.origin, "; ".join(p.remarks), p.published] for p in card.places
        ],
        "standing": [[s.phrase, s.speaker, s.id, s.by, s.reason] for s in card.standing],
        "incidents": sorted(
            facets.incidents[one] for one in with_wholes(statement, surroundings) if one in facets.incidents
        ),
        "kinds": sorted(facets.kinds[kind] for kind in kinds_of(statement, surroundings)),
        "outlets": sorted({facets.outlets[report.outlet] for report in reports}),
        "origins": sorted({facets.origins[report.origin] for report in reports}),
    }


def _link(named: Any) -> list[Any]:
    return [named.name] if named.node is None else [named.name, named.node]
