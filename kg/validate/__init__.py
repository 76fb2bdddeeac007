"""Checks graphs against the shapes: SHACL Core, on indices in memory; pyshacl is the referee in the tests.

Shapes that use a feature which is not implemented here are refused, since a constraint that is skipped passes for one
that holds.
"""

from kg.validate.conformance import Conformance, Result
from kg.validate.data import Context
from kg.validate.loading import load_shapes
from kg.validate.shapes import Severity, Shapes
from kg.validate.validating import validate, validate_within

__all__ = ["Conformance", "Context", "Result", "Severity", "Shapes", "load_shapes", "validate", "validate_within"]
