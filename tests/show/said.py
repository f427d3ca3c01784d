"""Invented agents, incidents and statements, in Python."""

from typing import Any

from kg.model import Entity, Statement
from kg.namespaces import expand

BOB = Entity("e:bob", "Bob", (expand("kg:Person"),))
BODY = Entity("e:body", "The body", (expand("kg:Organisation"),))
VOICE = Entity("e:voice", "A voice", (expand("kg:UnnamedSpeaker"),))
FIRE = Entity("e:fire", "The fire", (expand("kg:Incident"),))
CRANE = Entity("e:crane", "The crane", (expand("kg:Incident"),))


def ann() -> Entity:
    """Return Ann."""
    return Entity("e:ann", "Ann", (expand("kg:Person"),))


def said(name: str, **given: Any) -> Statement:
    """Return a statement: Ann blames, in March 2020, over the fire, unless something else is given."""
    plain: dict[str, Any] = {
        "id": name,
        "speaker": ann(),
        "on_behalf_of": (),
        "post": None,
        "said_on": "2020-03-01",
        "earliest": "2020-03-01",
        "latest": "2020-03-01",
        "date_inferred": False,
        "acts": ("blames",),
        "towards": (),
        "polarity": "affirmed",
        "about": (FIRE,),
        "gist": f"What {name} says.",
        "reports": (),
    }
    return Statement(**{**plain, **given})
