"""Prefixes that a query uses and does not declare."""

from collections.abc import Mapping

from kg.query.tokens import tokenise


def find_undeclared(text: str) -> dict[str, int]:
    """Return the prefixes that a query uses without declaring them, with the offset of their first use.

    >>> find_undeclared("PREFIX a: <http://e/> SELECT ?s { ?s a:p b:c }")
    {'b': 41}
    """
    used: dict[str, int] = {}
    declared = {"_"}  # blank nodes look like prefixed names
    before = ""
    for token in tokenise(text):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            else:
                used.setdefault(prefix, token.start)
        if token.kind != "comment":
            before = token.word
    return {prefix: place for prefix, place in used.items() if prefix not in declared}


def declare_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """Declare the known prefixes that a query leaves undeclared, on its first line.

    Args:
        text: SPARQL; its line numbers stay as they are.
        prefixes: the known ones.

    >>> declare_prefixes("SELECT ?s { ?s a ex:Thing }", {"ex": "https://example.org/"})
    'PREFIX ex: <https://example.org/> SELECT ?s { ?s a ex:Thing }'
    """
    missing = sorted(prefix for prefix in find_undeclared(text) if prefix in prefixes)
    lines = "".join(f"PREFIX {prefix}: <{prefixes[prefix]}> " for prefix in missing)
    # A header has to stay at the start of its line.
    return text.replace("\n", f"\n{lines}", 1) if text.startswith("#") and lines else lines + text
