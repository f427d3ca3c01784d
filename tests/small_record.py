"""A small workspace of our own invention: two articles, three statements, two figures."""

from hashlib import sha256
from pathlib import Path

GAZETTE = (
    "Mayor: 'I will not go'\n\n"
    "Ann Archer said yesterday: “I will not go.” Her spokesman added that the mayor "
    "had the full backing of the council, where 12 of 20 members sit for her party.\n"
)
HERALD = 'Mayor Archer said: "I will not go." Reportedly, more than 300 people asked her to.\n'


def span_of(text: str, words: str, nth: int = 1) -> tuple[int, int]:
    """Return where words stand in a text for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def write_workspace(folder: Path) -> Path:
    """Write the workspace and its texts (in texts/); return the folder."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "texts").mkdir()
    (folder / "kg.toml").write_text('[workspace]\nname = "Small"\n')
    for name, text in (("gazette.txt", GAZETTE), ("herald.txt", HERALD)):
        (folder / "texts" / name).write_bytes(text.encode())
    (folder / "seeds" / "record.ttl").write_text(turtle())
    return folder


def turtle() -> str:
    """Return the record in Turtle."""
    return _PREFIXES + _AGENTS + _sources() + _STATEMENTS + _reports() + _figures()


_PREFIXES = """\
PREFIX act: <https://w3id.org/on-record/act#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX kind: <https://w3id.org/on-record/kind#>
PREFIX measure: <https://w3id.org/on-record/measure#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

_AGENTS = """
id:small-ann-archer a kg:Person ; rdfs:label "Ann Archer"@en .
id:small-council a kg:Organisation ; rdfs:label "Council of Smallton"@en .
id:small-spokesman a kg:UnnamedSpeaker ; rdfs:label "Spokesman for the mayor"@en ; kg:speaksFor id:small-ann-archer .
id:small-flood a kg:Incident ; rdfs:label "The flood"@en .
id:small-sluice a kg:Incident ; rdfs:label "The sluice left open"@en ; kg:partOf id:small-flood .
measure:small-members a kg:Measure , skos:Concept ; skos:prefLabel "members of the mayor's party"@en .
measure:small-petitioners a kg:Measure , skos:Concept ; skos:prefLabel "people who asked the mayor to go"@en .
"""

_STATEMENTS = """
id:s-small-stays a kg:Statement ; kg:speaker id:small-ann-archer ; kg:about id:small-sluice ; kg:act act:refuses ;
    kg:polarity kg:affirmed ; kg:saidOn "2020-02-03" ; kg:latest "2020-02-03"^^xsd:date ; kg:gist "She stays."@en .
id:s-small-backing a kg:Statement ; kg:speaker id:small-spokesman ; kg:about id:small-sluice ; kg:act act:defends ;
    kg:onBehalfOf id:small-council , id:small-ann-archer ; kg:towards id:small-ann-archer ; kg:polarity kg:affirmed ;
    kg:latest "2020-02-04"^^xsd:date ; kg:gist "The council stands behind her, he says."@en .
id:s-small-council a kg:Statement ; kg:speaker id:small-council ; kg:about id:small-sluice ; kg:act act:supports ;
    kg:polarity kg:affirmed ; kg:latest "2020-02-04"^^xsd:date ; kg:gist "It stands behind the mayor."@en .
"""


def _sources() -> str:
    blocks = [
        f'id:small-{name} a kg:Source ; rdfs:label "The {name.title()}"@en ; kg:fileName "{name}.txt" ;\n'
        f'    kg:sha256 "{sha256(text.encode()).hexdigest()}" ; kg:length {len(text)} ;\n'
        f'    dcterms:issued "2020-02-04"^^xsd:date .\n'
        for name, text in (("gazette", GAZETTE), ("herald", HERALD))
    ]
    return "\n" + "".join(blocks)


def _reports() -> str:
    outer = "the mayor had the full backing of the council"
    named = span_of(GAZETTE, "Ann Archer")
    cue = span_of(GAZETTE, "said yesterday")
    return "\n" + "".join(
        (
            _report(
                "headline", "stays", "gazette", "I will not go", (GAZETTE, 1), "kg:repeatsReport id:r-small-body ;"
            ),
            _report(
                "body",
                "stays",
                "gazette",
                "I will not go.",
                (GAZETTE, 1),
                f'kg:attributedAs "Ann Archer" ; kg:sourceSpan "{named[0]}-{named[1]}"^^kg:span ;\n'
                f'    kg:cue "said yesterday" ; kg:cueSpan "{cue[0]}-{cue[1]}"^^kg:span ;',
            ),
            _report("herald", "stays", "herald", "I will not go.", (HERALD, 1), 'kg:hedge "Reportedly" ;'),
            _report("backing", "backing", "gazette", None, (GAZETTE, outer), ""),
            _report("council", "council", "gazette", None, (GAZETTE, "full backing"), "", reporter="s-small-backing"),
        )
    )


def _report(
    name: str,
    statement: str,
    source: str,
    quotation: str | None,
    where: tuple[str, int | str],
    more: str,
    *,
    reporter: str = "",
) -> str:
    text, what = where
    start, end = span_of(text, quotation or "", what) if isinstance(what, int) else span_of(text, what)
    words = text[start:end]
    proof = (
        f"oa:exact {_literal(words)}"
        if quotation
        else f'kg:sha256 "{sha256(words.encode()).hexdigest()}" ; kg:opening {_literal(" ".join(words.split()[:3]))}'
    )
    wording = f"kg:direct ; kg:quotation {_literal(words)}@en" if quotation else "kg:indirect"
    return (
        f"id:r-small-{name} a kg:Report ; kg:reports id:s-small-{statement} ; kg:source id:small-{source} ;\n"
        f"    kg:reporter id:{reporter or f'small-{source}'} ; kg:selector id:p-small-{name} ; kg:origin kg:curated ;\n"
        f"    {more} kg:wording {wording} .\n"
        f"id:p-small-{name} a kg:Passage ; kg:source id:small-{source} ; oa:start {start} ; oa:end {end} ; {proof} .\n"
    )


def _figures() -> str:
    twelve, more = span_of(GAZETTE, "12"), span_of(HERALD, "300")
    return f"""
id:f-small-12 a kg:Figure ; rdfs:label "Members for her"@en ; kg:measure measure:small-members ; kg:value 12 ;
    kg:asPrinted "12" ; kg:bound kg:exactly ; kg:unit "members" ; kg:source id:small-gazette ;
    kg:span "{twelve[0]}-{twelve[1]}"^^kg:span ; kg:about id:small-sluice ; kg:assertedBy id:small-council .
id:f-small-300 a kg:Figure ; rdfs:label "Petitioners"@en ; kg:measure measure:small-petitioners ;
    kg:value 300.5 ; kg:asPrinted "300" ; kg:bound kg:moreThan ; kg:unit "people" ; kg:source id:small-herald ;
    kg:span "{more[0]}-{more[1]}"^^kg:span ; kg:about id:small-flood .
"""


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
