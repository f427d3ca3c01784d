"""The Python face: the graph as an rdflib data set, with the questions that an analyst asks."""

from kg.frame.graph import RecordGraph, open_graph
from kg.frame.network import NetworkView
from kg.frame.rows import Listing, RecordRows

__all__ = ["Listing", "NetworkView", "RecordGraph", "RecordRows", "open_graph"]
