"""Scores a fact against a metric: unit, kind, and how near the words stand that the metric needs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.link.recipes import Recipe
from kg.link.views import Found, View, around, before, in_sentence, near, of_agency, of_thing
from kg.model.facts import Kind
from kg.model.mentions import Part

Looking = Callable[[View, re.Pattern[str]], Found]


@dataclass(frozen=True, slots=True)
class Match:
    """A metric that a fact may be of, with the words that speak for it."""

    recipe: Recipe
    score: float
    found: tuple[Found, ...]

    @property
    def rank(self) -> tuple[float, int, str]:
        """By score; between equals by how much of the text speaks for it."""
        return (round(self.score, 4), sum(len(word) for word in {found.word for found in self.found}), self.recipe.slug)


def score(view: View, recipe: Recipe, unit: str) -> Match | None:
    """The match of a fact with a metric, or None where the metric is ruled out.

    The score is the product of what unit and kind count and of the nearness of every word that must stand there.
    """
    weight = recipe.units.get(unit, 0.0) * _kind(view.fact.kind, recipe)
    if not weight or _part(view) not in recipe.parts:
        return None
    found: list[Found] = []
    for looking, words in _needed(recipe):
        found.append(looking(view, words))
        weight *= found[-1].weight
        if not weight:  # mostly the first word is missing already
            return None
    return None if _ruled_out(view, recipe) else Match(recipe, weight, tuple(found))


def _needed(recipe: Recipe) -> Iterator[tuple[Looking, re.Pattern[str]]]:
    yield from ((near, words) for words in recipe.near)
    yield from ((before, words) for words in recipe.before)
    yield from ((of_agency, words) for words in recipe.agencies)
    yield from ((of_thing, words) for words in recipe.things)
    yield from ((around, words) for words in recipe.context)


def _ruled_out(view: View, recipe: Recipe) -> bool:
    return (
        any(near(view, words).weight for words in recipe.not_near)
        or any(before(view, words).weight for words in recipe.not_before)
        or any(in_sentence(view, words).weight for words in recipe.not_context)
    )


def _kind(kind: Kind, recipe: Recipe) -> float:
    """A difference is never a level; other kinds are told apart less surely."""
    if kind in recipe.kinds:
        return 1.0
    return 0.0 if kind is Kind.CHANGE else 0.85


def _part(view: View) -> Part:
    """The number in brackets of 97(12)人, also where only the breakdown says so."""
    quantity = view.fact.quantity
    inner = quantity.part is Part.WHOLE and ("appointment", "兼任") in view.fact.dims
    return Part.INNER if inner else quantity.part
