"""An invented record of a harbour's failures, small enough to count by hand: five agents, five statements."""

from pathlib import Path

PREFIXES = """\
PREFIX act: <https://w3id.org/on-record/act#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex: <https://example.org/harbour/>
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

"""
THINGS = """\
ex:Watchdog rdfs:subClassOf kg:Organisation ; rdfs:label "Watchdog"@en .
id:ann-archer a kg:Person ; rdfs:label "Ann Archer"@en ; skos:altLabel "the mayor"@en .
id:bo-baker a kg:Person ; rdfs:label "Bo Baker"@en .
id:harbour-council a kg:Organisation ; rdfs:label "Harbour Council"@en .
id:port-watch a ex:Watchdog ; rdfs:label "Port Watch"@en .
id:council-voice a kg:UnnamedSpeaker ; rdfs:label "A voice of the council"@en ; kg:speaksFor id:harbour-council .
id:mayor a kg:Post ; rdfs:label "Mayor"@en ; org:postIn id:harbour-council .
id:mayor-2019 a kg:Tenure ; rdfs:label "Ann Archer, mayor"@en ; kg:holder id:ann-archer ; kg:post id:mayor ;
    kg:start "2019-05-01"^^xsd:date ; kg:end "2021-05-01"^^xsd:date .
id:harbour-failures a kg:Incident ; rdfs:label "The harbour's failures"@en .
id:ferry-fire a kg:Incident ; rdfs:label "The ferry fire"@en ; kg:partOf id:harbour-failures ;
    kg:involves id:port-watch .
id:crane-fall a kg:Incident ; rdfs:label "The fall of the crane"@en ; kg:partOf id:harbour-failures .
id:gazette a kg:Organisation ; rdfs:label "The Gazette"@en .
id:gazette-1 a kg:Source ; rdfs:label "The Gazette, 5 March 2020"@en ; dcterms:title "Fire"@en ;
    dcterms:publisher id:gazette ; dcterms:issued "2020-03-05"^^xsd:date ; kg:fileName "gazette.txt" ;
    kg:sha256 "ab12" .
"""
_STATEMENT = """\
id:{id} a kg:Statement ; kg:speaker id:{speaker} ; kg:about id:{about} ; kg:act act:{act} ; kg:polarity kg:{polarity} ;
    {more} kg:gist "{gist}"@en .
id:r-{id} a kg:Report ; kg:reports id:{id} ; kg:source id:gazette-1 ; kg:reporter id:gazette-1 ; kg:wording kg:direct ;
    kg:quotation "{gist}"@en ; kg:origin kg:{origin} ; kg:selector id:p-{id} .
id:p-{id} a kg:Passage ; kg:source id:gazette-1 ; oa:start 1 ; oa:end 9 .
"""
SAID = (
    ("s-1", "ann-archer", "ferry-fire", "blames", "affirmed", "curated", "2020-03-01", "2020-03-01", ("bo-baker",)),
    ("s-2", "bo-baker", "ferry-fire", "denies", "affirmed", "reviewed", "2020-03-02", "2020-03-04", ()),
    (
        "s-3",
        "council-voice",
        "ferry-fire",
        "defends",
        "affirmed",
        "machine",
        "2020-03-03",
        "2020-03-03",
        ("ann-archer",),
    ),
    ("s-4", "port-watch", "crane-fall", "criticises", "negated", "curated", None, "2020-03-05", ("harbour-council",)),
    ("s-5", "bo-baker", "crane-fall", "blames", "affirmed", "curated", "2021-01-09", "2021-01-09", ("port-watch",)),
)


def turtle() -> str:
    """Return the record in Turtle."""
    return PREFIXES + THINGS + "".join(map(_statement, SAID))


def write_workspace(folder: Path) -> Path:
    """Write the record as a workspace; return its folder."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "kg.toml").write_text('[workspace]\nname = "Harbour"\n', encoding="utf-8")
    (folder / "seeds" / "harbour.ttl").write_text(turtle(), encoding="utf-8")
    return folder


def _statement(row: tuple[str, str, str, str, str, str, str | None, str, tuple[str, ...]]) -> str:
    name, speaker, about, act, polarity, origin, earliest, latest, towards = row
    more = f'kg:latest "{latest}"^^xsd:date ;'
    if earliest:
        more += f' kg:earliest "{earliest}"^^xsd:date ; kg:saidOn "{earliest}" ;'
    more += "".join(f" kg:towards id:{agent} ;" for agent in towards)
    more += " kg:spokeAs id:mayor-2019 ;" if speaker == "ann-archer" else ""
    more += " kg:onBehalfOf id:harbour-council ;" if speaker == "council-voice" else ""
    fields = {"id": name, "speaker": speaker, "about": about, "act": act, "polarity": polarity, "origin": origin}
    return _STATEMENT.format(**fields, more=more, gist=f"Words of {name}.")
