"""Writes a publication for other programs: RDF for triple stores, networks for Gephi, Cytoscape, yEd and Graphviz.

`EXPORTS` names the formats; `export(view, resources, name)` gives the bytes, `export_pieces` piece by piece: the same
publication, the same bytes.
"""

from kg.export.formats import EXPORTS, Format, export, export_pieces

__all__ = ["EXPORTS", "Format", "export", "export_pieces"]
