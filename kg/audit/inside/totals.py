"""Parts and totals: (男性148人、女性148人) behind 296人, 單身34人、有眷9人，計43人, 其中公務人員…；教職員…."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile

from kg.audit.inside.evidence import Evidence, close
from kg.audit.inside.figures import WINDOW, Figure, Page, Sentence
from kg.audit.inside.rules import Rule, equal, show
from kg.audit.inside.wording import leads
from kg.audit.intervals import Amount, agree, tolerance
from kg.audit.intervals import total as sum_of
from kg.model.facts import Direction
from kg.model.findings import Finding, Verdict

APART = 24  # how far apart two parts of a list may be
TIGHT = Decimal("0.005")  # room for rounding, as a share of a total, in which a sum falls by no chance
SLIP = Decimal("0.1")  # by what share of a total its parts may miss it that are taken for all of them
SEXES = {"男", "女"}
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
        for one in _sums(sentence, rule):
            yield from _check(one, rule)


def _sums(sentence: Sentence, rule: Rule) -> Iterator[Sum]:
    yield from _bracketed(sentence, rule)
    yield from _listed(sentence, rule)
    yield from _announced(sentence, rule)
    yield from _with_rest(sentence, rule)


def _check(one: Sum, rule: Rule) -> Iterator[Finding]:
    computed = _sum(one)
    if _shown(one):
        terms = (*(("part", part) for part in one.parts), ("total", one.total))
        verdict = agree(computed, one.total.amount)
        yield rule.finding(verdict, _formula(one, computed), terms, (computed, one.total.amount))


def _shown(one: Sum) -> bool:
    """Whether a sum is a check: it comes out; rounding leaves too little room for chance; or it must be meant."""
    computed, stated = _sum(one), one.total.amount
    room, strong = tolerance(computed, stated), one.evidence is Evidence.STRONG
    match agree(computed, stated):
        case _ if room is None:
            return False
        case Verdict.HOLDS:
            return True
        case Verdict.WITHIN_ROUNDING:
            return strong or room <= TIGHT * stated.value
    meant = exhaustive(one.parts) or close(computed, stated, SLIP)
    return strong and meant and not any(figure.bounded for figure in (*one.parts, one.total))


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
    brackets: dict[tuple[int, int], list[Figure]] = {}
    for figure in sentence.figures:
        if figure.bracket is not None:
            brackets.setdefault(figure.bracket, []).append(figure)
    for bracket, inside in brackets.items():
        outside = [one for one in sentence.earlier(inside[0]) if one.end <= bracket[0]]
        if not 2 <= len(inside) <= WINDOW or not outside:
            continue
        total = outside[-1]
        gap = sentence.text[total.end : bracket[0]]
        parts = tuple(figure for figure in inside if _alike(figure, total)) or _kin(inside, total, rule)
        if len(parts) < 2 or re.search("[，,;。、]", gap):
            continue
        words = sentence.text[bracket[0] : parts[-1].start]
        closed = exhaustive(parts) or not rule.words["open"].search(words)
        yield Sum(total, parts, Evidence.of(closed, parallel(parts), all(_alike(part, total) for part in inside)))


def _kin(inside: Sequence[Figure], total: Figure, rule: Rule) -> tuple[Figure, ...]:
    """Parts whose measure is another word for that of their total: 6班(基礎4期、進階2期)."""
    kin = rule.units["kin"]
    return tuple(inside) if total.measure in kin and all(one.measure in kin for one in inside) else ()


def _listed(sentence: Sentence, rule: Rule) -> Iterator[Sum]:
    """A total behind a list of its parts."""
    for total in sentence.figures:
        word = leads(rule.words["total"], total.lead)
        if word is None:
            continue
        run = [one for one in sentence.earlier(total) if _alike(one, total) and one.start != total.start]
        run = run[_after_last_total(run, rule) :]
        evidence = Evidence.of(rule.words["sum"].fullmatch(word.group()), _dense(run, total, sentence))
        least = 1 if total.double else 2
        runs = [tuple(run[start:]) for start in range(len(run) - least + 1)]
        runs = [parts for parts in runs if not _one_list(word, parts, rule)]
        yield from _best(Sum(total, part, evidence if part == tuple(run) else Evidence.WEAK) for part in runs)


def _one_list(word: re.Match[str], parts: Sequence[Figure], rule: Rule) -> bool:
    """Whether all parts have the word of their total, which then is one more of them: 甲計1件、乙計2件、丙計3件."""
    own = [leads(rule.words["total"], part.lead) for part in parts]
    weak = rule.words["sum"].fullmatch(word.group()) is None
    return weak and all(one is not None and one.group() == word.group() for one in own)


def _announced(sentence: Sentence, rule: Rule) -> Iterator[Sum]:
    """Parts that follow their total: behind 其中 and its like, or as a bare list."""
    for first in sentence.figures:
        announced = rule.words["part"].search(first.lead) is not None
        said = sentence.before.figures[-WINDOW:] if sentence.before and first.place == 0 else ()
        earlier, later = (*said, *sentence.earlier(first)), (first, *sentence.later(first))
        for measure in dict.fromkeys(figure.measure for figure in later):
            total = next((one for one in reversed(earlier) if one.measure == measure and _whole_here(one, rule)), None)
            if (
                total is None
                or total.bracket != first.bracket
                or (total.start, total.block) == (first.start, first.block)
            ):
                continue
            parts = [one for one in takewhile(lambda one: not _then(one, rule), later) if _alike(one, total)]
            if announced:
                yield from _best(Sum(total, head, _whole(head, total)) for head in _heads(parts))
            elif parts and parts[0] is first and total.statement.value >= LARGE and "，" in first.lead:
                joined = _joined(parts, sentence, rule)
                yield from _best(Sum(total, head, Evidence.WEAK) for head in _heads(joined))


def _whole_here(figure: Figure, rule: Rule) -> bool:
    return not figure.inner and not _then(figure, rule)


def _then(figure: Figure, rule: Rule) -> bool:
    """Whether a figure is only what another is compared with: 較96年之371萬人次."""
    return rule.words["than"].search(figure.lead) is not None


def _with_rest(sentence: Sentence, rule: Rule) -> Iterator[Sum]:
    """29所，目前完成11所，其餘18所: a total, a part of it, and what is left."""
    for rest in sentence.figures:
        if not leads(rule.words["rest"], rest.lead):
            continue
        before = [one for one in sentence.earlier(rest) if _alike(one, rest) and one.start != rest.start][-2:]
        if len(before) == 2 and before[0].statement.value > before[1].statement.value:
            yield Sum(before[0], (before[1], rest), Evidence.WEAK)


def over(parts: Sequence[Figure], total: Figure) -> bool:
    """Whether parts of one breakdown are more than their whole, which no reading explains."""
    return parallel(parts) and sum_of(part.amount for part in parts).low > total.amount.high


def exhaustive(parts: Sequence[Figure]) -> bool:
    """Whether nothing can be beside the parts: men and women."""
    return len(parts) == len(SEXES) and {dict(part.statement.dims).get("sex", "")[:1] for part in parts} == SEXES


def _whole(parts: Sequence[Figure], total: Figure) -> Evidence:
    """Parts behind 其中 need not be all; but men and women are, and no part can be more than its whole."""
    return Evidence.STRONG if exhaustive(parts) or over(parts, total) else Evidence.WEAK


def _heads(parts: Sequence[Figure]) -> list[tuple[Figure, ...]]:
    return [tuple(parts[:count]) for count in range(len(parts), 1, -1)]


def _best(sums: Iterable[Sum]) -> Iterator[Sum]:
    """The first sum that comes out; else the first that is a check. The longest come first."""
    shown = [one for one in sums if one.parts and _shown(one)]
    held = [one for one in shown if agree(_sum(one), one.total.amount) is Verdict.HOLDS]
    yield from (held or shown)[:1]


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
        if leads(rule.words["sum"], run[index].lead):
            return index + 1
    return 0


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
