"""The metrics that a report alone knows: what its facts measure where no metric of the vocabulary was found."""

from collections.abc import Container

from pyoxigraph import NamedNode

from kg.graph.frame import Frame
from kg.graph.identity import digest
from kg.graph.terms import boolean, string
from kg.model.facts import Fact
from kg.model.folding import fold


def say_metric_mentions(frame: Frame, facts: list[NamedNode], linked: Container[int]) -> None:
    """One mention for all facts of a report that measure the same by their words and have no metric.

    The words are taken as they stand: nobody has reviewed them, and equal words of two reports are two mentions.
    `facts` are the nodes of the facts, `linked` the ordinals of those that have a metric.
    """
    groups: dict[str, list[int]] = {}
    for ordinal, fact in enumerate(frame.reading.facts):
        folded = fold(fact.metric)
        if folded and ordinal not in linked:
            groups.setdefault(folded, []).append(ordinal)
    for folded, ordinals in groups.items():
        node = frame.local("mention", digest("metric", folded))
        _say_mention(frame, node, [frame.reading.facts[ordinal] for ordinal in ordinals])
        for ordinal in ordinals:
            frame.triples.say(facts[ordinal], {"kg:metricMention": node})


def _say_mention(frame: Frame, node: NamedNode, facts: list[Fact]) -> None:
    name = facts[0].metric
    frame.triples.say(
        node,
        {
            "a": frame.triples.name("kg:MetricMention"),
            "kg:name": string(name),
            "kg:alias": [string(alias) for alias in dict.fromkeys(fact.metric for fact in facts) if alias != name],
            "kg:mentionedAt": [frame.span(fact.quantity.span, fact.quantity.block) for fact in facts],
            "kg:reviewed": boolean(value=False),
        },
    )
