"""A workspace of our own invention: two outlets on one leak, and the findings of a machine that read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg.read.adding import Given, add_documents
from kg.read.request import Limits
from kg.turtle import format_turtle, parse_turtle
from kg.workspace import Workspace, read_workspace

GAZETTE = (
    "Mayor sorry for the sluice\n\n"
    "The mayor of Smallton, Ann Archer, apologised on Tuesday for the flood. “We failed to close the sluice in time,” "
    "she told the council.\n\n"
    "Ben Baker, a councillor of the opposition, called on Mrs Archer to resign. A resident said that nobody had been "
    "warned of the water.\n\n"
    "Chief Constable Dora Dale denied that officers had come late.\n"
)
HERALD = (
    "“We failed to close the sluice in time”, Annie Archer told the council of Smallton on Tuesday. "
    "The mayor would not say whether she may resign.\n"
)
SEEDS = """\
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX kind: <https://w3id.org/on-record/kind#>
PREFIX orgkind: <https://w3id.org/on-record/organisation-kind#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

id:yearbook a kg:Reference ; dcterms:title "Yearbook of Smallton"@en ; dcterms:publisher "Smallton" ;
    schema:url <https://smallton.example/yearbook> .
id:ann-archer a kg:Person ; rdfs:label "Ann Archer"@en ; prov:wasDerivedFrom id:yearbook .
id:ben-baker a kg:Person ; rdfs:label "Ben Baker"@en ; prov:wasDerivedFrom id:yearbook .
id:bea-baker a kg:Person ; rdfs:label "Bea Baker"@en ; prov:wasDerivedFrom id:yearbook .
id:council a kg:Organisation ; rdfs:label "Smallton Council"@en ; prov:wasDerivedFrom id:yearbook ;
    kg:organisationKind orgkind:public-body .
id:mayor a kg:Post ; rdfs:label "mayor of Smallton"@en ; org:postIn id:council ; prov:wasDerivedFrom id:yearbook .
id:ann-archer-mayor-2018 a kg:Tenure ; rdfs:label "Ann Archer, mayor of Smallton"@en ; kg:holder id:ann-archer ;
    kg:post id:mayor ; kg:start "2018-05-04"^^xsd:date ; kg:ongoingAsOf "2024-12-31"^^xsd:date ;
    kg:datePrecision "day" ; prov:wasDerivedFrom id:yearbook .
id:flood-2024 a kg:Incident ; rdfs:label "The flood of Smallton"@en ; kg:kind kind:accident ;
    kg:earliest "2024-03-01"^^xsd:date ; kg:latest "2024-03-05"^^xsd:date ; kg:involves id:council ;
    prov:wasDerivedFrom id:yearbook ; rdfs:comment "A sluice stood open."@en .
id:fire-2023 a kg:Incident ; rdfs:label "The fire of Smallton"@en ; kg:kind kind:accident ;
    kg:earliest "2023-03-01"^^xsd:date ; kg:latest "2023-03-05"^^xsd:date ; prov:wasDerivedFrom id:yearbook ;
    rdfs:comment "A store burnt."@en .
"""
PREFIXES = SEEDS.partition("\n\n")[0] + "\nPREFIX act: <https://w3id.org/on-record/act#>\n"
PREFIXES += "PREFIX oa: <http://www.w3.org/ns/oa#>\n"


@dataclass(frozen=True)
class Said:
    """What the machine made of a place of an article."""

    content: str
    speaker: str = "id:ann-archer"
    source: str = ""
    cue: str = ""
    act: str = "states"
    confidence: float = 0.9
    is_quoted: bool = False
    more: str = ""
    statement_more: str = ""
    about: str = "id:flood-2024"


FOUND = {
    "gazette": (
        Said("for the flood", source="Ann Archer", cue="apologised", act="apologises", confidence=0.95),
        Said(
            "We failed to close the sluice in time,",
            source="she",
            cue="told",
            act="admits",
            confidence=0.8,
            is_quoted=True,
            more="""
[[C]]-1 a kg:Candidacy ; kg:of [[S]] ; kg:role "speaker" ; kg:candidate id:ann-archer ; kg:score 0.9 ;
    rdfs:comment "mayor of Smallton on 2024-03-06"@en .
[[C]]-2 a kg:Candidacy ; kg:of [[S]] ; kg:role "speaker" ; kg:candidate id:bea-baker ; kg:score 0.1 ;
    rdfs:comment "named nearby"@en .
""",
        ),
        Said(
            "to resign",
            speaker="[[U]]baker",
            source="Ben Baker",
            cue="called on",
            act="calls-for",
            confidence=0.4,
            statement_more="kg:towards id:ann-archer ;",
            more="""
[[U]]baker a kg:UnresolvedSpeaker ; rdfs:label "Ben Baker"@en ; prov:wasDerivedFrom [[D]] .
[[C]]-1 a kg:Candidacy ; kg:of [[S]] ; kg:role "speaker" ; kg:candidate id:ben-baker ; kg:score 0.6 ;
    rdfs:comment "surname Baker"@en .
