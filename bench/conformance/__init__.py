"""The W3C test suites of SPARQL 1.1 Query and Update, run against what is served and against the library alone."""

from bench.conformance.suite import run_suite

__all__ = ["run_suite"]
