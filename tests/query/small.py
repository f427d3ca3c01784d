"""A small record of our own invention, with the names and the traps that arguments run into."""

from pathlib import Path

TURTLE = """\
PREFIX act: <https://w3id.org/on-record/act#>
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

id:zz-ann-archer a kg:Person ; rdfs:label "Ann Archer"@en ; skos:altLabel "the lady mayor"@en , "Zz Clerk"@en .
id:zz-bo-butcher a kg:Person ; rdfs:label "Bo Butcher"@en ; skos:altLabel "Zz Clerk"@en .
id:zz-council a kg:Organisation ; rdfs:label "Council of Zzton"@en .
id:zz-flood a kg:Incident ; rdfs:label "The flood of Zzton"@en ; skos:altLabel "Zzton flooding"@en .
id:zz-fire a kg:Incident ; rdfs:label "The fire of Zzton"@en .
id:zz-s1 a kg:Statement ; kg:speaker id:zz-ann-archer ; kg:about id:zz-flood ; kg:act act:apologises ;
    kg:latest "2006-04-25"^^xsd:date ; kg:gist "She says sorry."@en .
id:zz-s2 a kg:Statement ; kg:speaker id:zz-bo-butcher ; kg:about id:zz-flood ; kg:act act:blames ;
    kg:latest "2006-05-01"^^xsd:date ; kg:gist "He blames the council."@en .
id:zz-s3 a kg:Statement ; kg:speaker id:zz-council ; kg:about id:zz-fire ; kg:act act:denies ;
    kg:latest "2007-01-01"^^xsd:date ; kg:gist "It denies all; 100 % \\"nothing\\"."@en .
"""

SAID = """\
#+ summary: Who said what about an incident of Zzton
#+ description: One row per statement, oldest first.
#+ questions:
#+   - what was said in zzton about {incident}
#+ params:
#+   incident: {type: kg:Incident, example: zz-flood}
#+   speaker: {type: kg:Agent, required: false}
#+   act: {type: kg:Act, required: false}
#+   since: {type: xsd:date, required: false, description: The first day}
#+   until: {type: xsd:date, required: false}
#+   on: {type: xsd:date, required: false}
#+   word: {type: xsd:string, required: false}
#+   n: {type: xsd:integer, default: 0}
#+ tags: [zzton]

PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

SELECT $_incident_iri $__speaker_iri $__act_iri $__since_xsd_date $__until_xsd_date $__on_xsd_date $__word_literal
  $_n_integer ?statement ?speaker ?speaker_name ?latest ?gist
WHERE {
  ?statement kg:about ?_incident_iri .
  ?statement kg:speaker ?speaker .
  ?statement kg:act ?act .
  ?statement kg:latest ?latest .
  ?statement kg:gist ?gist .
  ?speaker rdfs:label ?speaker_name .
  FILTER(COALESCE(?__speaker_iri, ?speaker) = ?speaker)
  FILTER(COALESCE(?__act_iri, ?act) = ?act)
  FILTER(COALESCE(?latest >= ?__since_xsd_date, true))
  FILTER(COALESCE(?latest <= ?__until_xsd_date, true))
  FILTER(COALESCE(?latest = ?__on_xsd_date, true))
  FILTER(COALESCE(CONTAINS(STR(?gist), ?__word_literal), true))
  FILTER(STRLEN(STR(?gist)) > ?_n_integer)
}
ORDER BY ?latest ?statement
"""


def write_workspace(folder: Path) -> Path:
    """Write the workspace; return the folder."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "queries" / "zzton").mkdir(parents=True)
    (folder / "kg.toml").write_text('[workspace]\nname = "Zzton"\n')
    (folder / "seeds" / "record.ttl").write_text(TURTLE)
    (folder / "queries" / "zzton" / "zz-said.rq").write_text(SAID)
    return folder
