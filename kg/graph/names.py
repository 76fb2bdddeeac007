"""What a report names and tells of beside figures: mentions, conferrals of awards, changes."""

from pyoxigraph import NamedNode

from kg.graph.concepts import Concepts
from kg.graph.frame import Frame
from kg.graph.terms import day_or_year, integer, string
from kg.graph.triples import Sayings
from kg.model.facts import Change, ChangeType, Entity
from kg.model.mentions import NameKind

# Which body stood before a change and which after it (ORG, section 5.6); other changes leave the body as it is.
BEFORE = (ChangeType.MERGED, ChangeType.ABOLISHED, ChangeType.RENAMED, ChangeType.INCORPORATED)
AFTER = (ChangeType.MERGED, ChangeType.RENAMED, ChangeType.INCORPORATED)


def say_entity(frame: Frame, node: NamedNode, entity: Entity, concept: NamedNode | None) -> None:
    """A thing that the report names, with all its names and places there."""
    frame.triples.say(
        node,
        {
            "a": frame.triples.name(f"kg:{entity.kind.value.capitalize()}Mention"),
            "kg:name": string(entity.name),
            "kg:alias": [string(alias) for alias in entity.aliases],
            "kg:parentText": string(entity.parent) if entity.parent else None,
            "kg:mentionedAt": _places(frame, entity),
            "kg:refersTo": concept,
        },
    )


def say_conferral(frame: Frame, node: NamedNode, mention: NamedNode, entity: Entity, concepts: Concepts) -> None:
    """The event behind the mention of an award: to whom it was given, when, and for what."""
    assert entity.kind is NameKind.AWARD
    details = dict(entity.details)
    frame.triples.say(
        node,
        {
            "a": frame.triples.name("kg:Conferral"),
            "kg:award": concepts.programme(entity.name),
            "kg:awardText": string(entity.name),
            "kg:awardMention": mention,
            "kg:recipient": concepts.thing(details.get("recipient")),
            "kg:recipientText": string(details["recipient"]) if details.get("recipient") else None,
            "kg:rank": string(details["rank"]) if details.get("rank") else None,
            "kg:date": day_or_year(details["date"]) if details.get("date") else None,
            "kg:forWork": string(details["for"]) if details.get("for") else None,
            "prov:wasDerivedFrom": _places(frame, entity),
        },
    )


def _places(frame: Frame, entity: Entity) -> list[NamedNode]:
    return [frame.span(mention.span, mention.block) for mention in entity.mentions]


def say_change(
    frame: Frame, node: NamedNode, change: Change, concepts: Concepts, measurements: list[NamedNode]
) -> None:
    """A change, with the measurements that stand in its words."""
    frame.triples.say(
        node,
        {
            "a": frame.triples.name("kg:Change"),
            "kg:changeType": frame.kind(change.type.value),
            "kg:subject": concepts.thing(change.subject),
            "kg:subjectText": string(change.subject),
            "kg:object": concepts.thing(change.object),
            "kg:objectText": string(change.object) if change.object else None,
            "kg:date": day_or_year(change.date) if change.date else None,
            "kg:before": None if change.before is None else integer(change.before),
            "kg:after": None if change.after is None else integer(change.after),
            "kg:hasMeasurement": measurements,
            "prov:wasDerivedFrom": frame.span(change.span, change.block),
        },
    )
    frame.triples.say(node, _bodies(change, concepts))


def _bodies(change: Change, concepts: Concepts) -> Sayings:
    subject, other = concepts.agency(change.subject), concepts.agency(change.object)
    if subject == other:  # a body under another name: it did not become another one
        return {}
    founded = subject if change.type is ChangeType.ESTABLISHED else None
    return {
        "org:originalOrganization": subject if change.type in BEFORE else None,
        "org:resultingOrganization": other if change.type in AFTER else founded,
    }
