"""Figures and names as plain values, ready for JSON, and back: what the ledger keeps of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kg.graph.rows import period_row
from kg.lineage.definitions import Definition
from kg.lineage.placing import Order, Placed
from kg.model.facts import Temporality
from kg.model.lines import LineClass, Note, Point
from kg.model.mentions import Period
from kg.model.statements import Statement, read_statement

Packed = Sequence[Any]


def pack_statement(one: Statement) -> Mapping[str, Any]:
    """A row as `read_statement` takes it."""
    return {
        "fact": one.fact,
        "report": one.report,
        "source_sha256": one.source,
        "start": one.span.start,
        "end": one.span.end,
        "sentence": [one.sentence.start, one.sentence.end],
        "quote": one.quote,
        "value": str(one.value),
        "unit": one.unit,
        "measure": one.measure,
        "qualifier": one.qualifier.value if one.qualifier else None,
        "kind": one.kind.value,
        "direction": one.direction.value if one.direction else None,
        "base": one.base,
        "temporality": one.temporality.value,
        "metric": one.metric,
        "series": one.series,
        "agency": one.agency,
        "programme": one.programme,
        "period": period_row(one.period),
        "period_source": one.period_source.value if one.period_source else None,
        "section": list(one.section),
        "dims": dict(one.dims),
    }


def pack_placed(one: Placed) -> Packed:
    """A figure with its class and its definition."""
    said = {name: sorted(values) for name, values in one.definition.said.items()}
    definition = [said, sorted(one.definition.excluded), sorted(one.definition.told), one.definition.basis]
    return [
        *pack_point(Point(one.statement, one.time, one.notes)),
        pack_class(one.key),
        one.order,
        definition,
        one.clause,
        one.before,
    ]


def unpack_placed(packed: Packed) -> Placed:
    statement, time, notes, key, order, (said, excluded, told, basis), clause, before = packed
    values = {name: frozenset(one) for name, one in said.items()}
    return Placed(
        statement=read_statement(statement),
        key=unpack_class(key),
        time=_period(time),
        order=unpack_order(order),
        definition=Definition(values, frozenset(excluded), frozenset(told), basis),
        clause=clause,
        notes=tuple(map(Note, notes)),
        before=before,
    )


def pack_point(one: Point) -> Packed:
    """A figure at its time."""
    time = [one.time.start.isoformat(), one.time.end.isoformat()] if one.time else None
    return [pack_statement(one.statement), time, [note.value for note in one.notes]]


def unpack_point(packed: Packed) -> Point:
    statement, time, notes = packed
    return Point(read_statement(statement), _period(time), tuple(map(Note, notes)))


def pack_class(key: LineClass) -> Packed:
    """What figures of a line have in common."""
    return [key.level, key.temporality.value, key.measure, key.agency, key.breakdown, key.span]


def unpack_class(packed: Packed) -> LineClass:
    level, temporality, measure, agency, breakdown, span = packed
    parts = tuple((name, value) for name, value in breakdown)
    return LineClass(level, Temporality(temporality), measure, agency, parts, span)


def unpack_order(packed: Packed) -> Order:
    end, start, (last, issued, report), place = packed
    return end, start, (last, issued, report), place


def _period(packed: Sequence[str] | None) -> Period | None:
    return Period(date.fromisoformat(packed[0]), date.fromisoformat(packed[1])) if packed else None
