"""Writes what was read and linked as quads: one named graph a report, and graphs for the knowledge that it refers to.

Everything comes out as N-Quads in the order of their bytes: the same input gives the same bytes.
"""

from kg.graph.checks import Subjects, check_quads, finding_quads, merge_checks
from kg.graph.findings import finding_iri, finding_rows
from kg.graph.knowledge import judgement_quads, ontology_quads, shape_quads, vocabulary_quads
from kg.graph.report import report_quads
from kg.graph.rows import change_rows, entity_rows, fact_rows
from kg.graph.series import series_quads

__all__ = [
    "Subjects",
    "change_rows",
    "check_quads",
    "entity_rows",
    "fact_rows",
    "finding_iri",
    "finding_quads",
    "finding_rows",
    "judgement_quads",
    "merge_checks",
    "ontology_quads",
    "report_quads",
    "series_quads",
    "shape_quads",
    "vocabulary_quads",
]
