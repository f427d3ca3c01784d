"""The namespaces of the graph: the one place where they are spelled out."""

ONTOLOGY = "https://w3id.org/on-record/ontology#"
DATA = "https://w3id.org/on-record/id/"

PREFIXES: dict[str, str] = {
    "act": "https://w3id.org/on-record/act#",
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "decision": "https://w3id.org/on-record/decision#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": DATA,
    "kg": ONTOLOGY,
    "kind": "https://w3id.org/on-record/kind#",
    "measure": "https://w3id.org/on-record/measure#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "orgkind": "https://w3id.org/on-record/organisation-kind#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "silence": "https://w3id.org/on-record/silence#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_NAMES = {space: prefix for prefix, space in PREFIXES.items()}


def expand(name: str, base: str = DATA) -> str:
    """Expand a prefixed name to an IRI.

    Args:
        name: a prefixed name such as ``kg:Incident``.
        base: what ``id:`` stands for in the workspace at hand.

    Raises:
        KeyError: the prefix is not one of ``PREFIXES``.

    >>> expand("kg:Incident")
    'https://w3id.org/on-record/ontology#Incident'
    """
    prefix, _, local = name.partition(":")
    return (base if prefix == "id" else PREFIXES[prefix]) + local


def shrink(iri: str, base: str = DATA) -> str:
    """Shorten an IRI to a prefixed name where a prefix fits, else return it as it is.

    >>> shrink("https://w3id.org/on-record/ontology#Incident")
    'kg:Incident'
    """
    if iri.startswith(base):
        return "id:" + iri[len(base) :]
    # Nearly every local name holds neither "#" nor "/": what stands before it is the longest space that can fit.
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    if cut < len(iri) and (whole := _NAMES.get(iri[:cut])):
        return f"{whole}:{iri[cut:]}"
    fits = [
        (len(space), prefix) for prefix, space in PREFIXES.items() if iri.startswith(space) and len(iri) > len(space)
    ]
    if not fits:
        return iri
    length, prefix = max(fits)
    return f"{prefix}:{iri[length:]}"
