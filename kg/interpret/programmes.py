"""Of which programme a figure is: the nearest name of a plan, course, event, service or system.

First in the clause of the figure, then before it in its sentence, in its paragraph, in a plan that an item before set
up, in an introducing line, in the headings, last in a rule that is set up or applied. A run of three names or more is
what something consists of, not what the figure is of.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from kg.interpret.above import Above, Line
from kg.interpret.merging import repeats
from kg.interpret.scenes import Passage, Scene, names_within
from kg.interpret.words import load_words
from kg.model.mentions import NameKind, NameMention

LAW = NameKind.LAW

RULES = Path(__file__).parent / "rules" / "programmes.toml"
PROGRAMMES = frozenset({NameKind.PROGRAMME, NameKind.SYSTEM})
NAMING = PROGRAMMES | {NameKind.LAW, NameKind.QUOTED}
ENTRIES = frozenset({NameKind.PROGRAMME, NameKind.AWARD})
PLAN = ("計畫", "方案", "措施", "專案")
BETWEEN = re.compile(r"[「」『』、,，及與和暨]*")
MANY = 3
LOOSE = re.compile(r"(?:活動|措施|機制|方案|計畫|專案|服務)$")  # what may be added to a name or left out of it
QUOTATIONS = re.compile(r"(?:[「『][^「」『』]{1,40}[」』][、及與和]?){3,}")
BASIS = re.compile(r"(?:依(?!需|其|序|個)|依據|依照|按|按照|根據|遵照|比照)[^,，。;；]{0,12}$")
BACK = 1000  # how far back in a paragraph a name may stand that a figure is of
BASIS_REACH = 16
LABEL = re.compile(r"(?P<words>[^\d,，。;；:：]{3,24})[:：]")
UNQUOTED = re.compile(r"[「」『』【】《》]")
AHEAD = 80  # how far behind a figure what was entered for may stand
CHOSEN = re.compile(r"獎(?:選拔|評選|遴選)$")  # who is chosen for an award is told of the award
SENT = re.compile(r"推薦|遴薦|薦送|選送|選派|遴派|提報|報送|遴選|派員")
ENTERED = re.compile(r"(?:參加|參選|參與|參賽|報名|申請|角逐)[^,，。;；]{0,8}$")
SET_UP = re.compile(r"(?:訂定|訂頒|函頒|制定|研訂|頒訂)[「『《]?$")
APPLIED = re.compile(r"(?:比照|準用|適用)[「『《]?$")
KEPT_REACH = 14  # characters before a name in which such a verb stands, and words between
VERB_REACH = 4  # characters before a title in which such a verb stands
AMONG = re.compile(r"[」』]?等[「『]?")  # between one of several and the name of them all
# What is lent for need goes by the name that the line above gives it: 急難貸款 of 救助貸款.
LOAN = "貸款"
# A class or step of a plan that is told from others by grade alone: 9等主管班, 中級班, 第2階段訓練.
GRADED = re.compile(
    r"(?:\d{2,4}年度?)?(?:[薦簡委]任)?第?(?:[\d一二三四五六七八九十]+(?:職?等|階段|梯次)|[初中高]級|[初中高]階|基礎|進階|入門)"
    r"[^\d,，。;；]{0,4}(?:班|班期|訓練|課程|研習)"
)
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
    apart: re.Pattern[str]
    kept: re.Pattern[str]


def load_programme_rules() -> ProgrammeRules:
    """Reads `rules/programmes.toml`. Raises KnowledgeError with file and list."""
    words = load_words(RULES, ("named", "themes", "generic", "apart", "kept"))
    named = words["named"]
    return ProgrammeRules(
        ends=re.compile(rf"{named}$"),
        follows=re.compile(rf"[」』]?.?{named}"),
        themes=re.compile(rf"[」』]?(?:[二兩三四五六七八九十\d]+[大項個])?{words['themes']}"),
        generic=re.compile(rf"(?:{words['generic']})+(?:{named})"),
        apart=re.compile(words["apart"]),
        kept=re.compile(rf"{words['kept']}[^,，。;；]{{0,8}}$"),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """The programmes that the figures of a block may be of.

    names  those named in it;  done: those of them that something was done with, not by (依「…計畫」規定)
    label  the one that its run-in label names;  above: the one that a line above names
    plan   the one that an item before, under the same lines, set up
    rules  the titles of rules that it sets up or applies, or that a line above consists of
    """

    names: tuple[NameMention, ...]
    done: tuple[NameMention, ...]
    label: str | None
    above: NameMention | None
    plan: NameMention | None
    rules: tuple[NameMention, ...]


class Higher(Struct, frozen=True, gc=False):
    """What the lines above a block name: the nearest programme, and the titles of rules that are all of a line."""

    programme: NameMention | None
    titles: tuple[NameMention, ...]


def read_programmes(scenes: Sequence[Scene], above: Above, rules: ProgrammeRules) -> tuple[str | None, ...]:
    """The programme of every figure, or None."""
    plans = _plans(above)
    choices: dict[int, Choice] = {}
    higher: dict[tuple[int, ...], Higher] = {}
    for scene in scenes:
        block = scene.passage.block.ordinal
        if block not in choices:
            lines = above.chain(block)
            if lines not in higher:
                higher[lines] = _higher(above.lines(block), rules)
            choices[block] = _choice(scene.passage, higher[lines], plans.get(block), rules)
    return tuple(_programme(scene, choices[scene.passage.block.ordinal], rules) for scene in scenes)


def _plans(above: Above) -> Mapping[int, NameMention]:
    """The plan that governs a block since an item before it, under the same lines, set it up: 訂頒「甲計畫」."""
    found: dict[int, NameMention] = {}
    for blocks in above.items():
        plan: NameMention | None = None
        for block in blocks:
            if plan:
                found[block] = plan
            line = above.line(block)
            plan = next((one for one in line.names if one.text.endswith(PLAN) and _after(SET_UP, line.text, one)), plan)
    return found


def _after(verbs: re.Pattern[str], text: str, name: NameMention) -> bool:
    return verbs.search(text[max(0, name.start - VERB_REACH) : name.start]) is not None


def _higher(lines: Sequence[Line], rules: ProgrammeRules) -> Higher:
    found = (find_programmes(line.text, line.names, rules) for line in lines)
    return Higher(next((names[0] for names in found if names), None), tuple(_titles(lines)))


def _choice(passage: Passage, higher: Higher, plan: NameMention | None, rules: ProgrammeRules) -> Choice:
    text, names = passage.text, find_programmes(passage.text, passage.names, rules)
    laws = (name for name in passage.names if name.kind is LAW)
    return Choice(
        names=names,
        done=tuple(name for name in names if not _basis(text, name)),
        label=_label(text, names, rules),
        above=higher.programme,
        plan=plan,
        rules=(*higher.titles, *(name for name in laws if _after(SET_UP, text, name) or _after(APPLIED, text, name))),
    )


def _titles(lines: Iterable[Line]) -> Iterable[NameMention]:
    """The rules of which the title is all that a line above says."""
    for line in lines:
        yield from (one for one in line.names if one.kind is LAW and one.text == line.text.rstrip(":："))


def _programme(scene: Scene, choice: Choice, rules: ProgrammeRules) -> str | None:
    """The nearest, else that of the label, else one of an earlier sentence, of a basis, of a line above. None where
    the text has come since to what belongs to no programme."""
    name = _near(scene, choice.done)
    if name is None and choice.label:
        return choice.label
    name = name or _earlier(scene, choice.done)
    if name is None and len(choice.done) < len(choice.names):
        name = _near(scene, choice.names) or _earlier(scene, choice.names)
    if name and rules.apart.search(scene.passage.text, name.end, scene.clause[1]):
        return None
    if name is None or GRADED.fullmatch(name.text):
        name = choice.plan or name
    name = _fuller(name, choice.above) or next(iter(choice.rules), None)
    return _called(name.full) if name else None


@lru_cache(maxsize=1024)  # a report tells many figures of one programme
def _called(full: str) -> str:
    return CHOSEN.sub("獎", UNQUOTED.sub("", full))


@lru_cache(maxsize=1024)
def _firm(name: str) -> str:
    """A name without what may be added to it or left out."""
    return LOOSE.sub("", name)


def _fuller(name: NameMention | None, above: NameMention | None) -> NameMention | None:
    """The name that a line above gives to what the text calls by the end of it or by a part: 公教未婚聯誼 of
    未婚聯誼活動."""
    if name is None or above is None:
        return name or above
    if name.text.endswith(LOAN) and above.text.endswith(LOAN):
        return above
    whole, own = _firm(above.text), _firm(name.text)
    loose = own != name.text and len(whole) > len(own)
    return above if loose and repeats(own, whole) else name


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
    listed = [found.span() for found in QUOTATIONS.finditer(text)] if "「" in text or "『" in text else []
    starts = [start for start, _ in listed]
    found: list[NameMention] = []
    run: list[NameMention] = []
    for name in names:
        place = bisect_right(starts, name.start) - 1
        if not _is_programme(text, name, rules) or (place >= 0 and name.start < listed[place][1]):
            continue
        if rules.kept.search(text[max(0, name.start - KEPT_REACH) : name.start]):
            continue
        if run and not BETWEEN.fullmatch(text, run[-1].end, name.start):
            found += run if len(run) < MANY else ()
            run = []
        run.append(name)
    return (*found, *(run if len(run) < MANY else ()))


def _is_programme(text: str, name: NameMention, rules: ProgrammeRules) -> bool:
    if name.kind not in NAMING or rules.themes.match(text, name.end) or rules.generic.fullmatch(name.text):
        return False
    if name.kind in PROGRAMMES:
        return True
    if name.kind is LAW:
        return name.text.endswith(PLAN)
    if name.kind is NameKind.QUOTED:
        return bool(rules.ends.search(name.text) or rules.follows.match(text, name.end))
    return False


def _near(scene: Scene, names: Sequence[NameMention]) -> NameMention | None:
    """The last before the number in its clause, else the first behind it there, else the last in its sentence."""
    number, clause = scene.number[0], scene.clause
    before = names_within(names, max(scene.sentence[0], number - BACK), number)
    if before and before[-1].start >= clause[0]:
        return before[-1]
    after = names_within(names, number, clause[1])
    if after:
        return after[0]
    return _done(scene.passage.text, before) or _entered(scene)


def _entered(scene: Scene) -> NameMention | None:
    """What somebody took part in, an award too, behind the number in its sentence: 推薦3人，參加…選拔."""
    if not scene.passage.names:
        return None
    text = scene.passage.text
    if not SENT.search(text, scene.clause[0], scene.number[0]):
        return None
    after = names_within(scene.passage.names, scene.number[0], min(scene.sentence[1], scene.number[1] + AHEAD))
    entries = [name for name in after if name.kind in ENTRIES]
    return next((name for name in entries if ENTERED.search(text[max(0, name.start - 12) : name.start])), None)


def _earlier(scene: Scene, names: Sequence[NameMention]) -> NameMention | None:
    """The last in the sentences of the paragraph before."""
    if not names:
        return None
    begin = scene.sentence[0]
    return _done(scene.passage.text, names_within(names, max(0, begin - BACK), begin))


def _done(text: str, names: Sequence[NameMention]) -> NameMention | None:
    """The last of some names that something was done with (辦理…班); else the last. What is said to be one of several
    (「甲班」等管理類班期) gives way to their common name."""
    objects = [order for order, name in enumerate(names) if DOING.search(text[max(0, name.start - 14) : name.start])]
    if not objects:
        return names[-1] if names else None
    order = objects[-1]
    name, following = names[order], names[order + 1] if order + 1 < len(names) else None
    return following if following and AMONG.fullmatch(text, name.end, following.start) else name
