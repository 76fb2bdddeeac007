"""What is found at a place of the ledger: findings across reports, and what the graphs of lineage tell of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.audit.between.shelf import Order
from kg.graph.lines import Sheet
from kg.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Found:
    """What is found at a place.

    sheets   what is told of it in the graphs of lineage, by report
    outline  what other places read of it, as a text, kept under `topic`; "" for nothing
    further  places that read the outline: they are looked at anew where it changes
    heard    after when whoever the watch of the place names may come and go and change nothing of it, as when reports
             are told; None where any coming and going may
    """

    findings: Sequence[Finding] = ()
    sheets: Mapping[str, Sheet] = field(default_factory=dict, repr=False)
    outline: str = field(default="", repr=False)
    topic: str = ""
    further: frozenset[str] = frozenset()
    heard: Order | None = None
