"""The pattern writer of `kg.model.alternation`, under the name by which extraction knows it."""

from kg.model.alternation import alternation

__all__ = ["alternation"]
