"""Prefixes that a query typed by hand may leave undeclared."""

from kg.namespaces import DATA, PREFIXES
from kg.query.tokens import tokenise


def declare_prefixes(text: str, base: str = DATA) -> str:
    """Declare the known prefixes that a query uses and does not declare, on its first line.

    Args:
        text: SPARQL; its line numbers stay as they are.
        base: what ``id:`` stands for.

    >>> declare_prefixes("SELECT ?s { ?s a kg:Incident }")
    'PREFIX kg: <https://w3id.org/on-record/ontology#> SELECT ?s { ?s a kg:Incident }'
    """
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for token in tokenise(text):
        if token.kind == "name":
            (declared if before == "PREFIX" else used).add(token.text.partition(":")[0])
        if token.kind != "comment":
            before = token.word
    spaces = PREFIXES | {"id": base}
    missing = sorted((used - declared) & spaces.keys())
    lines = "".join(f"PREFIX {prefix}: <{spaces[prefix]}> " for prefix in missing)
    # A header has to stay at the start of its line.
    return text.replace("\n", f"\n{lines}", 1) if text.startswith("#") and lines else lines + text
