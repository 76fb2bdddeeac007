"""What follows from a report's graph by the ontology: OWL 2 RL, closed once for the schema and then applied as rules.

`close_schema` lets owlrl close the ontology; `infer` applies the instance rules to the graph of a report,
`infer_within` in a context closed before, `infer_across` to a graph about what others describe. The result is a pure
function of all of these: it can be thrown away and made again.
"""

from kg.reason.infer import Across, Context, infer, infer_across, infer_within
from kg.reason.schema import Schema, close_schema

__all__ = ["Across", "Context", "Schema", "close_schema", "infer", "infer_across", "infer_within"]
