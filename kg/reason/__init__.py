"""What follows from a report's graph by the ontology: OWL 2 RL, closed once for the schema and then applied as rules.

`close_schema` lets owlrl close the ontology; `infer` applies the instance rules to the graphs of reports. The result is
a pure function of both: it can be thrown away and made again.
"""

from kg.reason.infer import infer
from kg.reason.schema import Schema, close_schema

__all__ = ["Schema", "close_schema", "infer"]
