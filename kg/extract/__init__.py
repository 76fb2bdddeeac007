"""Looks at the characters of an outline and finds quantities, dates and names, and numbers that are none of these."""

from kg.extract.extracting import ExtractRules, extract, load_rules

__all__ = ["ExtractRules", "extract", "load_rules"]
