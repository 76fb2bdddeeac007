"""The formats in which rows and triples are written, by the short names that options and `?format=` take."""

from collections.abc import Mapping
from types import MappingProxyType

from pyoxigraph import QueryResultsFormat, RdfFormat

# For SELECT and ASK (SPARQL 1.1 Query Results JSON, XML, CSV and TSV).
ROW_FORMATS: Mapping[str, QueryResultsFormat] = MappingProxyType(
    {
        "json": QueryResultsFormat.JSON,
        "xml": QueryResultsFormat.XML,
        "csv": QueryResultsFormat.CSV,
        "tsv": QueryResultsFormat.TSV,
    }
)
# For CONSTRUCT and DESCRIBE.
TRIPLE_FORMATS: Mapping[str, RdfFormat] = MappingProxyType(
    {
        "turtle": RdfFormat.TURTLE,
        "ntriples": RdfFormat.N_TRIPLES,
        "jsonld": RdfFormat.JSON_LD,
        "rdfxml": RdfFormat.RDF_XML,
        "nquads": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
    }
)
