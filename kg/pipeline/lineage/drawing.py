"""The graphs of lineage as they are published: one a report, what follows from each, and what is said of concepts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from kg.iris import Iris
from kg.model.graphs import DRAWN, FOLLOWING, LINEAGE
from kg.model.quads import read_ground
from kg.pipeline.ledger import Ledger
from kg.reason import Context, infer_across
from kg.store import Kind, Writer


@dataclass(frozen=True)
class Drawing:
    """Publishes the graphs of lineage. `close` makes the context in which is inferred, when that is first needed."""

    writer: Writer
    iris: Iris
    close: Callable[[], Context] = field(repr=False)

    @cached_property
    def context(self) -> Context:
        return self.close()

    def publish(self, reports: Iterable[str], ledger: Ledger) -> None:
        """Puts the graphs of these reports anew, and the common ones where that changes them."""
        changed = [self._of_report(report, ledger) for report in sorted(reports)]
        if any(changed) or not {*DRAWN} <= ledger.made().keys():
            self._common(ledger)

    def _of_report(self, report: str, ledger: Ledger) -> bool:
        """Puts what is told of a report; says whether what it has of concepts alone changed."""
        sheet, own = ledger.drawn(report), f"{LINEAGE}/{report}"
        follows = infer_across(self.context, sheet.quads, sheet.lines)
        self._keep(ledger, own, sheet.quads)
        self._keep(ledger, f"inferred-{own}", follows.own)
        stated = map(" ".join, read_ground(sheet.common).triples())
        return ledger.keep_common(report, stated, map(" ".join, follows.common))

    def _keep(self, ledger: Ledger, name: str, quads: bytes) -> None:
        ledger.keep(name, self.writer.put(Kind.QUADS, quads) if quads else None)

    def _common(self, ledger: Ledger) -> None:
        stated = ledger.common(stated=1)
        quads = self._quads(stated, LINEAGE)
        follows = infer_across(self.context, quads)
        derived = {*ledger.common(stated=0), *map(" ".join, follows.common)} - {*stated}
        ledger.keep(LINEAGE, self.writer.put(Kind.QUADS, quads))
        ledger.keep(FOLLOWING, self.writer.put(Kind.QUADS, follows.own + self._quads(derived, FOLLOWING)))

    def _quads(self, triples: Iterable[str], graph: str) -> bytes:
        """Triples as sorted N-Quads of a graph."""
        return "".join(f"{one} <{self.iris.graph(graph)}> .\n" for one in sorted(triples)).encode()
