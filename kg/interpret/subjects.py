"""Of which body a figure speaks: the subject of its sentence, else of the heading above, else the one that reports.

The subject is the last body before the figure that opens a sentence or clause; it holds to the end of its paragraph or
until another takes its place. 本府 and 本處 are read by extraction, which gives every name its full form.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from kg.interpret.above import Above
from kg.interpret.kinds import Kinds
from kg.interpret.scenes import Passage, Scene, names_within
from kg.interpret.words import load_words
from kg.model.facts import Kind, ReportInfo
from kg.model.mentions import NameKind, NameMention

RULE = Kind.RULE
AGENCY = NameKind.AGENCY

RULES = Path(__file__).parent / "rules" / "subjects.toml"
LISTS = ("openings", "no_subject_before", "together", "agents", "guided", "about", "offering")
# Dates in any form, as far as they may open a sentence: 民國98年度, 103年1月至12月, (本)年9月底止.
DATE = r"[民國本(（)）\d〇○零一二三四五六七八九十百年度月日底止至及、,，~～\-上下半季前期間會初中旬自起於截份第分別]"
TOWARDS = tuple("至於自及、由到與向")  # a body right after one of these is where something goes
OFFER = 400  # how far before a figure the body may be named that offers it
COMPANION = re.compile(r"^[與和及、會同][^,，。;；]{1,40}")
COUNTED = re.compile(r"[\d二三四五六七八九十]")  # the text of a mention that stands for several bodies
SEVERAL, LIKE = 12, 3  # bodies after one that are looked at, characters at the end that they have in common
LISTED = tuple("、及與")
BOTH_REACH = 14  # characters from two bodies to what they do
GUIDED_TOO = re.compile(
    r"[、及與和](?:本市|本縣)?"
)  # between two bodies that are led to do something: 輔導甲協會及乙協會
STAFFED = re.compile(r"之?(?:組織|編制)")  # whose staff is told of is what the figures after it are about
SAKE = re.compile(r"爰?(?:為|考量|因應)(?:健全|充實|強化|提升|補實|擴大|應)?")
SAKE_REACH = 30  # characters between such words and the body: others of a list may stand there
POSTS = re.compile(r"(?:減列|增置|增列|裁減|改置)[^\d,，。;；]{2,20}?\d{1,3}人")
WITH_ITS_OWN = re.compile(r"^[暨及與]所屬")
FIGURED = re.compile(r"^(?:計有|共有|共計|合計|計|共|有|占|佔|為|達|約|:|：)*$")


@dataclass(frozen=True, slots=True)
class SubjectRules:
    """The words of `rules/subjects.toml`, ready for use."""

    opening: re.Pattern[str]
    no_subject: re.Pattern[str]
    together: re.Pattern[str]
    agent: re.Pattern[str]
    guided: re.Pattern[str]
    about: re.Pattern[str]
    offering: re.Pattern[str]


def load_subject_rules() -> SubjectRules:
    """Reads `rules/subjects.toml`. Raises KnowledgeError with file and list."""
    words = load_words(RULES, LISTS)
    return SubjectRules(
        opening=re.compile(rf"(?:{words['openings']}|{DATE})*+"),
        no_subject=re.compile(words["no_subject_before"]),
        together=re.compile(words["together"]),
        agent=re.compile(words["agents"]),
        guided=re.compile(rf"{words['guided']}(?:本市|本縣|本府|所屬)?$"),
        about=re.compile(rf"(?:{DATE}*+(?:{words['about']})?(?:本市|本府|本縣|本局)?)"),
        offering=re.compile(rf"{words['offering']}$"),
    )


def read_agencies(
    scenes: Sequence[Scene], kinds: Sequence[Kinds], above: Above, info: ReportInfo, rules: SubjectRules
) -> tuple[str | None, ...]:
    """The full name of the body of every figure, or None where nobody said who reports."""
    subjects: dict[int, tuple[NameMention, ...]] = {}
    inherited: dict[tuple[int, ...], str | None] = {}
    found: list[str | None] = []
    for scene, kind in zip(scenes, kinds, strict=True):
        block = scene.passage.block.ordinal
        if block not in subjects:
            subjects[block] = tuple(find_subjects(scene.passage, rules))
        body = _itemised(scene) or _offered(scene, kind, rules) or _subject(scene, subjects[block])
        if body is None:
            lines = above.chain(block)
            if lines not in inherited:
                inherited[lines] = body_above(above, block, rules)
            body = inherited[lines]
        found.append(body or info.owner or info.issuer)
    return tuple(found)


def body_above(above: Above, block: int, rules: SubjectRules) -> str | None:
    """The one body that an introducing line or a heading names at its begin, or after 修正, 成立 and the like."""
    for line in above.lines(block):
        bodies = [name for name in line.names if name.kind is AGENCY]
        if len({name.full for name in bodies}) != 1:
            continue
        opens = rules.about.fullmatch(line.text, 0, bodies[0].start)
        if opens and not rules.no_subject.match(line.text, bodies[0].end):
            return bodies[0].full
    return None


def find_subjects(passage: Passage, rules: SubjectRules) -> Iterable[NameMention]:
    """The bodies that are subjects of what follows them, in reading order."""
    bodies = [name for name in passage.names if name.kind is AGENCY]
    for order, name in enumerate(bodies):
        if _of_list(passage, name):
            continue
        if (
            _staffed(passage, name)
            or _provided(passage, name)
            or _opens(passage, name, rules)
            or _acts(passage, name, rules)
        ):
            yield _together(passage, name, bodies[order + 1 : order + 1 + SEVERAL])
        elif order + 1 < len(bodies) and _both_act(passage, name, bodies[order + 1], rules):
            yield replace(name, end=bodies[order + 1].end, full=f"{name.full}及{bodies[order + 1].full}")


def _together(passage: Passage, name: NameMention, later: Sequence[NameMention]) -> NameMention:
    """One of several bodies that the sentence goes on to count and to speak of together: 修編前4區戶政事務所."""
    stop = passage.sentence(name.start)[1]
    for one in later:
        if one.start < stop and COUNTED.match(one.text) and one.full.endswith(name.full[-LIKE:]):
            return replace(name, full=one.full)
    return name


def _of_list(passage: Passage, name: NameMention) -> bool:
    """Whether a body is an item with its figure: 警察局35人、消防局20人."""
    order = bisect_left(passage.figures, (name.end, name.end))
    if order == len(passage.figures):
        return False
    start, end = passage.figures[order]
    counted = start - name.end <= 4 and FIGURED.match(passage.text[name.end : start]) is not None
    return counted and (passage.text[end : end + 1] == "、" or passage.text[name.start - 1 : name.start] in LISTED)


def _staffed(passage: Passage, name: NameMention) -> bool:
    """修正X編制表: the posts told of after it are those of X. A body whose rules are repealed has none."""
    before = passage.text[max(0, name.start - 20) : name.start]
    return STAFFED.match(passage.text, name.end) is not None and "廢止" not in before


def _provided(passage: Passage, name: NameMention) -> bool:
    """為健全X人才，減列書記13人: posts that are exchanged for the sake of a body are its own."""
    begin, stop = passage.clause(name.start)[0], passage.sentence(name.start)[1]
    lead = SAKE.match(passage.text, begin)
    return (
        lead is not None
        and lead.end() <= name.start <= lead.end() + SAKE_REACH
        and POSTS.search(passage.text, name.end, stop) is not None
    )


def _opens(passage: Passage, name: NameMention, rules: SubjectRules) -> bool:
    begin = passage.clause(name.start)[0]
    if passage.text[name.start - 1 : name.start] in TOWARDS:
        return False
    if rules.opening.fullmatch(passage.text, begin, name.start) is None:
        return False
    rest = WITH_ITS_OWN.sub("", passage.text[name.end : name.end + 60])
    companion = COMPANION.match(rest)
    if companion and rules.together.search(companion.group()):
        return True
    return rules.no_subject.match(rest) is None


def _acts(passage: Passage, name: NameMention, rules: SubjectRules) -> bool:
    """由X辦理, and 輔導X辦理."""
    before = passage.text[max(0, name.start - 6) : name.start]
    if before.endswith("由") or rules.guided.search(before):
        return rules.agent.match(passage.text, name.end) is not None
    return False


def _both_act(passage: Passage, name: NameMention, other: NameMention, rules: SubjectRules) -> bool:
    """輔導甲協會及乙協會辦理: what two bodies are led to do is told of both."""
    text = passage.text
    if not rules.guided.search(text[max(0, name.start - 6) : name.start]):
        return False
    if GUIDED_TOO.fullmatch(text, name.end, other.start) is None:
        return False
    stop = min(passage.clause(other.start)[1], other.end + BOTH_REACH)
    return any(rules.agent.match(text, place) for place in range(other.end, stop))


def _subject(scene: Scene, subjects: Sequence[NameMention]) -> str | None:
    place = bisect_right(subjects, scene.number[0], key=lambda name: name.end)
    return subjects[place - 1].full if place else None


def _itemised(scene: Scene) -> str | None:
    """The body whose share a figure is: 警察局35人、消防局20人. One figure of several bodies is of none of them."""
    begin, number = scene.lead
    names = names_within(scene.passage.names, begin, number)
    bodies = [name for name in names if name.kind is AGENCY]
    if len(bodies) != 1 or not FIGURED.match(scene.passage.text[bodies[0].end : number]):
        return None
    before = scene.passage.text[max(0, bodies[0].start - 1) : bodies[0].start]
    return bodies[0].full if scene.joined or before in ("", ":", "：", "。", "；", ";", "(") else None


def _offered(scene: Scene, kind: Kinds, rules: SubjectRules) -> str | None:
    """The bank or insurer that grants what a rule says, where the item names one before."""
    if kind.kind is not RULE:
        return None
    number = scene.number[0]
    before = names_within(scene.passage.names, max(0, number - OFFER), number)
    bodies = [name.full for name in before if name.kind is AGENCY and rules.offering.search(name.full)]
    return bodies[-1] if bodies else None
