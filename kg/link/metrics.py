"""Links facts to metrics: the best match above a threshold, and parts to the metric of their whole."""

from collections.abc import Mapping, Sequence

from kg.link.parts import link_parts
from kg.link.recipes import Recipe
from kg.link.scoring import Match, score
from kg.link.views import View, make_views
from kg.model.concepts import Link, Scheme
from kg.model.facts import Reading

# Below it the words that a metric needs stand too far from the number.
THRESHOLD = 0.5


def link_metrics(
    reading: Reading, recipes: Mapping[str, Sequence[Recipe]], units: Mapping[int, str]
) -> tuple[Link, ...]:
    """One link at most a fact. `recipes` are those of a unit, by its local name; `units` holds the local name of the
    unit of a fact, by its ordinal."""
    views = make_views(reading)
    matches = {
        ordinal: match
        for ordinal, view in enumerate(views)
        if ordinal in units and (match := _best(view, recipes.get(units[ordinal], ()), units[ordinal]))
    }
    links = {ordinal: _link(ordinal, views[ordinal], match) for ordinal, match in _settled(views, matches).items()}
    links |= link_parts(views, links)
    return tuple(links[ordinal] for ordinal in sorted(links))


def _best(view: View, recipes: Sequence[Recipe], unit: str) -> Match | None:
    matches = [match for recipe in recipes if (match := score(view, recipe, unit)) and match.score >= THRESHOLD]
    return max(matches, key=lambda match: match.rank, default=None)


def _settled(views: Sequence[View], matches: Mapping[int, Match]) -> dict[int, Match]:
    """Where the same words in the same places speak for two figures in different clauses, the nearer one has them."""
    kept: dict[int, Match] = {}
    holders: dict[tuple[object, ...], int] = {}
    for ordinal in sorted(matches, key=lambda one: (-matches[one].score, one)):
        match, view = matches[ordinal], views[ordinal]
        places = tuple(found.place for found in match.found)
        key = (view.fact.quantity.block, match.recipe.slug, places, view.fact.dims)
        holder = holders.setdefault(key, ordinal)
        if max(places) < 0 or views[holder].clause == view.clause:
            kept[ordinal] = match
    return kept


def _link(ordinal: int, view: View, match: Match) -> Link:
    words = [f"{found.where}有「{found.word}」" for found in match.found]
    reason = "；".join([f"單位「{view.fact.quantity.unit}」", *words])
    return Link(Scheme.METRIC, ordinal, match.recipe.slug, round(match.score, 4), reason)
