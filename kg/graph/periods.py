"""Periods: report-local nodes, so that none is described in two graphs, with the wording of the ROC calendar."""

from datetime import date

from pyoxigraph import NamedNode

from kg.graph.frame import Frame
from kg.graph.terms import chinese, day
from kg.model.calendar import roc_words
from kg.model.mentions import Period


def say_period(frame: Frame, period: Period) -> NamedNode:
    """Describes a period or, where it is one day, an instant (OWL-Time), and names it."""
    node = _node(frame, period)
    instant = period.start == period.end
    frame.triples.say(
        node,
        {
            "a": frame.triples.names("kg:Period", "time:Instant" if instant else "time:ProperInterval"),
            "kg:start": day(period.start),
            "kg:end": day(period.end),
            "rdfs:label": chinese(roc_words(period.start, period.end)),
            "time:inXSDDate": day(period.start) if instant else None,
            "time:hasBeginning": None if instant else _say_day(frame, period.start),
            "time:hasEnd": None if instant else _say_day(frame, period.end),
        },
    )
    return node


def _say_day(frame: Frame, value: date) -> NamedNode:
    node = _node(frame, Period(value, value))
    frame.triples.say(node, {"a": frame.triples.name("time:Instant"), "time:inXSDDate": day(value)})
    return node


def _node(frame: Frame, period: Period) -> NamedNode:
    days = sorted({period.start.isoformat(), period.end.isoformat()})
    return frame.local("period", "_".join(days))
