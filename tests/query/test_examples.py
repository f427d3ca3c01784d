"""The examples that the help of a query gives can be typed as they stand."""

from pathlib import Path

import pytest

from kg.query import Catalogue
from kg.query.arguments import CONCEPTS, example_call
from kg.query.examples import EXAMPLES


@pytest.mark.parametrize("type_name", [name for name in EXAMPLES if name.startswith("kg:")])
def test_an_example_is_a_thing_of_the_shipped_graph(type_name: str, root: Path) -> None:
    folder, start = ("ontology", "") if type_name in CONCEPTS else ("seeds", "id:")
    lines = {line for path in (root / folder).rglob("*.ttl") for line in path.read_text("utf-8").splitlines()}
    name = EXAMPLES[type_name]
    prefixes = ("act:", "kind:", "measure:", "kg:") if type_name in CONCEPTS else (start,)
    assert {f"{prefix}{name}" for prefix in prefixes} & lines


def test_every_query_has_an_example_call(shipped: Catalogue) -> None:
    for query in shipped:
        call = example_call(query)
        assert call.startswith(f"kg query {query.name}")
        assert call == call.lower(), f"no example for a parameter of {query.path}"
