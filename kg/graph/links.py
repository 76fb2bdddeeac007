"""The links of a report as nodes: each with its score, its reason and, where a person decided, the judgement."""

from pyoxigraph import NamedNode

from kg.graph.concepts import concept_node
from kg.graph.frame import Frame
from kg.graph.terms import decimal, string
from kg.model.concepts import Link


def say_link(frame: Frame, digest: str, linked: NamedNode, link: Link) -> None:
    """One link. `digest` is that of the fact or entity that is linked, `linked` its node."""
    judgement = link.judgement
    frame.triples.say(
        frame.local("link", f"{digest}-{link.scheme.value}"),
        {
            "a": frame.triples.name("kg:Link"),
            "kg:linkOf": linked,
            "kg:linkTarget": concept_node(link, frame.iris),
            "kg:score": decimal(link.score),
            "kg:reason": string(link.reason),
            "kg:judgement": NamedNode(frame.iris.thing("judgement", judgement.id)) if judgement else None,
        },
    )
