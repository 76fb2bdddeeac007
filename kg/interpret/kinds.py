"""Of which kind a figure is (kind), which way a difference goes, and what it is measured against."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kg.interpret.cues import Cues, Evidence, Where, load_cues, read_cues
from kg.interpret.scenes import Scene
from kg.model.facts import Direction, Kind
from kg.model.mentions import Qualifier

CHANGE = Kind.CHANGE
KIND_OBSERVED = Kind.OBSERVED
PLANNED = Kind.PLANNED
RULE = Kind.RULE
KIND_TARGET = Kind.TARGET
LEAD = Where.LEAD
SAID = {kind.value: kind for kind in Kind}
TAIL = Where.TAIL

RULES = Path(__file__).parent / "rules" / "kinds.toml"
TARGET = "target"
# A difference from what was to be reached: 較行政院規定18%高出8.19%, 較預算數減少.
AGAINST_TARGET = re.compile(
    r"(?:較|比|與|逾|超出|超過)[^,，。;；]{0,25}(?:目標|規定|法定|預定|預算|應進用|計畫數|責任額)"
)


class Kinds(Struct, frozen=True, gc=False):
    """What kind a figure is of, with what is known of a difference; `evidence` is the word that said so, or None."""

    kind: Kind
    direction: Direction | None = None
    base: str | None = None
    evidence: Evidence | None = None


# What goes on with a target: 應達15%且至少2,000人.
ALSO = re.compile(r"[且並及或、]+(?:至少|達|須達|不低於|不少於)?|(?:至少|不低於|不少於)(?:有|達)?")
MONEY = "元"
EACH = "每"
SEVERAL = "各"
OFTEN = frozenset({"次", "回", "場", "場次", "期"})
SHORT = 6  # characters of a clause that only names for what an amount is
COMPARES = re.compile(r"[較比]|相較")
# How the same difference is told once more in percent: 較預算數短收3億元,約7.3%.
IN_PERCENT = re.compile(r"(?:約|即|約為|亦即|相當於|幅度|或|或約)?")
# Bounds that are conditions where they end a clause.
BOUNDS = frozenset({Qualifier.GTE, Qualifier.GT, Qualifier.LTE, Qualifier.LT})
CONDITION_ENDS = re.compile(r"者?[,，、]|[之者每加應處得可須]")
# A bound that says of which cases the sentence speaks: 未達80%者計23項, 逾30日仍未繳納者, 超過70%之飲料不得託運.
OF_WHICH = re.compile(r"(?:仍?[未不][^,，、。;；]{1,4})?者|之[^,，、。;；]{1,10}(?:不得|應|須)")
BOUNDING = ("以內", "以下", "以上", "內")
GROUP = 4  # characters of those whom a bound makes a group: 30人以上團體7折
ONE_MORE = {
    "元": "",
    "%": "用者戶類型級",
    "分鐘": "間日者時",
    "小時": "間日者時",
}  # units in which short clauses go on with a rule, and how those must end then
OBSERVED = Kinds(Kind.OBSERVED)
SET = Kinds(Kind.RULE)
PRICE = 10_000  # yuan: what is set anew below that is a price or a fee, no budget
SETS = re.compile(r"調[整升降漲高低增減][為至到成](?:每\w{1,3})?\Z")
# Amounts that a rule sets, whatever their size: 最高保額由150萬元調高為300萬元.
SET_AMOUNT = re.compile(
    r"上限|下限|限額|額度|標準|最[高低]|津貼|給付|保額|獎金|工資|免稅額|扣除額|罰鍰|每[人名戶月案件]"
)


def load_kind_rules() -> Cues:
    """Reads `rules/kinds.toml`. Raises KnowledgeError with file and row."""
    return load_cues(RULES, Kind)


def read_kinds(scenes: Sequence[Scene], above: Sequence[tuple[str, ...]], rules: Cues) -> tuple[Kinds, ...]:
    """The kind of every figure. `above` holds the introducing lines and headings of each, the nearest first."""
    found: list[Kinds] = []
    for place, (scene, evidence) in enumerate(zip(scenes, read_cues(rules, scenes, above), strict=True)):
        spoken = _spoken_before(scenes, place)
        last, before = (scenes[spoken], found[spoken]) if place else (None, OBSERVED)
        more = not evidence and before.kind is RULE and scene.like(last) and _one_more(scene, rules.sums)
        found.append(before if more else _kind(scene, evidence, last, before))
    return tuple(_started_from(scenes, _carried_back(scenes, found, rules.conditions), rules.conditions))


def _spoken_before(scenes: Sequence[Scene], place: int) -> int:
    """Which figure a list goes on from: the one before, or behind a bracket the one before the bracket, which speaks of
    that alone: 特優2名(獎金5萬元)、優等3名."""
    scene, before = scenes[place], place - 1
    if not scene.joined or scene.last is None:
        return before
    if not scene.passage.text.startswith(")", scene.last[1]):
        return _counted_before(scenes, place)
    opened = scene.passage.text.rfind("(", scene.sentence[0], scene.last[0])
    while before > 0 and opened >= 0 and scenes[before].quantity.start > opened:
        before -= 1
    together = scenes[before].quantity.block == scene.quantity.block and scenes[before].sentence == scene.sentence
    return before if together else place - 1


def _counted_before(scenes: Sequence[Scene], place: int) -> int:
    """The figure of a list that has the same unit, where the one before has another: 3名各2萬元、佳作10名."""
    paid = scenes[place - 1].before == SEVERAL and scenes[place - 1].quantity.unit == MONEY
    return place - 2 if paid and place >= 2 and scenes[place].like(scenes[place - 2]) else place - 1


def _kind(scene: Scene, evidence: Sequence[Evidence], last: Scene | None, before: Kinds) -> Kinds:
    """By the words about the figure; a list goes on as it began, and a total is of the kind of its parts. `last` is the
    figure before it, of kind `before`."""
    if scene.goes_on and not _sums_up(scene, last, before) and not _told_anew(scene, evidence, before):
        return _signed(scene, before)
    if _like_before(scene, evidence, before) or (scene.like(last) and _part_of_before(scene, evidence)):
        return before
    if _says_which(scene):
        return SET
    if not evidence:
        return OBSERVED
    best = _planned_change(scene, evidence) or evidence[0]
    kind = SAID[best.cue.says]
    return Kinds(kind, _direction(scene, best), _base(scene, best) if kind is CHANGE else None, best)


def _says_which(scene: Scene) -> bool:
    """Whether a bound says of which cases the sentence speaks."""
    quantity = scene.quantity
    return quantity.qualifier in BOUNDS and OF_WHICH.match(scene.passage.text, quantity.end) is not None


def _direction(scene: Scene, evidence: Evidence) -> Direction | None:
    """Which way the words say, or the sign where they leave it open: 增減-1.8%."""
    if evidence.cue.signed:
        return Direction.DECREASE if scene.quantity.value < 0 else Direction.INCREASE
    return Direction(evidence.cue.direction) if evidence.cue.direction else None


def _sums_up(scene: Scene, last: Scene | None, before: Kinds) -> bool:
    """Whether a total tells what was done by a rule: 每部補助800萬元,共9,200萬元."""
    if before.kind is not RULE or scene.joined or not scene.total:
        return False
    return not scene.like(last) or (scene.quantity.unit == MONEY and last is not None and EACH in last.before)


def _told_anew(scene: Scene, evidence: Sequence[Evidence], before: Kinds) -> bool:
    """Whether words end a list, or tell what an amount right behind its condition is: 使用費3小時6,000元."""
    behind = scene.follows_at_once or scene.before == SEVERAL
    if behind and before.evidence is None and evidence:
        return True
    return not _also_planned(evidence, before) and any(map(_settles, evidence))


def _signed(scene: Scene, kinds: Kinds) -> Kinds:
    """The same kind, with the direction of the figure's own sign where that tells it."""
    evidence = kinds.evidence
    signed = evidence is not None and evidence.cue.signed
    return replace(kinds, direction=_direction(scene, evidence)) if evidence is not None and signed else kinds


