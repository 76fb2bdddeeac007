"""Chooses between concepts: what a report's facts measure, and which things its names are."""

from kg.link.linking import link

__all__ = ["link"]
