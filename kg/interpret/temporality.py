"""How a figure relates to time: a state, a count over a span, or a rate."""

from collections.abc import Sequence
from pathlib import Path

from kg.interpret.cues import Cues, Evidence, Where, load_cues, read_cues
from kg.interpret.kinds import Kinds
from kg.interpret.scenes import Scene
from kg.model.facts import Kind, Temporality

CHANGE = Kind.CHANGE
FLOW = Temporality.FLOW
STOCK = Temporality.STOCK
ABOVE = Where.ABOVE
LEAD = Where.LEAD
TAIL = Where.TAIL
SAID = {one.value: one for one in Temporality}

RULES = Path(__file__).parent / "rules" / "temporality.toml"


def load_temporality_rules() -> Cues:
    """Reads `rules/temporality.toml`. Raises KnowledgeError with file and row."""
    return load_cues(RULES, Temporality)


def read_temporalities(
    scenes: Sequence[Scene], above: Sequence[tuple[str, ...]], kinds: Sequence[Kinds], rules: Cues
) -> tuple[Temporality, ...]:
    """The temporality of every figure. `above` holds the introducing lines and headings of each, the nearest first."""
    found: list[Temporality] = []
    for place, (scene, kind, evidence) in enumerate(zip(scenes, kinds, read_cues(rules, scenes, above), strict=True)):
        last, before = (scenes[place - 1], found[-1]) if place else (None, FLOW)
        found.append(_temporality(scene, kind, evidence, last, before))
    return tuple(found)


def _temporality(
    scene: Scene, kind: Kinds, evidence: Sequence[Evidence], last: Scene | None, before: Temporality
) -> Temporality:
    """By the words about the figure; a list goes on as it began, and a part is what the whole is. A difference is what
    came or went in a span. `last` is the figure before it, which is `before`."""
    if scene.goes_on and not any(one.cue.place is not ABOVE for one in evidence):
        return before
    goes_on = scene.like(last) and (scene.of_those or scene.changed_to)
    if goes_on and not any(one.cue.place in (LEAD, TAIL) for one in evidence):
        return before
    said = SAID[evidence[0].cue.says] if evidence else FLOW
    if said is STOCK and kind.kind is CHANGE and kind.base is None:
        return FLOW
    return said
