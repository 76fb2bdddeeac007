"""Of which programme a figure is: the nearest name of a plan, course, event, service or system.

First in the clause of the figure, then before it in its sentence, in its paragraph, in an introducing line, in the
headings. A run of three names or more is what something consists of, not what the figure is of.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.interpret.above import Above, Line
from kg.interpret.scenes import Passage, Scene, names_within
from kg.interpret.words import load_words
from kg.model.mentions import NameKind, NameMention

RULES = Path(__file__).parent / "rules" / "programmes.toml"
PROGRAMMES = frozenset({NameKind.PROGRAMME, NameKind.SYSTEM})
ENTRIES = frozenset({NameKind.PROGRAMME, NameKind.AWARD})
PLAN = re.compile(r"(?:計畫|方案|措施|專案)$")
BETWEEN = re.compile(r"[「」『』、,，及與和暨]*")
MANY = 3
QUOTATIONS = re.compile(r"(?:[「『][^「」『』]{1,40}[」』][、及與和]?){3,}")
BASIS = re.compile(r"(?:依|依據|依照|按|按照|根據|遵照|比照)[^,，。;；]{0,12}$")
BACK = 1000  # how far back in a paragraph a name may stand that a figure is of
BASIS_REACH = 16
LABEL = re.compile(r"(?P<words>[^\d,，。;；:：]{3,24})[:：]")
UNQUOTED = re.compile(r"[「」『』【】《》]")
AHEAD = 80  # how far behind a figure what was entered for may stand
SENT = re.compile(r"推薦|遴薦|薦送|選送|選派|遴派|提報|報送|遴選|派員")
ENTERED = re.compile(r"(?:參加|參選|參與|參賽|報名|申請|角逐)[^,，。;；]{0,8}$")
DOING = re.compile(
    r"(?:辦理|舉辦|開辦|開設|召開|推動|訂定|訂頒|參與|實施|執行|運用|發行|設置|建置|啟用|推出|成立)[^,，。;；]{0,8}$"
)


@dataclass(frozen=True, slots=True)
class ProgrammeRules:
    """The words of `rules/programmes.toml`, ready for use."""

    ends: re.Pattern[str]
    follows: re.Pattern[str]
    themes: re.Pattern[str]
    generic: re.Pattern[str]


def load_programme_rules() -> ProgrammeRules:
    """Reads `rules/programmes.toml`. Raises KnowledgeError with file and list."""
    words = load_words(RULES, ("named", "themes", "generic"))
    named = words["named"]
    return ProgrammeRules(
        ends=re.compile(rf"{named}$"),
        follows=re.compile(rf"[」』]?.?{named}"),
        themes=re.compile(rf"[」』]?(?:[二兩三四五六七八九十\d]+[大項個])?{words['themes']}"),
        generic=re.compile(rf"(?:{words['generic']})+(?:{named})"),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """The programmes that the figures of a block may be of.

    names  those named in it;  done: those of them that something was done with, not by (依「…計畫」規定)
    label  the one that its run-in label names;  above: the one that a line above names
    """

    names: tuple[NameMention, ...]
    done: tuple[NameMention, ...]
    label: str | None
    above: NameMention | None


def read_programmes(scenes: Sequence[Scene], above: Above, rules: ProgrammeRules) -> tuple[str | None, ...]:
    """The programme of every figure, or None."""
    choices: dict[int, Choice] = {}
    for scene in scenes:
        block = scene.passage.block.ordinal
        if block not in choices:
            choices[block] = _choice(scene.passage, above.lines(block), rules)
    return tuple(_programme(scene, choices[scene.passage.block.ordinal]) for scene in scenes)


def _choice(passage: Passage, lines: Iterable[Line], rules: ProgrammeRules) -> Choice:
    names = find_programmes(passage.text, passage.names, rules)
    higher = (find_programmes(line.text, line.names, rules) for line in lines)
    return Choice(
        names=names,
        done=tuple(name for name in names if not _basis(passage.text, name)),
        label=_label(passage.text, names, rules),
        above=next((found[0] for found in higher if found), None),
    )


def _programme(scene: Scene, choice: Choice) -> str | None:
    """The nearest, else that of the label, else one of an earlier sentence, of a basis, of a line above."""
    name = _near(scene, choice.done)
    if name is None and choice.label:
        return choice.label
    name = name or _earlier(scene, choice.done) or _near(scene, choice.names) or choice.above
    return UNQUOTED.sub("", name.full) if name else None


def _basis(text: str, name: NameMention) -> bool:
    """Whether a plan is what something is done by, not what is done: 依「…計畫」規定."""
    return BASIS.search(text[max(0, name.start - BASIS_REACH) : name.start]) is not None


def _label(text: str, names: Sequence[NameMention], rules: ProgrammeRules) -> str | None:
    """The programme that a run-in label names, or is (性別主流化訓練：依…)."""
    label = LABEL.match(text)
    if label is None:
        return None
    inside = [name.full for name in names if name.end <= label.end()]
    if inside:
        return UNQUOTED.sub("", inside[0])
    return label["words"] if rules.ends.search(label["words"]) else None


def find_programmes(text: str, names: Iterable[NameMention], rules: ProgrammeRules) -> tuple[NameMention, ...]:
    """The names of a text that a figure may be of: not those of long lists, of themes, of occasions."""
    listed = [found.span() for found in QUOTATIONS.finditer(text)]
    starts = [start for start, _ in listed]
    found: list[NameMention] = []
    run: list[NameMention] = []
    for name in names:
        place = bisect_right(starts, name.start) - 1
        if not _is_programme(text, name, rules) or (place >= 0 and name.start < listed[place][1]):
            continue
        if run and not BETWEEN.fullmatch(text, run[-1].end, name.start):
            found += run if len(run) < MANY else ()
            run = []
        run.append(name)
    return (*found, *(run if len(run) < MANY else ()))


def _is_programme(text: str, name: NameMention, rules: ProgrammeRules) -> bool:
    if rules.themes.match(text, name.end) or rules.generic.fullmatch(name.text):
        return False
    if name.kind in PROGRAMMES:
        return True
    if name.kind is NameKind.LAW:
        return PLAN.search(name.text) is not None
    if name.kind is NameKind.QUOTED:
        return bool(rules.ends.search(name.text) or rules.follows.match(text, name.end))
    return False


def _near(scene: Scene, names: Sequence[NameMention]) -> NameMention | None:
    """The last before the number in its clause, else the first behind it there, else the last in its sentence."""
    number, clause = scene.number[0], scene.passage.clause(scene.quantity.start)
    before = names_within(names, max(scene.sentence[0], number - BACK), number)
    if before and before[-1].start >= clause[0]:
        return before[-1]
    after = names_within(names, number, clause[1])
    if after:
        return after[0]
    return _done(scene.passage.text, before) or _entered(scene)


def _entered(scene: Scene) -> NameMention | None:
    """What somebody took part in, an award too, behind the number in its sentence: 推薦3人，參加…選拔."""
    text = scene.passage.text
    if not SENT.search(text, scene.passage.clause(scene.quantity.start)[0], scene.number[0]):
        return None
    after = names_within(scene.passage.names, scene.number[0], min(scene.sentence[1], scene.number[1] + AHEAD))
    entries = [name for name in after if name.kind in ENTRIES]
    return next((name for name in entries if ENTERED.search(text[max(0, name.start - 12) : name.start])), None)


def _earlier(scene: Scene, names: Sequence[NameMention]) -> NameMention | None:
    """The last in the sentences of the paragraph before."""
    begin = scene.sentence[0]
    return _done(scene.passage.text, names_within(names, max(0, begin - BACK), begin))


def _done(text: str, names: Sequence[NameMention]) -> NameMention | None:
    """The last of some names that something was done with (辦理…班); else the last."""
    objects = [name for name in names if DOING.search(text[max(0, name.start - 14) : name.start])]
    return objects[-1] if objects else names[-1] if names else None
