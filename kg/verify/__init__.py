"""Proving the record against the texts of its sources."""

from kg.verify.claims import Claim, load_claims, load_source_records
from kg.verify.prove import RESULTS, Row, prove
from kg.verify.texts import SourceRecord, SourceText, Texts, load_texts

__all__ = [
    "RESULTS",
    "Claim",
    "Row",
    "SourceRecord",
    "SourceText",
    "Texts",
    "load_claims",
    "load_source_records",
    "load_texts",
    "prove",
]
