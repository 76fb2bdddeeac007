"""Of which kind a figure is (kind), which way a difference goes, and what it is measured against."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.interpret.cues import Cues, Evidence, Where, best_evidence, evidence_above, load_cues, scan
from kg.interpret.scenes import Scene
from kg.model.facts import Direction, Kind

RULES = Path(__file__).parent / "rules" / "kinds.toml"
TARGET = "target"
# A difference from what was to be reached: 較行政院規定18%高出8.19%, 較預算數減少.
AGAINST_TARGET = re.compile(
    r"(?:較|比|與|逾|超出|超過)[^,，。;；]{0,25}(?:目標|規定|法定|預定|預算|應進用|計畫數|責任額)"
)
# What a total says of itself before its number: it is of the kind of the list that it adds up.
TOTAL = re.compile(r"^(?:[(（]?(?:共計|合計|總計|小計|計|共|等|等共|等計|各|及|與|和|且|並|暨|、|,|，))*$")


@dataclass(frozen=True, slots=True)
class Kinds:
    """What kind a figure is of, with what is known of a difference; `evidence` is the word that said so, or None."""

    kind: Kind
    direction: Direction | None = None
    base: str | None = None
    evidence: Evidence | None = None


OBSERVED = Kinds(Kind.OBSERVED)


def load_kind_rules() -> Cues:
    """Reads `rules/kinds.toml`. Raises KnowledgeError with file and row."""
    return load_cues(RULES, Kind)


def read_kinds(scenes: Sequence[Scene], above: Sequence[Sequence[str]], rules: Cues) -> tuple[Kinds, ...]:
    """The kind of every figure. `above` holds the introducing lines and headings of each, the nearest first."""
    hits = scan(rules, {scene.passage.block.ordinal: scene.passage for scene in scenes}.values())
    heard: dict[tuple[str, ...], tuple[Evidence, ...]] = {}
    found: list[Kinds] = []
    for place, scene in enumerate(scenes):
        texts = tuple(above[place])
        if texts not in heard:
            heard[texts] = evidence_above(rules, texts)
        evidence = best_evidence(rules, scene, hits[scene.passage.block.ordinal], heard[texts])
        before = found[-1] if place and scenes[place - 1].quantity.block == scene.quantity.block else None
        found.append(_kind(scene, evidence, before))
    return tuple(_carried_back(scenes, found))


def _kind(scene: Scene, evidence: Evidence | None, before: Kinds | None) -> Kinds:
    """By its own evidence; a list goes on as it began, and a total is of the kind of its parts."""
    own = evidence is not None and evidence.cue.place in (Where.LEAD, Where.TAIL) and evidence.cue.weight > 4
    if before is not None and not own and _goes_on(scene):
        return before
    if evidence is None:
        return OBSERVED
    kind = Kind(evidence.cue.says)
    direction = Direction(evidence.cue.direction) if evidence.cue.direction else None
    return Kinds(kind, direction, _base(scene, evidence) if kind is Kind.CHANGE else None, evidence)


def _goes_on(scene: Scene) -> bool:
    """Whether nothing but the name of an item stands between the figure before it and this one."""
    if scene.joined:
        return True
    figures = scene.passage.figures
    order = bisect_left(figures, (scene.quantity.start, scene.quantity.end))
    last = figures[order - 1][1] if order else -1
    follows = scene.sentence[0] <= last and scene.lead[0] - last <= 3
    return follows and TOTAL.match(scene.before) is not None


def _base(scene: Scene, evidence: Evidence) -> str | None:
    if evidence.cue.base:
        return evidence.cue.base
    begin = max(scene.sentence[0], scene.number[0] - 60)
    return TARGET if AGAINST_TARGET.search(scene.passage.text, begin, scene.number[0]) else None


def _carried_back(scenes: Sequence[Scene], found: list[Kinds]) -> list[Kinds]:
    """What stands behind a list is said of all of it: 以3,500元及7,900元之價格."""
    for place in range(len(found) - 2, -1, -1):
        later = found[place + 1]
        behind = later.evidence is not None and later.evidence.cue.place is Where.TAIL
        if behind and scenes[place + 1].joined and found[place].evidence is None:
            found[place] = later
    return found
