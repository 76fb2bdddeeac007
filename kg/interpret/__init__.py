"""Decides what the mentions of a report say: what a number measures, of whom, when and of which kind."""

from kg.interpret.interpreting import InterpretRules, interpret, load_rules

__all__ = ["InterpretRules", "interpret", "load_rules"]
