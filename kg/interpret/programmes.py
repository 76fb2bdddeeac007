"""Of which programme a figure is: the nearest name of a plan, course, event, service or system.

First in the clause of the figure, then before it in its sentence, in its paragraph, in an introducing line, in the
headings. A run of three names or more is what something consists of, not what the figure is of.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.interpret.above import Above, Line
from kg.interpret.scenes import Scene
from kg.model.alternation import alternation
from kg.model.mentions import NameKind, NameMention

RULES = Path(__file__).parent / "rules" / "programmes.toml"
PROGRAMMES = frozenset({NameKind.PROGRAMME, NameKind.SYSTEM})
PLAN = re.compile(r"(?:計畫|方案|措施|專案)$")
BETWEEN = re.compile(r"[「」『』、,，及與和暨]*")
MANY = 3


@dataclass(frozen=True, slots=True)
class ProgrammeRules:
    """The words of `rules/programmes.toml`, ready for use."""

    ends: re.Pattern[str]
    follows: re.Pattern[str]
    themes: re.Pattern[str]


def load_programme_rules() -> ProgrammeRules:
    """Reads `rules/programmes.toml`."""
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))
    named, themes = (alternation(table[name]["words"]) for name in ("named", "themes"))
    return ProgrammeRules(re.compile(rf"{named}$"), re.compile(rf"[」』]?.?{named}"), re.compile(rf"[」』]?{themes}"))


def read_programmes(scenes: Sequence[Scene], above: Above, rules: ProgrammeRules) -> tuple[str | None, ...]:
    """The programme of every figure, or None."""
    known: dict[int, tuple[NameMention, ...]] = {}
    inherited: dict[int, str | None] = {}
    found: list[str | None] = []
    for scene in scenes:
        block = scene.passage.block.ordinal
        if block not in known:
            known[block] = tuple(_programmes(scene.passage.text, scene.passage.names, rules))
            inherited[block] = _inherited(above.lines(block), rules)
        found.append(_here(scene, known[block]) or inherited[block])
    return tuple(found)


def _programmes(text: str, names: Iterable[NameMention], rules: ProgrammeRules) -> Iterator[NameMention]:
    """The names that may be of a programme, without those of long lists."""
    run: list[NameMention] = []
    for name in names:
        if not _is_programme(text, name, rules):
            continue
        if run and not BETWEEN.fullmatch(text, run[-1].end, name.start):
            yield from run if len(run) < MANY else ()
            run = []
        run.append(name)
    yield from run if len(run) < MANY else ()


def _is_programme(text: str, name: NameMention, rules: ProgrammeRules) -> bool:
    if rules.themes.match(text, name.end):
        return False
    if name.kind in PROGRAMMES:
        return True
    if name.kind is NameKind.LAW:
        return PLAN.search(name.text) is not None
    if name.kind is NameKind.QUOTED:
        return bool(rules.ends.search(name.text) or rules.follows.match(text, name.end))
    return False


def _here(scene: Scene, names: Sequence[NameMention]) -> str | None:
    """The nearest in the clause, else the last before it in the sentence, else the last before it in the paragraph."""
    number = scene.number[0]
    clause, sentence = scene.passage.clause(scene.quantity.start), scene.sentence
    before = [name for name in names if name.end <= number]
    after = [name for name in names if name.start >= number and name.end <= clause[1]]
    inside = [name for name in before if name.start >= clause[0]]
    if inside:
        return _joined(scene, inside)
    if after:
        return after[0].full
    earlier = [name for name in before if name.start >= sentence[0]]
    return _joined(scene, earlier or before) if before else None


def _joined(scene: Scene, names: Sequence[NameMention]) -> str:
    """The last of the names; two that stand together are both."""
    last = names[-1]
    if len(names) > 1 and BETWEEN.fullmatch(scene.passage.text, names[-2].end, last.start):
        return f"{names[-2].full}、{last.full}"
    return last.full


def _inherited(lines: Iterable[Line], rules: ProgrammeRules) -> str | None:
    """The programme that the nearest line above names."""
    for line in lines:
        names = tuple(_programmes(line.text, line.names, rules))
        if names:
            return names[0].full
    return None
