"""Names of the graphs of a publication that more than one room speaks of; those of a report are `{name}/{its id}`."""

# Of checks: those inside a report, and those across reports of which it is the latest.
INSIDE, ACROSS = "checks", "comparisons"
LINEAGE, FOLLOWING = "lineage", "inferred-lineage"
# What is drawn of lineage: what is told, and what follows from it.
DRAWN = (LINEAGE, FOLLOWING)