def _like_before(scene: Scene, evidence: Sequence[Evidence], before: Kinds) -> bool:
    """Whether a figure goes on with the one before it: with a target, from the amount of a rule to another, or by
    telling a difference in percent."""
    if scene.last is None:
        return False
    if before.kind is KIND_TARGET and ALSO.fullmatch(scene.before):
        return True
    if before.kind is PLANNED and not evidence and scene.last[0] >= scene.clause[0]:  # 期能三年內提高到六成
        return True
    unsaid = not evidence or evidence[0].cue.says == KIND_OBSERVED
    if before.kind is RULE and unsaid and (scene.changed_to or _how_often(scene) or SETS.search(scene.before)):
        return True
    return not evidence and _told_in_percent(scene, before)


def _how_often(scene: Scene) -> bool:
    """Whether a figure tells how often in the time before it: 每三年調整一次."""
    last, text = scene.last, scene.passage.text
    return (
        scene.quantity.unit in OFTEN
        and last is not None
        and len(scene.before) <= SHORT
        and scene.lead[0] == last[1]
        and text.endswith(EACH, 0, last[0])
    )


def _planned_change(scene: Scene, evidence: Sequence[Evidence]) -> Evidence | None:
    """What says that a growth is expected, where nothing is compared: 完工後可創造就業4萬個,稅收增加3億元."""
    if evidence[0].cue.says != CHANGE or COMPARES.search(scene.before):
        return None
    planned = (one for one in evidence if one.cue.place is Where.SENTENCE and one.cue.says == PLANNED)
    return next(planned, None)


def _one_more(scene: Scene, sums: re.Pattern[str]) -> bool:
    """Whether a short clause adds an amount to those of a rule: 水稻每公頃1萬8,000元,香蕉3萬元."""
    words, ends = scene.before.strip(",，、"), ONE_MORE.get(scene.quantity.unit)
    if ends is None or not words.endswith(tuple(ends) or ""):
        return False
    return 1 < len(words) <= SHORT and scene.lead[0] >= scene.clause[0] and sums.search(words) is None


