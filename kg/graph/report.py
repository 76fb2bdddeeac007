"""The named graph of one report: everything that it says, and nothing that another graph describes."""

from pyoxigraph import NamedNode

from kg import __version__
from kg.graph.concepts import Concepts, find_concepts
from kg.graph.document import say_outline, say_report, say_source, say_yield
from kg.graph.facts import say_fact
from kg.graph.frame import Frame
from kg.graph.identity import change_digests, entity_digests, fact_digests
from kg.graph.links import say_link
from kg.graph.metrics import say_metric_mentions
from kg.graph.names import say_change, say_conferral, say_entity
from kg.graph.terms import string
from kg.graph.triples import Triples
from kg.iris import Iris
from kg.model.concepts import Links, Vocabulary
from kg.model.facts import Reading, Yield
from kg.model.mentions import NameKind


def report_quads(
    reading: Reading, links: Links, vocabulary: Vocabulary, iris: Iris, found: Yield | None = None
) -> bytes:
    """Graph `report/{id}` as sorted N-Quads: no blank nodes, no time of making. `found`: how much was read, if it was
    counted."""
    frame = Frame(reading, iris, Triples(iris, f"report/{reading.info.id}"))
    concepts = find_concepts(reading, links, iris)
    say_report(frame, concepts.agency(reading.info.issuer))
    say_source(frame)
    if found is not None:
        say_yield(frame, found)
    say_outline(frame)
    _say_facts(frame, links, concepts)
    _say_entities(frame, links, concepts)
    _say_changes(frame, concepts)
    _say_run(frame, vocabulary)
    return frame.triples.to_bytes()


def _say_facts(frame: Frame, links: Links, concepts: Concepts) -> None:
    digests = fact_digests(frame.reading)
    nodes = [frame.local("fact", digest) for digest in digests]
    for ordinal, fact in enumerate(frame.reading.facts):
        say_fact(frame, nodes[ordinal], fact, ordinal, concepts)
    say_metric_mentions(frame, nodes, concepts.metrics)
    for link in (*links.metrics, *links.units):
        say_link(frame, digests[link.mention], nodes[link.mention], link)


def _say_entities(frame: Frame, links: Links, concepts: Concepts) -> None:
    digests = entity_digests(frame.reading)
    nodes = [frame.local("mention", digest) for digest in digests]
    for ordinal, entity in enumerate(frame.reading.entities):
        say_entity(frame, nodes[ordinal], entity, concepts.entities.get(ordinal))
        if entity.kind is NameKind.AWARD:
            say_conferral(frame, frame.local("conferral", digests[ordinal]), nodes[ordinal], entity, concepts)
    for link in links.entities:
        say_link(frame, digests[link.mention], nodes[link.mention], link)


def _say_changes(frame: Frame, concepts: Concepts) -> None:
    measured = list(zip(fact_digests(frame.reading), frame.reading.facts, strict=True))
    for digest, change in zip(change_digests(frame.reading), frame.reading.changes, strict=True):
        inside = [frame.local("fact", one) for one, fact in measured if change.span.contains(fact.quantity.span)]
        say_change(frame, frame.local("change", digest), change, concepts, inside)


def _say_run(frame: Frame, vocabulary: Vocabulary) -> None:
    """What the graph was made from and by what; not when: the same input gives the same graph."""
    run = NamedNode(frame.iris.thing("run", frame.reading.info.id))
    graph = NamedNode(frame.iris.graph(f"report/{frame.reading.info.id}"))
    frame.triples.say(graph, {"a": frame.triples.name("kg:ReportGraph"), "prov:wasGeneratedBy": run})
    frame.triples.say(
        run,
        {
            "a": frame.triples.name("kg:Run"),
            "prov:used": frame.source,
            "kg:softwareVersion": string(__version__),
            "kg:vocabularyHash": string(vocabulary.digest) if vocabulary.digest else None,
            "kg:readAs": string(frame.reading.outline.family),
        },
    )
