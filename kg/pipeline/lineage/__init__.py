"""What became of a thing over the reports of a publication: answers for the command line and the API."""

from kg.pipeline.lineage.answers import Lineages
from kg.pipeline.lineage.comparing import comparison, comparison_document, comparison_rows
from kg.pipeline.lineage.metrics import metric_answer, metric_document, metric_rows
from kg.pipeline.lineage.things import thing_answer, thing_document, thing_rows

__all__ = [
    "Lineages",
    "comparison",
    "comparison_document",
    "comparison_rows",
    "metric_answer",
    "metric_document",
    "metric_rows",
    "thing_answer",
    "thing_document",
    "thing_rows",
]
