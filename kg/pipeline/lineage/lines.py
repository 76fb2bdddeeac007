"""Lines and what stands beside them, kept by place: the figures of a body make its lines and breaks, and the lines of
all bodies say what a figure stands beside that is on none."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.audit.between import Shelf
from kg.graph.lines import Told, lineage_quads
from kg.iris import Iris
from kg.lineage.bodies import Heirs
from kg.lineage.breaks import break_findings, break_message
from kg.lineage.definitions import Definitions
from kg.lineage.metrics import Beside, Drawn, draw, prominence
from kg.lineage.placing import Placed, Scene, under
from kg.lineage.wordings import Wordings
from kg.model.concepts import Concept
from kg.model.findings import Words
from kg.model.lines import Line, MetricLineage
from kg.model.statements import Account
from kg.pipeline.found import Found
from kg.pipeline.ledger import Ledger, Place
from kg.pipeline.lineage.packing import (
    Packed,
    pack_class,
    pack_placed,
    pack_point,
    unpack_class,
    unpack_order,
    unpack_placed,
    unpack_point,
)

LINE, MARKS = "line", "marks"
NOBODY = Heirs()


def by_agency(name: str) -> str:
    """What names that a body turns out to have become another, or no longer to have."""
    return f"agency {name}"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a metric and their breaks. A place is a metric and a body as a report names it; lines are made of
    the figures of a body under all names that it had. `beside` is the rank of `Marks`."""

    rank: int
    beside: int
    metrics: Mapping[str, Concept] = field(repr=False)
    definitions: Definitions = field(repr=False)
    wordings: Wordings = field(repr=False)
    iris: Iris

    def bring(self, account: Account) -> Mapping[Place, Sequence[Packed]]:
        scene, brought = Scene(account, self.definitions, NOBODY), dict[Place, list[Packed]]()
        for series, statements in sorted(scene.series.items()):
            for one in statements if series in self.metrics else ():
                at = Place(self.rank, (LINE, series, one.agency or ""), by_agency(one.agency or ""))
                brought.setdefault(at, []).append(pack_placed(scene.place(one, self.metrics[series])))
        return brought

    def found(self, at: Place, shelf: Shelf, ledger: Ledger, heirs: Heirs) -> Found:
        """What is found of a body under its latest name; nothing under its others, so that each is told once."""
        _, series, agency = at.about
        marks = frozenset((str(Place(self.beside, (MARKS, series))),))
        placed = self._placed(at, ledger, heirs) if heirs.now(agency) == agency else []
        if not placed:
            return Found(further=marks)
        drawn, metric = draw(placed, series, self.definitions), self.metrics[series]
        lines = tuple(sorted(drawn.lines, key=prominence))
        told = MetricLineage(series, lines, tuple(mark for _, mark in drawn.marks))
        reports = sorted({one.statement.report for one in placed}, key=shelf.places.__getitem__)
        accounts = {report: shelf[report] for report in reports}
        return Found(
            findings=tuple(break_findings(told, metric, accounts, self.definitions, self.wordings)),
            sheets=lineage_quads(Told((told,), dict(self._breaks(lines, metric, accounts))), self.iris),
            outline=_outline(drawn, lines),
            topic=series,
            further=marks,
        )

    def _placed(self, at: Place, ledger: Ledger, heirs: Heirs) -> list[Placed]:
        """The figures of a body, in the order of their time."""
        _, series, agency = at.about
        names = {agency, *(name for name in heirs.heirs if heirs.now(name) == agency)}
        places = (Place(self.rank, (LINE, series, name)) for name in sorted(names))
        brought = (one for place in places for _, several in ledger.brought(str(place)) for one in several)
        placed = (under(unpack_placed(one), heirs) for one in brought)
        return sorted(placed, key=lambda one: one.order)

    def _breaks(
        self, lines: Sequence[Line], metric: Concept, accounts: Mapping[str, Account]
    ) -> Iterator[tuple[tuple[str, str], Words]]:
        for one in (one for line in lines for one in line.breaks):
            words = break_message(one, metric, accounts, self.definitions, self.wordings)
            yield (one.before.fact, one.after[0].fact), words


def _outline(drawn: Drawn, lines: Sequence[Line]) -> str:
    """What a body's figures of a metric mean to those of others."""
    content = {
        "lines": [[prominence(line), pack_class(line.key)] for line in lines],
        "lone": [[order, pack_point(point), pack_class(key)] for order, point, key in drawn.lone],
        "keys": [[order, pack_class(key)] for key, order in drawn.keys.items()],
    }
    return json.dumps(content, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Marks:
    """The figures of a metric that are on no line, each beside the line of any body that is nearest to it. A place is a
    metric; no report brings anything to it, since it is made of the outlines of `Lines`."""

    rank: int
    iris: Iris

    def bring(self, _account: Account) -> Mapping[Place, Sequence[Packed]]:
        return {}

    def found(self, at: Place, _shelf: Shelf, ledger: Ledger, _heirs: Heirs) -> Found:
        _, series = at.about
        outlines = [json.loads(outline) for outline in ledger.outlines(series)]
        lone = [one for outline in outlines for one in outline["lone"]]
        if not lone:
            return Found()
        beside = Beside(_lines(outlines), _keys(outlines))
        marks = tuple(beside.mark(unpack_point(point), unpack_class(key)) for _, point, key in lone)
        return Found(sheets=lineage_quads(Told((MetricLineage(series, (), marks),)), self.iris))


def _lines(outlines: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any]]:
    """The lines of all bodies, the longest first."""
    ordered = sorted(one for outline in outlines for one in outline["lines"])
    return [(prominent[-1], unpack_class(key)) for prominent, key in ordered]


def _keys(outlines: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The classes of all bodies, in the order of the first figure of each."""
    told = ((unpack_order(order), key) for outline in outlines for order, key in outline["keys"])
    return [unpack_class(key) for _, key in sorted(told, key=lambda one: one[0])]
