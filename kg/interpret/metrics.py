"""What a figure measures: a short phrase of its clause that can stand by itself.

The words before the number, without what ties and what introduces (其中…計), and what is counted after it: 計有43人到考
is 到考人數. Where the clause says little, as in 合計 or in a list, the words of the figure that it goes on from are put
before, and the programme stands before all. A clause that says only how much something moved (較上年度減少76件) is told
of what its sentence measured before, or of what the clause before it is about.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from kg.interpret.scenes import TOTAL, Scene
from kg.interpret.words import load_words
from kg.model.above import UNIT_LINE
from kg.model.clauses import CLAUSE_END
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "metrics.toml"
LONGEST = 24
SHORTEST = 3
TAIL = re.compile(r"[\w一-鿿]{0,12}")
TAIL_END = re.compile(r"[，,。；;、:：()（）「」『』及並和暨且後以來於]|(?<!參)與")
SUMMED = re.compile(r"等(?:共|計|共計|合計)?$")
PHRASE = re.compile(r"[、之的於以由為]|(?<!參)與|及")
PURPOSE = re.compile(r"[以為俾期藉因]")
CLAUSES = re.compile(r"[，。；;:：]|,(?!\d{3})")  # 6,520 is one number
DATE = (
    r"(?:[\d〇○零一二三四五六七八九十]{1,3}至(?=[\d一二三四五六七八九十]{1,3}[年月日])|(?:民國|本|\(|（)*[\d〇○零一二三四五六七八九十]+(?:\)|）)?(?:年度|年|月份|月|日)(?:底|初|中旬)?"
    r"|(?:今|去|本|上|前|同)年度?(?:同期)?|[上下]半年|第[一二三四]季|至|止|[,，、~～-])++"
)
DATED = re.compile(DATE)
# A change is against a time, which is the base of the figure, or against something else, which is said: 較全國平均高出.
SPAN = r"[\d〇○零一二三四五六七八九十]*學年度?|同期|同月|[上前]一?(?:學?年度?|個?月|季|半年)|全年|底|末|間"
SINCE = rf"[較比與和](?:{DATE}|{SPAN})++[(（)）]*+(?:相較|相比|比較)?[,，]?"
AGAINST_SIGNS = frozenset("較比")
BASE = re.compile(rf"{SINCE}[之的]?")
AGAINST = r"(?:[較比](?![,，]).{1,16}?)?"
HOW = r"[約略僅再共各已均則]|大幅|小幅|微幅|分別|平均|每年|每月"
EACH = re.compile(r"分別|各")
# A date inside a phrase is no part of what is measured (水庫99年集水區降雨量); 二年期 and 近五年來 are no dates, and in
# 降至96年底 one belongs to the verb.
YEAR_WITHIN = r"(?:\d{2,4}|[〇○零一二三四五六七八九十百]{2,5})(?:學年度?|年度|年(?![期來間內以代資版級滿齡前後]))"
MONTH_WITHIN = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
DAY_WITHIN = rf"(?:{YEAR_WITHIN}(?:[上下]半年)?(?:{MONTH_WITHIN})?|{MONTH_WITHIN})"
WITHIN = re.compile(
    rf"(?<![降增升減到至為\d])(?:[自於迄至]|截至)?(?:民國)?(?:\d{{2,4}}[至到~～-])?{YEAR_WITHIN}(?:[上下]半年)?(?:{MONTH_WITHIN})?"
    rf"(?:[起至到迄~～-]+(?:民國)?{DAY_WITHIN})?(?:底前?|初|止|起|間)*"
)
PLAIN = re.compile(r"[「」『』]")
# Brackets say something beside the phrase, as does what is left of one that opened before it.
ASIDE = re.compile(r"[(（][^()（）]*[)）]|^[^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class MetricRules:
    """The words of `rules/metrics.toml`, ready for use."""

    introducing: re.Pattern[str]
    tying: re.Pattern[str]
    measures: re.Pattern[str]
    verbs: re.Pattern[str]
    moving: re.Pattern[str]
    counted: Mapping[str, str]

    def noun(self, unit: str) -> str:
        """What is counted by a unit."""
        return self.counted.get(unit, f"{unit}數")


class Begun(Struct, frozen=True, gc=False):
    """How a list began: its verb (減列), the words of its first item, and the breakdown of that."""

    verb: str
    words: str
    dims: Mapping[str, str]

    def item(self, core: str, dims: Mapping[str, str]) -> str:
        """The words for a later item, or for the total where `core` is empty (退休公務人員…、教育人員…)."""
        parts = [value for key, value in self.dims.items() if value in self.words and dims.get(key) != value]
        if len(parts) == 1:
            value = next((dims[key] for key, part in self.dims.items() if part == parts[0] and key in dims), "")
            return self.words.replace(parts[0], core if value and value in core else "") or core
        if core:
            return _under(self.verb, core)
        return self.verb or self.words


class Levels:
    """What the figures of a sentence measure, but for parts in brackets and those that only say how much it moved."""

    def __init__(self) -> None:
        self._told: list[tuple[Scene, str]] = []

    def add(self, scene: Scene, words: str) -> None:
        """Remembers a figure of the sentence that is being read."""
        if self._told and not scene.beside(self._told[-1][0]):
            self._told.clear()
        if not scene.enclosed:
            self._told.append((scene, words))

    def of(self, scene: Scene) -> str:
        """What a change is told of: the last figure of its unit in its sentence, else the last; "" without any, and
        after a list, of which it may be told as a whole."""
        told = [one for one in self._told if scene.beside(one[0])]
        alike = [one for one in told if scene.like(one[0])]
        last = (alike or told)[-1:]
        return "".join(words for one, words in last if not one.joined)


def load_metric_rules() -> MetricRules:
    """Reads `rules/metrics.toml`. Raises KnowledgeError with file and list."""
    words = load_words(RULES, ("introducing", "tying", "whole", "measures", "verbs", "moving"))
    return MetricRules(
        introducing=re.compile(
            rf"(?:(?<![超提])前|[由自從]{DATE}|(?<=[率度值幅])負|(?<=[率數額量價例])自|{words['introducing']})+$"
        ),
        tying=re.compile(rf"(?:(?!{words['whole']})(?:{DATE}|{words['tying']}))++"),
        measures=re.compile(rf"(?:{words['measures']})$"),
        verbs=re.compile(words["verbs"]),
        moving=re.compile(rf"(?:{SINCE})?(?:{HOW})*+(?P<moved>{AGAINST}(?:{HOW})*+(?:{words['moving']}))[約了達]*"),
        counted=read_table(RULES)["counted"],
    )


def read_metrics(
    scenes: Sequence[Scene],
    programmes: Sequence[str | None],
    dims: Sequence[tuple[tuple[str, str], ...]],
    rules: MetricRules,
) -> tuple[str, ...]:
    """The phrase for what every figure measures, never empty. `dims` is the breakdown of each."""
    found: list[str] = []
    levels = Levels()
    began = Begun("", "", {})
    for scene, programme, pairs in zip(scenes, programmes, dims, strict=True):
        tail = _tail(scene, rules)
        core = _core(scene, tail, rules)
        if scene.changed_to and found and not core + tail:  # 由4.8降為4.1
            found.append(found[-1])
            continue
        core, tail, moved = _moved(core, tail, scene, levels, rules)
        if not scene.goes_on:
            verb = rules.verbs.match(core)
            began = Begun(verb.group() if verb else "", core + tail, dict(pairs))
        elif core or not tail:
            core = began.item(core, dict(pairs))
        if len(core) + len(tail) < SHORTEST and not scene.goes_on and not programme:
            core = _under(_topic(scene, rules), core)
        if BASE.fullmatch(core):
            core = levels.of(scene) or core.rstrip("(（")
        found.append(_under(programme or "", _counted(core, tail, scene.quantity.unit, rules)))
        if not moved:
            levels.add(scene, _bare(found[-1], scene.quantity.unit, rules))
    return tuple(found)


def _moved(core: str, tail: str, scene: Scene, levels: Levels, rules: MetricRules) -> tuple[str, str, bool]:
    """The words before and after a figure, those of a mere change told of what it changes, and whether it is one."""
    found = rules.moving.fullmatch(core)
    if found and not scene.goes_on:
        # Of several at once (分別增加) none is chosen.
        level = "" if EACH.search(core) else levels.of(scene) or _topic(scene, rules)
        core = _under(level, found["moved"]) if level else core
    elif core[:1] in AGAINST_SIGNS and rules.moving.fullmatch(tail):  # 較98年之45.5%提升
        tail = ""
    return core, tail, found is not None


def of_cell(heads: Sequence[str], unit: str, rules: MetricRules) -> str:
    """What a figure of a table measures, by the texts of the cells that say what it is: those of its column, then that
    of its row (豐原市回收量)."""
    said = [text for head in heads if not UNIT_LINE.match(head) and (text := ASIDE.sub("", PLAIN.sub("", head)))]
    row, columns = said[-1:], said[:-1]
    parts = [part for part in dict.fromkeys((*row, *columns)) if not DATED.fullmatch(part)]
    noun = rules.noun(unit)  # said last, also where it heads the columns of 男性 and 女性
    return _counted("".join([part for part in parts if part != noun]), "", unit, rules)


def _core(scene: Scene, tail: str, rules: MetricRules) -> str:
    """The words before the number in its clause. What 等 sums up is left out where the thing stands behind."""
    if TOTAL.match(scene.before):
        return ""
    if tail and SUMMED.search(scene.before):
        return ""
    text = PLAIN.sub("", scene.before)
    tied = rules.tying.match(text)
    text = text[tied.end() :] if tied else text
    text = text[-4 * LONGEST :]
    introduced = rules.introducing.search(text)
    text = text[: introduced.start()] if introduced else text
    if "年" in text:
        text = _undated(text)
    return _shortened(ASIDE.sub("", text) if ")" in text or "）" in text else text)


def _undated(text: str) -> str:
    """A phrase without the dates in it, but for those that say against what it is compared."""
    return "".join(WITHIN.split(text)) if text[:1] not in AGAINST_SIGNS else text


def _shortened(text: str) -> str:
    """The last words of a long text, from where a phrase begins."""
    if len(text) <= LONGEST:
        return text
    last = text[-LONGEST:]
    cuts = [found.end() for found in PHRASE.finditer(last) if len(last) - found.end() >= SHORTEST + 1]
    return last[cuts[0] :] if cuts else last


def _topic(scene: Scene, rules: MetricRules) -> str:
    """The words of the clause before, for a clause that says too little of itself."""
    text, near = scene.passage.text, max(scene.sentence[0], scene.lead[0] - 2 * LONGEST)
    begin = max(scene.sentence[0], near - 2 * LONGEST)
    ends = [found.end() for found in CLAUSE_END.finditer(text, begin, scene.lead[0])]
    # From the beginning of the clause that reaches farthest to the left: no clause is cut in two.
    first = next((end for end in reversed(ends) if end <= near), begin)
    stops = [first, *(end for end in ends if end > first), scene.lead[0]]
    clauses = [text[start:end] for start, end in pairwise(stops) if not scene.passage.holds_figure(start, end)]
    parts = [part for clause in clauses if (part := CLAUSES.sub("", PLAIN.sub("", clause)))]
    if not parts or PURPOSE.match(parts[-1]):
        return ""
    tied = rules.tying.match(parts[-1])
    return _shortened(parts[-1][tied.end() if tied else 0 :])


def _tail(scene: Scene, rules: MetricRules) -> str:
    """The words right after the figure in its clause, but for what leads on to the next (由12件增為15件)."""
    text = scene.after.removeprefix("之").removeprefix("的")
    if not text:  # most figures end their clause
        return ""
    end = TAIL_END.search(text)
    found = TAIL.match(text[: end.start()] if end else text)
    return found.group() if found and not rules.introducing.fullmatch(found.group()) else ""


def _counted(core: str, tail: str, unit: str, rules: MetricRules) -> str:
    """The phrase with what is counted."""
    said = core + tail
    if not tail and rules.measures.search(core):
        return core
    noun = rules.noun(unit)
    return said if said.endswith(noun) else said.removesuffix(unit) + noun


def _bare(phrase: str, unit: str, rules: MetricRules) -> str:
    """A phrase without what is counted, where words are left."""
    return phrase.removesuffix(rules.noun(unit)) or phrase


def _under(above: str, phrase: str) -> str:
    """A phrase put under what it belongs to, unless it says it already."""
    return phrase if not above or above in phrase else above + phrase
