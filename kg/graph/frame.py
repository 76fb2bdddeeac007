"""What all parts of one report's graph share: its IRIs, its triples, its spans."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph.terms import integer, string
from kg.graph.triples import Triples
from kg.iris import Iris
from kg.model.facts import Reading
from kg.model.text import Span

# Characters before and after a quote that find it again in a text whose offsets have moved.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Frame:
    """A report's graph in the making."""

    reading: Reading
    iris: Iris
    triples: Triples

    @property
    def text(self) -> str:
        return self.reading.outline.source.text

    @property
    def report(self) -> NamedNode:
        return NamedNode(self.iris.report(self.reading.info.id))

    @property
    def source(self) -> NamedNode:
        return NamedNode(self.iris.source(self.reading.outline.source.sha256))

    def local(self, kind: str, digest: str) -> NamedNode:
        """A thing of this report: `…/id/{kind}/{report}.{digest}`."""
        return NamedNode(self.iris.thing(kind, f"{self.reading.info.id}.{digest}"))

    def kind(self, value: str) -> NamedNode:
        """The concept of a closed list's value."""
        return NamedNode(self.iris.concept("kind", value))

    def paragraph(self, block: int) -> NamedNode:
        return NamedNode(self.iris.part("paragraph", self.reading.info.id, block))

    def section(self, section: int | None) -> NamedNode:
        """Sections count from 1; 0 is what stands before the first heading."""
        return NamedNode(self.iris.part("section", self.reading.info.id, 0 if section is None else section + 1))

    def span(self, span: Span, block: int | None) -> NamedNode:
        """Describes a span that stands in a block (None: in none), and names it."""
        node = NamedNode(self.iris.span(self.reading.outline.source.sha256, span.start, span.end))
        self.triples.say(
            node,
            {
                "a": self.triples.name("kg:Span"),
                "oa:start": integer(span.start),
                "oa:end": integer(span.end),
                "oa:exact": string(span.cut(self.text)),
                "oa:prefix": string(self.text[max(0, span.start - CONTEXT) : span.start]),
                "oa:suffix": string(self.text[span.end : span.end + CONTEXT]),
                "kg:ofSource": self.source,
                "kg:spanOf": None if block is None else self.paragraph(block),
            },
        )
        return node
