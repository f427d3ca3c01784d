"""Prefixes that a query typed by hand may leave undeclared."""

from collections.abc import Mapping

from kg.query.tokens import tokenise


def declare_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """Declare the known prefixes that a query uses and does not declare, on its first line.

    Args:
        text: SPARQL; its line numbers stay as they are.
        prefixes: the known ones.

    >>> declare_prefixes("SELECT ?s { ?s a ex:Thing }", {"ex": "https://example.org/"})
    'PREFIX ex: <https://example.org/> SELECT ?s { ?s a ex:Thing }'
    """
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for token in tokenise(text):
        if token.kind == "name":
            (declared if before == "PREFIX" else used).add(token.text.partition(":")[0])
        if token.kind != "comment":
            before = token.word
    missing = sorted((used - declared) & prefixes.keys())
    lines = "".join(f"PREFIX {prefix}: <{prefixes[prefix]}> " for prefix in missing)
    # A header has to stay at the start of its line.
    return text.replace("\n", f"\n{lines}", 1) if text.startswith("#") and lines else lines + text
