"""Parts and totals: (男性148人、女性148人) behind 296人, 單身34人、有眷9人，計43人, 其中公務人員…；教職員…."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.audit.inside.evidence import Evidence
from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, equal, show
from kg.audit.intervals import Amount, agree
from kg.audit.intervals import total as sum_of
from kg.model.facts import Direction
from kg.model.findings import Finding, Verdict

# How far behind a word of totals its number may stand, and how far apart two parts of a list may be.
REACH, APART = 12, 24
LARGE = 10  # a total from which on an exact sum without any word of totals is no chance


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and what may be its parts."""

    total: Figure
    parts: tuple[Figure, ...]
    evidence: Evidence


def find_totals(page: Page, rule: Rule) -> Iterator[Finding]:
    """The sums of a report that hold, and those that must hold and do not."""
    for sentence in page.sentences:
        for one in (*_bracketed(sentence, rule), *_listed(sentence, rule), *_announced(sentence, rule)):
            yield from _check(one, rule)


def _check(one: Sum, rule: Rule) -> Iterator[Finding]:
    computed = _sum(one)
    verdict = agree(computed, one.total.amount)
    if verdict is Verdict.HOLDS or (one.evidence is Evidence.STRONG and not any(part.bounded for part in one.parts)):
        terms = (*(("part", part) for part in one.parts), ("total", one.total))
        yield rule.finding(verdict, _formula(one, computed), terms, (computed, one.total.amount))


def _sum(one: Sum) -> Amount:
    """What the parts add up to: of changes in both directions those against the total's count against it."""
    return sum_of(-part.amount if _against(part, one) else part.amount for part in one.parts)


def _against(part: Figure, one: Sum) -> bool:
    directions = {other.direction for other in one.parts}
    mixed = None not in directions and len(directions) == 2
    return mixed and part.direction is not (one.total.direction or Direction.INCREASE)


def _formula(one: Sum, computed: Amount) -> str:
    signs = ["-" if _against(part, one) else "+" for part in one.parts]
    terms = " ".join(f"{sign} {show(part.statement.value)}" for sign, part in zip(signs, one.parts, strict=True))
    terms = terms.removeprefix("+ ").replace("- ", "-", 1) if signs[0] == "-" else terms.removeprefix("+ ")
    return f"{terms} {equal(computed, one.total.amount)}"


def _bracketed(sentence: Sentence, rule: Rule) -> Iterator[Sum]:
    """A total with its parts in the bracket behind it."""
    for bracket in dict.fromkeys(figure.bracket for figure in sentence.figures if figure.bracket):
        inside = [figure for figure in sentence.figures if figure.bracket == bracket]
        outside = [one for one in sentence.figures if one.end <= bracket[0] and one.bracket != bracket]
        if len(inside) < 2 or not outside:
            continue
        total = outside[-1]
        gap = sentence.text[total.end : bracket[0]]
        parts = tuple(figure for figure in inside if _alike(figure, total))
        if len(parts) < 2 or re.search("[，,;。、]", gap):
            continue
        words = sentence.text[bracket[0] : parts[-1].start]
        closed = not rule.words["open"].search(words)
        yield Sum(total, parts, Evidence.of(closed, parallel(parts), len(parts) == len(inside)))


def _listed(sentence: Sentence, rule: Rule) -> Iterator[Sum]:
    """A total behind a list of its parts."""
    for index, total in enumerate(sentence.figures):
        word = _last(rule.words["total"], total.lead)
        if word is None or len(total.lead) - word.end() > REACH:
            continue
        run = [one for one in sentence.figures[:index] if _alike(one, total) and one.start != total.start]
        run = run[_after_last_total(run, rule) :]
        evidence = Evidence.of(rule.words["sum"].fullmatch(word.group()), _dense(run, total, sentence))
        least = 1 if total.double else 2
        yield from _longest(total, [tuple(run[start:]) for start in range(len(run) - least + 1)], evidence)