[[C]]-2 a kg:Candidacy ; kg:of [[S]] ; kg:role "speaker" ; kg:candidate id:bea-baker ; kg:score 0.5 ;
    rdfs:comment "surname Baker"@en .
""",
        ),
        Said(
            "nobody had been warned of the water",
            speaker="[[U]]a-resident",
            source="A resident",
            cue="said",
            confidence=0.7,
            more='[[U]]a-resident a kg:UnresolvedSpeaker ; rdfs:label "a resident"@en ; prov:wasDerivedFrom [[D]] .',
        ),
        Said(
            "officers had come late",
            speaker="id:n-dora-dale",
            source="Chief Constable Dora Dale",
            cue="denied",
            act="denies",
            confidence=0.85,
            more='id:n-dora-dale a kg:Person ; rdfs:label "Dora Dale"@en ; rdfs:comment "Chief Constable"@en ;'
            " kg:isProposed true ; prov:wasDerivedFrom [[D]] .",
        ),
    ),
    "herald": (
        Said(
            "We failed to close the sluice in time",
            speaker="[[U]]annie-archer",
            source="Annie Archer",
            cue="told",
            act="admits",
            confidence=0.6,
            is_quoted=True,
            more='[[U]]annie-archer a kg:UnresolvedSpeaker ; rdfs:label "Annie Archer"@en ;'
            " prov:wasDerivedFrom [[D]] .",
        ),
        Said("whether she may resign", source="The mayor", cue="would not say", act="declines-to-comment"),
    ),
}


def make(folder: Path) -> Workspace:
    """Write the workspace, add the two articles to it in earnest, and lay the findings beside them."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "kg.toml").write_text('[workspace]\nname = "Smallton"\n')
    (folder / "seeds" / "smallton.ttl").write_text(format_turtle(SEEDS))
    workspace = read_workspace(folder)
    for name, text in (("gazette", GAZETTE), ("herald", HERALD)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        given = Given(f"The {name.title()}", "2024-03-06", f"Flood: {name}")
        rows = list(add_documents(workspace, [str(folder / f"{name}.txt")], Limits(), jobs=0, given=given))
        assert [row.status for row in rows] == ["added"], rows
        write_findings(workspace, str(rows[0].id), text, FOUND[name])
    return workspace


def write_findings(workspace: Workspace, source: str, text: str, found: Sequence[Said]) -> None:
    """Write the findings of a source."""
    digest = sha256(text.encode()).hexdigest()
    blocks = [block(source, digest[:8], text, said) for said in found]
    path = workspace.derived_dir / "findings" / f"{source}.ttl"
    path.parent.mkdir(parents=True, exist_ok=True)
    triples = parse_turtle((PREFIXES + "\n".join(blocks)).encode(), source)[0]
    path.write_text(format_turtle(triples), encoding="utf-8")


def block(source: str, src8: str, text: str, said: Said) -> str:
    """Write one finding."""
    start = text.index(said.content)
    end = start + len(said.content)
    key = f"{src8}-{start}-{end}"
    digest, opening = sha256(said.content.encode()).hexdigest(), " ".join(said.content.split()[:5])
    proof = f'oa:exact "{said.content}"' if said.is_quoted else f'kg:sha256 "{digest}" ; kg:opening "{opening}"'
    wording = f'kg:direct ; kg:quotation "{said.content}"@en' if said.is_quoted else "kg:indirect"
    spans = ""
    for name, words in (("source", said.source), ("cue", said.cue)):
        if words:
            at = text.rfind(words, 0, start) if words in text[:start] else text.index(words, end)
            label = "attributedAs" if name == "source" else "cue"
            spans += f'kg:{name}Span "{at}-{at + len(words)}"^^kg:span ; kg:{label} "{words}"@en ; '
    gist = said.content if len(said.content) >= 10 else f"{said.content} (words)"
    turtle = f"""
id:s-{key} a kg:Statement ; kg:speaker {said.speaker} ; kg:about {said.about} ; kg:act act:{said.act} ;
    kg:polarity kg:affirmed ; kg:latest "2024-03-06"^^xsd:date ; {said.statement_more} kg:gist "{gist}"@en .
id:r-{key} a kg:Report ; kg:reports id:s-{key} ; kg:source id:{source} ; kg:reporter id:{source} ;
    kg:wording {wording} ; {spans} kg:selector id:p-{key} ; kg:origin kg:machine ; kg:confidence {said.confidence} .
id:p-{key} a kg:Passage ; kg:source id:{source} ; oa:start {start} ; oa:end {end} ; {proof} .
{said.more}
"""
    for mark, name in (
        ("[[U]]", f"id:u-{src8}-"),
        ("[[S]]", f"id:s-{key}"),
        ("[[C]]", f"id:c-{key}"),
        ("[[D]]", f"id:{source}"),
    ):
        turtle = turtle.replace(mark, name)
    return turtle


def triples(path: Path) -> set[ox.Triple]:
    """Return the triples of a file."""
    return set(parse_turtle(path.read_bytes(), str(path))[0])
