"""Example values for the help of a query."""

from kg.query.definition import Param

EXAMPLES = {
    "kg:Act": "apologises",
    "kg:Agent": "home-office",
    "kg:FailureKind": "failure-to-deport",
    "kg:Figure": "f-927c93b8-1849",
    "kg:Incident": "foreign-prisoners-2006",
    "kg:Measure": "foreign-prisoners-deported",
    "kg:Organisation": "home-office",
    "kg:Person": "charles-clarke",
    "kg:Polarity": "withheld",
    "kg:Post": "home-secretary",
    "kg:Source": "bbc-clarke-2006",
    "kg:Statement": "s-927c93b8-1737-1777",
    "kg:UnnamedSpeaker": "home-office-spokesman-2006",
    "kg:Wording": "direct",
    "xsd:date": "2006-04-25",
    "xsd:integer": "10",
    "xsd:string": "blame",
}


def example_of(param: Param) -> str:
    """Return a value that a parameter might take, ready for a shell.

    >>> example_of(Param("on", "xsd:date", True, "_on_xsd_date"))
    '2006-04-25'
    """
    import shlex

    value = param.example or param.default or EXAMPLES.get(param.type)
    return shlex.quote(value) if value else param.type.partition(":")[2].upper()