def _announced(sentence: Sentence, rule: Rule) -> Iterator[Sum]:
    """Parts that follow their total: behind 其中 and its like, or as a bare list."""
    for index, first in enumerate(sentence.figures):
        announced = rule.words["part"].search(first.lead) is not None
        earlier = (*(sentence.before.figures if sentence.before and index == 0 else ()), *sentence.figures[:index])
        later = sentence.figures[index:]
        for measure in dict.fromkeys(figure.measure for figure in later):
            total = next((one for one in reversed(earlier) if one.measure == measure and not one.inner), None)
            if (
                total is None
                or total.bracket != first.bracket
                or (total.start, total.block) == (first.start, first.block)
            ):
                continue
            parts = [one for one in later if _alike(one, total)]
            if announced:
                yield from _longest(total, _heads(parts), Evidence.of(over(parts, total)))
            elif parts and parts[0] is first and total.statement.value >= LARGE and "，" in first.lead:
                yield from _longest(total, _heads(_joined(parts, sentence, rule)), Evidence.WEAK)


def over(parts: Sequence[Figure], total: Figure) -> bool:
    """Whether parts of one breakdown are more than their whole, which no reading explains."""
    return parallel(parts) and sum_of(part.amount for part in parts).low > total.amount.high


def _heads(parts: Sequence[Figure]) -> list[tuple[Figure, ...]]:
    return [tuple(parts[:count]) for count in range(len(parts), 1, -1)]


def _longest(total: Figure, runs: Iterable[tuple[Figure, ...]], evidence: Evidence) -> Iterator[Sum]:
    """The longest run that adds up to the total; else the whole run where that must be meant."""
    candidates = [run for run in runs if run]
    for run in candidates:
        one = Sum(total, run, evidence)
        if agree(_sum(one), total.amount) is Verdict.HOLDS:
            yield one
            return
    if candidates and evidence is Evidence.STRONG:
        yield Sum(total, candidates[0], evidence)


def _joined(parts: Sequence[Figure], sentence: Sentence, rule: Rule) -> list[Figure]:
    """The parts up to where their list ends."""
    for index, (left, right) in enumerate(pairwise(parts), 1):
        gap = sentence.between(left, right)
        if left.start != right.start and not (rule.words["list"].match(gap) and len(gap) <= APART and "，" not in gap):
            return list(parts[:index])
    return list(parts)


def _dense(run: Sequence[Figure], total: Figure, sentence: Sentence) -> bool:
    """Whether a list stands close together, of one breakdown, right before its total."""
    gaps = [sentence.between(left, right) for left, right in pairwise((*run, total)) if left.start != right.start]
    return parallel(run) and all(len(gap) <= APART and ";" not in gap and "。" not in gap for gap in gaps)


def _after_last_total(run: Sequence[Figure], rule: Rule) -> int:
    """Where the list begins that is not yet summed up."""
    for index in range(len(run) - 1, 0, -1):
        word = _last(rule.words["sum"], run[index].lead)
        if word and len(run[index].lead) - word.end() <= REACH:
            return index + 1
    return 0


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found


def _alike(figure: Figure, total: Figure) -> bool:
    """Whether a figure can be a part of a total: of its measure, and on its side of a double number."""
    side = figure.concurrent if total.double else figure.inner
    return figure.measure == total.measure and side == total.inner


def parallel(parts: Sequence[Figure]) -> bool:
    """Whether figures are of one breakdown: other values of one dimension, or other words before one noun."""
    if len(parts) < 2:
        return False
    dims = [dict(part.statement.dims) for part in parts]
    for key in dims[0]:
        values = [one.get(key) for one in dims]
        if None not in values and len(set(values)) == len(values):
            return True
    tails = [re.sub(r"[計共有為達約]+$", "", part.lead) for part in parts]
    return len(set(tails)) == len(tails) and len({tail[-2:] for tail in tails}) == 1 and len(tails[0]) > 2
