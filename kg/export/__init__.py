"""Writes a publication for other programs: RDF for triple stores, networks for Gephi, Cytoscape, yEd and Graphviz.

`EXPORTS` names the formats; `export(view, resources, name)` gives the bytes: the same publication, the same bytes.
"""

from kg.export.formats import EXPORTS, Format, export

__all__ = ["EXPORTS", "Format", "export"]
