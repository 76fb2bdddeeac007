"""The property graph that programs for networks read: a projection of the RDF graph.

Nodes, by their attribute `type`; the node's name is its IRI:

- `report`      label (title), identifier, start, end (what it covers)
- `agency`, `programme`, `award`, `metric`, `system`, `law`  label (zh), label_en, definition: concepts that a fact,
                a conferral or a report leads to, and those above them
- `fact`        label (the quote and what it measures), value (double), unit, quote, qualifier, kind, direction, base,
                temporality, metric, agency, programme (as stated), dims (the breakdown, "sex=女性"), start, end
                (period), period_source, sentence, section, report
- `conferral`   label, rank, recipient, for, start, end: an award given on a day, in a month or a year

Edges, by their attribute `relation`: fact `statedIn` report, fact `metric` metric, fact `agency` agency, fact
`programme` programme, report `issuer` agency, conferral `award` award, conferral `statedIn` report, conferral
`recipient` agency, and `partOf` from a concept to the one above it. The key of an edge ("e0", "e1", …) is its place in
order.

Spans, paragraphs, mentions, links and periods are drawn into the attributes of what they belong to. Attributes are
texts and numbers only: what is unknown has no attribute, a list is joined by " / ", a day is ISO 8601, lines end in LF,
and a control character that XML cannot hold stands as U+FFFD.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kg.export.rows import Row, Rows, days_of, headings_of
from kg.resources import Resources
from kg.store import View

if TYPE_CHECKING:
    import networkx as nx

Attribute: TypeAlias = str | float
Network: TypeAlias = "nx.MultiDiGraph[str]"

FACT = (
    "unit",
    "quote",
    "qualifier",
    "kind",
    "direction",
    "temporality",
    "metric",
    "agency",
    "programme",
    "start",
    "end",
    "period_source",
    "sentence",
    "report",
)
LIST = " / "
# XML makes one of them on reading (XML 1.0, section 2.11).
LINE_END = re.compile(r"\r\n?")
# What is no Char of XML 1.0 (section 2.2).
NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class _Drawing:
    """A network in the making: nodes in the order in which they came, and edges, each once."""

    nodes: dict[str, dict[str, Attribute]] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], None] = field(default_factory=dict)

    def node(self, row: Row, kind: str, attributes: Mapping[str, Attribute]) -> None:
        known = {name: _shown(value) for name, value in attributes.items() if value != ""}
        self.nodes[row["node"]] = {"type": kind, **known}

    def edge(self, row: Row, relation: str, column: str) -> None:
        """An edge to the node of a column, where there is one."""
        if column in row:
            self.edges[row["node"], relation, row[column]] = None

    def network(self) -> Network:
        import networkx as nx

        network: Network = nx.MultiDiGraph(name="Kaogong")
        network.add_nodes_from(self.nodes.items())
        for ordinal, (source, relation, target) in enumerate(self.edges):
            network.add_edge(source, target, key=f"e{ordinal}", relation=relation)
        return network


def build_network(view: View, resources: Resources, reports: Sequence[str]) -> Network:
    """The network of these reports (by id), in the order given: reports, facts, conferrals, then the concepts."""
    rows = Rows(view, resources)
    drawing = _Drawing()
    for report in reports:
        _draw_report(drawing, rows, report)
    _draw_concepts(drawing, rows)
    return drawing.network()


def _draw_report(drawing: _Drawing, rows: Rows, report: str) -> None:
    for row in rows.of("reports", report):
        drawing.node(row, "report", _some(row, ("label", "identifier", "start", "end")))
        drawing.edge(row, "issuer", "issuerConcept")
    headings = headings_of(rows.of("sections", report))
    dimensions: dict[str, list[str]] = {}
    for row in rows.of("dimensions", report):
        dimensions.setdefault(row["node"], []).append(f"{row['key']}={row['value']}")
    for row in rows.of("facts", report):
        _draw_fact(drawing, row, headings.get(row["sectionNode"], ()), dimensions.get(row["node"], ()))
    for row in rows.of("conferrals", report):
        _draw_conferral(drawing, row)


def _draw_fact(drawing: _Drawing, row: Row, headings: Iterable[str], dimensions: Iterable[str]) -> None:
    label = f"{''.join(row['quote'].split())} {row['metric']}".strip()
    base = row.get("base") or "/".join(row[day] for day in ("baseStart", "baseEnd") if day in row)
    joined = {"base": base, "dims": LIST.join(dimensions), "section": LIST.join(headings)}
    drawing.node(row, "fact", {"label": label, "value": float(row["value"]), **_some(row, FACT), **joined})
    drawing.edge(row, "statedIn", "reportNode")
    for relation in ("metric", "agency", "programme"):
        drawing.edge(row, relation, f"{relation}Concept")


def _draw_conferral(drawing: _Drawing, row: Row) -> None:
    days = dict(zip(("start", "end"), days_of(row.get("date", "")), strict=False))
    drawing.node(row, "conferral", _some(row, ("label", "rank", "recipient", "for")) | days)
    drawing.edge(row, "statedIn", "reportNode")
    for relation in ("award", "recipient"):
        drawing.edge(row, relation, f"{relation}Concept")


def _draw_concepts(drawing: _Drawing, rows: Rows) -> None:
    """Draws what edges lead to, and what is above that, as far as it goes."""
    known: dict[str, list[Row]] = {}
    for row in rows.all("concepts"):
        known.setdefault(row["node"], []).append(row)
    waiting = [target for _, _, target in drawing.edges]
    while waiting:
        node = waiting.pop()
        if node in drawing.nodes:
            continue
        for row in known.get(node) or [{"node": node, "label": rows.slug(node)}]:
            drawing.node(row, rows.kind(node), _some(row, ("label", "label_en", "definition")))
            drawing.edge(row, "partOf", "above")
            waiting += [row["above"]] if "above" in row else []


def _some(row: Row, names: Iterable[str]) -> dict[str, Attribute]:
    return {name: row[name] for name in names if name in row}


def _shown(value: Attribute) -> Attribute:
    return NO_XML.sub("\ufffd", LINE_END.sub("\n", value)) if isinstance(value, str) else value


def plain(value: object) -> str:
    """An attribute in words: numbers without a fraction where they are whole."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
