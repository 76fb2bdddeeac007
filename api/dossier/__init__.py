"""A printable list of findings about a body or a metric, with the passages that they compare."""
