"""The tables of a report: facts, entities and changes as rows of plain values, ready for JSON."""

from decimal import Decimal

from kg.graph.identity import change_digests, entity_digests, fact_digests
from kg.iris import Iris
from kg.model.concepts import Link, Links
from kg.model.facts import Change, Entity, Fact, Reading
from kg.model.mentions import NameKind, Period

Row = dict[str, object]
DETAILS = ("recipient", "rank", "date", "for")


def fact_rows(reading: Reading, links: Links, iris: Iris) -> tuple[Row, ...]:
    """One row a fact, in reading order. Offsets count code points, the end excluded; `value` is a number; what is
    unknown is None; `series` and `measure` are the local names of the linked metric and unit, `section` the headings,
    outermost first, `sentence` the offsets of the sentence."""
    series = {link.mention: link.slug for link in links.metrics}
    measures = {link.mention: link.slug for link in links.units}
    numbered = enumerate(zip(fact_digests(reading), reading.facts, strict=True))
    return tuple(
        _place(reading, iris.fact(reading.info.id, digest), fact)
        | _content(reading, fact, series.get(ordinal))
        | {"measure": measures.get(ordinal), "sentence": [fact.sentence.start, fact.sentence.end]}
        for ordinal, (digest, fact) in numbered
    )


def _place(reading: Reading, iri: str, fact: Fact) -> Row:
    span = fact.quantity.span
    return {
        "fact": iri,
        "report": reading.info.id,
        "source_sha256": reading.outline.source.sha256,
        "start": span.start,
        "end": span.end,
        "quote": span.cut(reading.outline.source.text),
    }


def _content(reading: Reading, fact: Fact, series: str | None) -> Row:
    quantity = fact.quantity
    return {
        "value": number(quantity.value),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier.value if quantity.qualifier else None,
        "kind": fact.kind.value,
        "direction": fact.direction.value if fact.direction else None,
        "base": fact.base,
        "temporality": fact.temporality.value,
        "metric": fact.metric,
        "series": series,
        "agency": fact.agency,
        "programme": fact.programme,
        "period": period_row(fact.period),
        "period_source": fact.period_source.value if fact.period else None,
        "section": list(reading.outline.headings(fact.section)),
        "dims": dict(fact.dims),
    }


def number(value: Decimal) -> int | float:
    """A decimal as a JSON number: whole numbers without a fraction."""
    return int(value) if value == value.to_integral_value() else float(value)


def period_row(period: Period | None) -> dict[str, str] | None:
    """A period as a row has it: start and end as ISO days."""
    return {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None


def entity_rows(reading: Reading, links: Links, iris: Iris) -> tuple[Row, ...]:
    """One row an entity: its kind, names and places; for an award one row a conferral, with recipient, rank, date and
    the work. `concept` is the local name of the linked concept, `link` the score and reason of the link, and the local
    name of the judgement where a person decided."""
    linked = {link.mention: link for link in links.entities}
    numbered = enumerate(zip(entity_digests(reading), reading.entities, strict=True))
    return tuple(
        {
            "entity": iris.thing("mention", f"{reading.info.id}.{digest}"),
            "report": reading.info.id,
            "source_sha256": reading.outline.source.sha256,
            "type": entity.kind.value,
            "name": entity.name,
            "aliases": list(entity.aliases),
            "parent": entity.parent,
            "concept": linked[ordinal].slug if ordinal in linked else None,
            "link": _link(linked.get(ordinal)),
            "mentions": [[mention.span.start, mention.span.end] for mention in entity.mentions],
        }
        | _details(entity)
        for ordinal, (digest, entity) in numbered
    )


def _link(link: Link | None) -> Row | None:
    if link is None:
        return None
    judgement = link.judgement.id if link.judgement else None
    return {"score": link.score, "reason": link.reason, "judgement": judgement}


def _details(entity: Entity) -> Row:
    if entity.kind is not NameKind.AWARD:
        return {}
    details = dict(entity.details)
    return {key: details.get(key) for key in DETAILS}


def change_rows(reading: Reading, links: Links, iris: Iris) -> tuple[Row, ...]:
    """One row a change of an organisation or programme; `before` and `after` are posts of a staffing change.
    `concept` is the local name of the concept that its subject is linked to."""
    slugs = {link.mention: link.slug for link in links.entities}
    concepts = {reading.entities[ordinal].name: slug for ordinal, slug in slugs.items()}
    pairs = zip(change_digests(reading), reading.changes, strict=True)
    return tuple(
        {"event": iris.thing("change", f"{reading.info.id}.{digest}")}
        | _change(reading, change)
        | {"concept": concepts.get(change.subject)}
        for digest, change in pairs
    )


def _change(reading: Reading, change: Change) -> Row:
    return {
        "report": reading.info.id,
        "source_sha256": reading.outline.source.sha256,
        "type": change.type.value,
        "subject": change.subject,
        "object": change.object,
        "date": change.date,
        "quote": change.span.cut(reading.outline.source.text),
        "start": change.span.start,
        "end": change.span.end,
        "before": change.before,
        "after": change.after,
    }
