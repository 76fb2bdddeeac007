"""Things that are listed, and the number printed of them: 「A」、「B」等2案; 甲區、乙區及丙區等3區; 9日及26日…2班期."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.audit.inside.evidence import Evidence
from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, show
from kg.audit.inside.wording import ends
from kg.audit.intervals import Amount, agree
from kg.model.findings import Finding, Verdict

_QUOTED = r"「[^「」]+」(?:[(（][^()（）]*[)）])?"
_JOINT = "(?:、|以及|[及和與暨])"
JOINT = re.compile(_JOINT)
QUOTED_LIST = re.compile(rf"{_QUOTED}(?:{_JOINT}?{_QUOTED})+")
QUOTED = re.compile(r"「([^「」]+)」")
# What may stand between a list of names and its number: a noun, then 等, 共 and the like.
NOUN = re.compile(r"[^，。;:、「」\d]{0,6}$")
BOUNDARY = re.compile(r"[，,。;:「」『』!?()（）\d]")
DAYS = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})日?$")
LONG, SHORT = 24, 2  # how long a part of a list may be, and how short
FAR = 60  # how far behind dates the number of what was held on them may stand


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, and the ways to count it with its parts then: 及 may join two parts, or two words of one part."""

    parts: tuple[str, ...]
    counts: Mapping[int, tuple[str, ...]]
    evidence: Evidence = Evidence.WEAK


def find_counts(page: Page, rule: Rule) -> Iterator[Finding]:
    """Lists whose number is printed behind them, and those longer than the number that closes them."""
    for sentence in page.sentences:
        for index, figure in enumerate(sentence.figures):
            if figure.ratio or figure.inner or figure.bounded:
                continue
            listings = (*_names(sentence, figure, rule), *_days(page, sentence, index, rule))
            yield from _check(listings, figure, rule)


def _check(listings: Sequence[Listing], figure: Figure, rule: Rule) -> Iterator[Finding]:
    number = figure.statement.value
    fitting = [one.counts[int(number)] for one in listings if number in one.counts]
    longer = [one.parts for one in listings if one.evidence is Evidence.STRONG and number < len(one.parts)]
    for parts in (fitting or longer)[:1]:
        listed, counted = "、".join(parts), Amount.exact(len(parts))
        verdict = agree(counted, figure.amount)
        result = "=" if verdict is Verdict.HOLDS else f"= {show(counted.value)} ≠"
        formula = f"count({listed}) {result} {show(number)}"
        yield rule.finding(verdict, formula, (("count", figure),), (counted, figure.amount), {"listed": listed})


def _names(sentence: Sentence, figure: Figure, rule: Rule) -> Iterator[Listing]:
    things, persons = figure.measure in rule.units["things"], figure.measure in rule.units["persons"]
    if not (things or persons):
        return
    start = max(figure.start - len(figure.lead), figure.bracket[0] + 1 if figure.bracket else 0)
    before = sentence.text[start : figure.start]
    closed = _closing(before, rule)
    if things:
        yield from _quoted(before, closed, vague=figure.measure in rule.units["vague"])
        yield from _following(sentence, figure, rule)
    yield from _words(figure, before, closed, rule)


def _words(figure: Figure, before: str, closed: str, rule: Rule) -> Iterator[Listing]:
    """Words without quotation marks: closed by 等, or of a measure that counts little else; persons at once."""
    plain = _plain(closed, rule)
    if plain is None or ends(rule.words["each"], closed):
        return
    if figure.measure in rule.units["persons"]:
        if before == closed and not any(ends(rule.words["body"], part) for part in plain.parts):
            yield plain
    elif before[len(closed) :].startswith("等") or figure.measure not in rule.units["vague"]:
        yield plain


def _closing(before: str, rule: Rule) -> str:
    """The text without the word that closes a list in front of its number."""
    for found in rule.words["close"].finditer(before, max(0, len(before) - 4)):
        if found.end() == len(before):
            return before[: found.start()]
    return before


def _quoted(before: str, closed: str, *, vague: object) -> Iterator[Listing]:
    """Names in quotation marks, with no more than a noun between the last and the number."""
    runs = list(QUOTED_LIST.finditer(closed))
    if runs and NOUN.fullmatch(closed, runs[-1].end()):
        parts = tuple(QUOTED.findall(runs[-1].group()))
        at_once = closed[runs[-1].end() :] == "" and before[len(closed) :] == "等"
        yield Listing(
            parts,
            {len(parts): parts},
            Evidence.of(at_once, not vague, closed[: runs[-1].start()][-1:] not in "、及和與暨"),
        )


def _following(sentence: Sentence, figure: Figure, rule: Rule) -> Iterator[Listing]:
    """Names in quotation marks behind their number: 2家，分別委託「A」與「B」."""
    behind = sentence.text[figure.end : sentence.end]
    found = QUOTED_LIST.search(behind)
    lead = behind[: found.start()].lstrip("，,") if found else ""
    if found and lead and rule.words["open"].fullmatch(lead):
        parts = tuple(QUOTED.findall(found.group()))
        yield Listing(parts, {len(parts): parts})


def _plain(closed: str, rule: Rule) -> Listing | None:
    """Words joined by 、 and a last 及, right in front of the number."""
    begins = max((found.end() for found in BOUNDARY.finditer(closed)), default=0)
    pieces = closed[begins:].split("、")
    pieces[0] = _untitled(pieces[0], rule)
    split = [part for piece in pieces for part in JOINT.split(piece)]
    parts = [*pieces[:-1], *_two(pieces[-1])]
    if len(parts) < SHORT or not all(0 < len(part) <= LONG for part in parts):
        return None
    ways = [split if all(split) else parts, *([pieces] if len(pieces) > SHORT else []), parts]
    return Listing(tuple(parts), {len(way): tuple(way) for way in ways})


def _two(piece: str) -> list[str]:
    """The last part of a list, or the last two where a word joins them."""
    parts = JOINT.split(piece)
    return parts if len(parts) == SHORT and all(parts) else [piece]


def _untitled(part: str, rule: Rule) -> str:
    """The first part of a list without the words that lead up to it."""
    found = list(rule.words["title"].finditer(part))
    return part[found[-1].end() :] or part if found else part


def _days(page: Page, sentence: Sentence, index: int, rule: Rule) -> Iterator[Listing]:
    """Days that are named one by one: 10月19日及26日."""
    figure = sentence.figures[index]
    if figure.measure not in rule.units["days"]:
        return
    for date in page.dates_around(figure, sentence, rule.words["held"], FAR):
        text = sentence.text[date.start : date.end]
        parts = tuple(JOINT.split(text))
        if len(parts) > 1 and text.endswith("日") and all(map(DAYS.search, parts)):
            yield Listing(parts, {len(parts): parts})
