"""From a source to its outline: headings with their numbering, paragraphs, what is skipped and why."""

from kg.structure.families import Families, load_families
from kg.structure.reading import read_outline

__all__ = ["Families", "load_families", "read_outline"]
