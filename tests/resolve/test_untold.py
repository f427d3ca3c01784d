"""A name told without an office in one source and with it in another on the same failure is one person."""

import pytest

from kg.resolve.joining import join
from kg.resolve.nouns import NewAgent, NewIncident, Profile


def person(key: str, given: str, family: str, office: str) -> NewAgent:
    local = f"n-{key}-{given}-{family}".lower()
    return NewAgent(local, "Person", f"{given} {family}", office, (), "", given, family, (office,))


def source(key: str, agents: tuple[NewAgent, ...], untold: dict[str, tuple[str, str]], names: str) -> Profile:
    weights = dict.fromkeys(names.split(), 3.0)
    return Profile(key, "2019-04-02", agents, NewIncident(f"i-{key}", key, ("matter",)), weights, {}, untold)


LOCKS = "marrowby tarrel lock-agency quill hythe"


@pytest.mark.parametrize(
    ("agents", "name", "names", "who"),
    [
        ((person("a", "Oswin", "Tarrel", "director"),), ("oswin", "tarrel"), LOCKS, "n-a-oswin-tarrel"),
        ((person("a", "Oswin", "Tarrel", "director"),), ("", "tarrel"), LOCKS, "n-a-oswin-tarrel"),
        ((person("a", "Oswin", "Tarrel", "director"),), ("lucan", "tarrel"), LOCKS, None),
        ((person("a", "Oswin", "Tarrel", "director"),), ("oswin", "tarrel"), "elsewhere others", None),
        (
            (person("a", "Oswin", "Tarrel", "director"), person("a", "Ada", "Tarrel", "mayor")),
            ("", "tarrel"),
            LOCKS,
            None,
        ),
    ],
)
def test_an_office_told_elsewhere_tells_who_it_is(
    agents: tuple[NewAgent, ...], name: tuple[str, str], names: str, who: str | None
) -> None:
    joins = join([source("a", agents, {}, LOCKS), source("b", (), {"u-b-1": name}, names)])
    assert joins.ids.get("u-b-1") == who
