"""Kaogong: the periodic reports of governments as a graph of facts that lead back to their sentences."""

__version__ = "0.1.0"
