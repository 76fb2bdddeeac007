"""Measurements: every field of a fact, with the span that it was derived from."""

from datetime import date

from pyoxigraph import NamedNode

from kg.graph.concepts import Concepts
from kg.graph.frame import Frame
from kg.graph.identity import digest
from kg.graph.periods import say_period
from kg.graph.terms import day, decimal, string
from kg.graph.triples import Sayings
from kg.model.facts import Fact
from kg.model.mentions import Part, Period

TARGET = "target"


def say_fact(frame: Frame, node: NamedNode, fact: Fact, ordinal: int, concepts: Concepts) -> None:
    """One measurement. `ordinal` is its place in the reading."""
    block = fact.quantity.block
    frame.triples.say(
        node,
        {
            "a": frame.triples.name("kg:Measurement"),
            "prov:wasDerivedFrom": frame.span(fact.quantity.span, block),
            "kg:sentence": frame.span(fact.sentence, block),
        },
    )
    frame.triples.say(node, _figure(frame, fact))
    frame.triples.say(node, _bearing(frame, fact, ordinal, concepts))
    frame.triples.say(node, _time(frame, fact))


def _figure(frame: Frame, fact: Fact) -> Sayings:
    quantity = fact.quantity
    return {
        "kg:value": decimal(quantity.value),
        "kg:step": decimal(quantity.step),
        "kg:quote": string(quantity.span.cut(frame.text)),
        "kg:unitText": string(quantity.unit),
        "kg:qualifier": frame.kind(quantity.qualifier.value) if quantity.qualifier else None,
        "kg:part": None if quantity.part is Part.WHOLE else frame.kind(quantity.part.value),
    }


def _bearing(frame: Frame, fact: Fact, ordinal: int, concepts: Concepts) -> Sayings:
    return {
        "kg:metric": concepts.metrics.get(ordinal),
        "kg:metricText": string(fact.metric),
        "kg:unit": concepts.units.get(ordinal),
        "kg:agency": concepts.agency(fact.agency),
        "kg:agencyText": string(fact.agency) if fact.agency else None,
        "kg:programme": concepts.programme(fact.programme),
        "kg:programmeText": string(fact.programme) if fact.programme else None,
        "kg:kind": frame.kind(fact.kind.value),
        "kg:direction": frame.kind(fact.direction.value) if fact.direction else None,
        "kg:temporality": frame.kind(fact.temporality.value),
        "kg:dimension": [_say_dimension(frame, key, value) for key, value in fact.dims],
    }


def _time(frame: Frame, fact: Fact) -> Sayings:
    return {
        "kg:period": say_period(frame, fact.period) if fact.period else None,
        "kg:periodStart": day(fact.period.start) if fact.period else None,
        "kg:periodEnd": day(fact.period.end) if fact.period else None,
        "kg:periodSource": frame.kind(fact.period_source.value) if fact.period else None,
        "kg:base": _base(frame, fact.base) if fact.base else None,
    }


def _base(frame: Frame, base: str) -> NamedNode:
    if base == TARGET:
        return frame.kind(TARGET)
    start, end = base.split("/")
    return say_period(frame, Period(date.fromisoformat(start), date.fromisoformat(end)))


def _say_dimension(frame: Frame, key: str, value: str) -> NamedNode:
    node = frame.local("dimension", digest(key, value))
    frame.triples.say(
        node,
        {
            "a": frame.triples.name("kg:Dimension"),
            "kg:dimensionKey": string(key),
            "kg:dimensionValue": string(value),
        },
    )
    return node