def _part_of_before(scene: Scene, evidence: Sequence[Evidence]) -> bool:
    """Whether a figure is a part of the one before it (其中女性20人), or has nothing but its unit to speak for it."""
    if any(one.cue.place in (LEAD, TAIL) for one in evidence):
        return False
    said = [one for one in evidence if one.cue.place is not Where.ABOVE]
    only_unit = bool(said) and all(one.cue.place is Where.UNIT for one in said)
    return only_unit or scene.of_those


def _told_in_percent(scene: Scene, before: Kinds) -> bool:
    """Whether a share only tells the difference before it in another way."""
    last = scene.last
    near = before.kind is CHANGE and last is not None and scene.number[0] - last[1] <= 5
    return near and scene.quantity.unit == "%" and IN_PERCENT.fullmatch(scene.before) is not None


def _also_planned(evidence: Sequence[Evidence], before: Kinds) -> bool:
    """Whether a list of what is expected goes on with what is to grow or shrink: 可節電45萬度、減少排放286公噸."""
    return before.kind is PLANNED and bool(evidence) and evidence[0].cue.says == CHANGE


def _settles(evidence: Evidence) -> bool:
    """Whether a cue is strong enough to end a list."""
    return evidence.cue.place in (LEAD, TAIL) and evidence.cue.weight > 4


def _base(scene: Scene, evidence: Evidence) -> str | None:
    if evidence.cue.base:
        return evidence.cue.base
    begin = max(scene.sentence[0], scene.number[0] - 60)
    return TARGET if AGAINST_TARGET.search(scene.passage.text, begin, scene.number[0]) else None


def _carried_back(scenes: Sequence[Scene], found: list[Kinds], sizes: frozenset[str]) -> list[Kinds]:
    """What stands behind a list is said of all of it (以3,500元及7,900元之價格), and a condition is of the kind of what
    it grants: 作業90日以上,每艘發給1萬元. `sizes` are the units of conditions."""
    for place in range(len(found) - 2, -1, -1):
        if found[place].evidence is not None:
            continue
        later, following = found[place + 1], scenes[place + 1]
        behind = later.evidence is not None and later.evidence.cue.place is TAIL
        granted = later.kind is RULE and scenes[place].quantity.unit in sizes
        condition = granted and (following.follows_at_once or _condition_of(scenes[place], following))
        condition = condition or (later.kind is RULE and _makes_group(scenes[place], following))
        if condition or (behind and following.joined):
            found[place] = later
    return found


def _started_from(scenes: Sequence[Scene], found: list[Kinds], sizes: frozenset[str]) -> list[Kinds]:
    """What a plan starts from is there already (預定由60處增為75處), and a small amount of money that is set anew is a
    price or a fee before and after: 平信由3.5元調整為5元. `sizes` are the units of conditions."""
    for place, following in enumerate(scenes[1:]):
        if following.follows_at_once and _rate(scenes[place], following, found[place : place + 2], sizes):
            found[place] = found[place + 1] = SET
        if not following.changed_to or not following.like(scenes[place]):
            continue
        kinds = {found[place].kind, found[place + 1].kind}
        if kinds == {PLANNED}:
            found[place] = OBSERVED
        elif kinds <= {KIND_OBSERVED, RULE} and _price_set(scenes[place], following):
            found[place] = found[place + 1] = SET
    return found


def _rate(scene: Scene, following: Scene, kinds: Sequence[Kinds], sizes: frozenset[str]) -> bool:
    """Whether two figures tell how much there is for so much: 每300公尺5元, 5 yuan for 300 m; 10公里以內1,500元."""
    quantity = scene.quantity
    each = scene.before.endswith(EACH) and "平均" not in scene.before
    within = following.quantity.unit == MONEY and quantity.unit in sizes
    bound = within and scene.passage.text.endswith(BOUNDING, quantity.start, quantity.end)
    return (each or bound) and all(one.kind is KIND_OBSERVED and one.evidence is None for one in kinds)


def _price_set(scene: Scene, following: Scene) -> bool:
    small = max(scene.quantity.value, following.quantity.value) < PRICE
    small = small or SET_AMOUNT.search(scene.passage.text, scene.clause[0], scene.number[0]) is not None
    return small and following.quantity.unit == MONEY and SETS.search(following.before) is not None


def _makes_group(scene: Scene, following: Scene) -> bool:
    """Whether a bound only names those of whom the next figure of its clause is told: 30人以上團體7折."""
    if scene.quantity.qualifier not in BOUNDS or following.last is None or following.clause != scene.clause:
        return False
    return following.last[0] == scene.quantity.start and 0 < len(following.before) <= GROUP


def _condition_of(scene: Scene, following: Scene) -> bool:
    """Whether a bound that ends its clause is a condition for what the sentence goes on to say."""
    quantity = scene.quantity
    together = quantity.block == following.quantity.block and scene.sentence == following.sentence
    return (
        together and quantity.qualifier in BOUNDS and CONDITION_ENDS.match(scene.passage.text, quantity.end) is not None
    )
