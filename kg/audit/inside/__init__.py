"""What must agree inside one report: parts and totals, shares, differences, counts of lists, prices, thresholds."""

from kg.audit.inside.checking import InsideRules, check_report, load_rules

__all__ = ["InsideRules", "check_report", "load_rules"]
