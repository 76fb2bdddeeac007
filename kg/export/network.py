"""The property graph that programs for networks read: a projection of the RDF graph.

Nodes, by their attribute `type`; the node's name is its IRI:

- `report`      label (title), identifier, start, end (what it covers)
- `agency`, `programme`, `award`, `metric`  label (zh), label_en, definition: concepts that a fact or a report leads to,
                and the bodies above an agency
- `fact`        label (the quote and what it measures), value (double), unit, quote, qualifier, kind, direction,
                temporality, metric, agency, programme (as stated), start, end (period), period_source, sentence,
                section, report
- `conferral`   label, rank, recipient, for, start, end: an award given on a day

Edges, by their attribute `relation`: fact `statedIn` report, fact `metric` metric, fact `agency` agency, fact `programme`
programme, report `issuer` agency, conferral `award` award, conferral `statedIn` report, conferral `recipient` agency,
and `partOf` from a concept to the one above it.

Spans, paragraphs, mentions, links and periods are drawn into the attributes of what they belong to. Attributes are
texts and numbers only: what is unknown has no attribute, a list is joined by " / ", a day is ISO 8601.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

Attribute: TypeAlias = str | float
Network: TypeAlias = "nx.MultiDiGraph[str]"
# One row of a query: what is unbound is left out.
Row: TypeAlias = Mapping[str, str]
NUMBERS = ("value",)
CONCEPTS = ("agency", "programme", "award", "metric")
