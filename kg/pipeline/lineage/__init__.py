"""What became of a thing over the reports of a publication: answers for the command line and the API."""

from kg.pipeline.lineage.answers import Lineages
from kg.pipeline.lineage.metrics import metric_answer, metric_document, metric_rows

__all__ = ["Lineages", "metric_answer", "metric_document", "metric_rows"]
