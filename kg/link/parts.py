"""Parts that add up to a whole: 296人(男性148人、女性148人) are three figures of one metric."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kg.link.views import View
from kg.model.concepts import Link
from kg.model.facts import Fact


def link_parts(views: Sequence[View], links: Mapping[int, Link]) -> dict[int, Link]:
    """Links of figures that have none of their own: to the metric of the whole that they add up to.

    The parts follow the whole in its sentence, have its unit and kind, and at least two of them add up to it.
    """
    found: dict[int, Link] = {}
    for ordinal, whole in links.items():
        for part in _parts(views, ordinal):
            if part not in links and part not in found:
                reason = f"與同句分項合計為「{_shown(views[ordinal].fact)}」；{whole.reason}"
                found[part] = Link(whole.scheme, part, whole.slug, round(whole.score * 0.95, 4), reason)
    return found


def _parts(views: Sequence[View], ordinal: int) -> list[int]:
    """The run of figures right after the whole whose sum is the whole, or nothing."""
    whole, total, run = views[ordinal], Decimal(0), list[int]()
    for other in range(ordinal + 1, len(views)):
        view = views[other]
        if not _alike(whole, view):
            return []
        total += view.fact.quantity.value
        run.append(other)
        if total >= whole.fact.quantity.value:
            return run if total == whole.fact.quantity.value and len(run) > 1 else []
    return []


def _alike(whole: View, part: View) -> bool:
    one, other = whole.fact, part.fact
    return (
        one.quantity.block == other.quantity.block
        and whole.sentence == part.sentence
        and one.quantity.unit == other.quantity.unit
        and one.kind is other.kind
    )


def _shown(fact: Fact) -> str:
    return f"{fact.quantity.value}{fact.quantity.unit}"
