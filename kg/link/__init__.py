"""Chooses between concepts: what a report's facts measure, and which things its names are."""

from kg.link.linking import LinkRules, link, load_rules

__all__ = ["LinkRules", "link", "load_rules"]
