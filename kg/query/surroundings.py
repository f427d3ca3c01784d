"""Read what a picture of statements has to know beside them: how incidents and acts are ordered."""

from typing import TYPE_CHECKING

from kg.iri import local_id
from kg.query.records import Neighbourhood
from kg.surroundings import Surroundings

if TYPE_CHECKING:
    from kg.query.protocols import Queryable


def load_surroundings(store: "Queryable") -> Surroundings:
    """Load the incidents with their wholes and kinds, and the acts with their broader ones.

    Args:
        store: anything that answers SPARQL over the union of its named graphs.
    """
    graph = Neighbourhood(store)
    incidents = graph.load_instances("kg:Incident")
    acts = graph.load_instances("kg:Act")
    graph.load({kind for incident in incidents for kind in graph.all(incident, "kg:kind")}, ("skos:prefLabel",))
    wholes = {incident: graph.one(incident, "kg:partOf") for incident in incidents}
    return Surroundings(
        incidents={incident: graph.label(incident) for incident in incidents},
        wholes={incident: whole for incident, whole in wholes.items() if whole},
        kinds={
            incident: tuple(sorted(graph.label(kind) for kind in graph.all(incident, "kg:kind")))
            for incident in incidents
        },
        broader={
            graph.notation(act): tuple(local_id(wider) for wider in graph.all(act, "skos:broader")) for act in acts
        },
        act_labels={graph.notation(act): graph.label(act) for act in acts},
    )
