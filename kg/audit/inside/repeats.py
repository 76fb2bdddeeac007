"""Numbers that are told again: in a heading and its text, as a plan and as done, as all of those told before."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, show
from kg.audit.intervals import agree
from kg.model.facts import Kind
from kg.model.findings import Finding, Verdict
from kg.model.statements import Statement
from kg.model.text import Block

SHARED = 4  # characters that the words before two numbers have in common where they speak of one thing
LARGE = 10  # a number that two figures of one series have in common by no chance
NAME = 8  # how long the first word of a list is that stands for all of it: 新興等3區


def find_repeats(page: Page, rule: Rule) -> Iterator[Finding]:
    """Numbers of headings that their text repeats or contradicts; numbers that an item tells twice."""
    for heading in page.headings():
        for figure in heading.figures:
            yield from _under(page, heading.block, figure, rule)
    for sentence in page.sentences:
        for left, right in pairwise(sentence.figures):
            if _all_of(sentence, left, right, rule):
                yield _finding(left, right, rule)
    for first, again in _again(page):
        yield _finding(first, again, rule)


def find_as_planned(page: Page, rule: Rule) -> Iterator[Finding]:
    """What was planned and then done in that number, in one item."""
    for block in _blocks(page):
        for index, planned in enumerate(block):
            if planned.statement.kind is not Kind.PLANNED and not rule.words["plan"].search(planned.lead):
                continue
            done = next((one for one in block[index + 1 :] if one.measure == planned.measure), None)
            if done and _alike(planned, done) and _done(planned, done, rule):
                formula = f"{show(planned.statement.value)} = {show(done.statement.value)}"
                terms = (("planned", planned), ("done", done))
                yield rule.finding(Verdict.HOLDS, formula, terms, (planned.amount, done.amount))


def _done(planned: Figure, done: Figure, rule: Rule) -> bool:
    told = rule.words["done"].search(done.lead) is not None and rule.words["plan"].search(done.lead) is None
    return told and done.statement.kind is Kind.OBSERVED and planned.statement.value == done.statement.value


def _blocks(page: Page) -> Iterator[tuple[Figure, ...]]:
    """The figures of every block."""
    blocks: dict[int, list[Figure]] = {}
    for figure in page.figures:
        blocks.setdefault(figure.block, []).append(figure)
    return (tuple(figures) for figures in blocks.values())


def _alike(first: Figure, again: Figure) -> bool:
    """Whether two figures can be one: of one measure and breakdown, and neither is a share nor bounded."""
    same = (first.measure, first.statement.dims) == (again.measure, again.statement.dims)
    return same and not first.ratio and not first.inner and not again.inner and not first.bounded and not again.bounded


def _under(page: Page, heading: Block, figure: Figure, rule: Rule) -> Iterator[Finding]:
    """The figure under a heading that tells the heading's number again, or another one of the same thing."""
    section = page.headed(heading)
    if section is None:
        return
    below = [one for one in page.under(section) if _alike(figure, one) and _of_one_thing(figure, one, rule)]
    equal = [one for one in below if one.statement.value == figure.statement.value]
    same = [one for one in below if figure.statement.series and one.statement.series == figure.statement.series]
    for one in equal[:1] or (same if len(same) == 1 else []):
        yield _finding(figure, one, rule)


def _of_one_thing(first: Figure, again: Figure, rule: Rule) -> bool:
    """Whether two figures are of one kind and the words before them begin alike: 超額進用原住民, 超額進用."""
    if first.statement.kind is not again.statement.kind:
        return False
    words = [rule.words["fill"].sub("", one.lead).strip("，、;:()") for one in (first, again)]
    parts = {words[0][place : place + SHARED] for place in range(max(0, len(words[0]) - SHARED + 1))}
    return any(len(part) == SHARED and part in words[1] for part in parts)


def _all_of(sentence: Sentence, left: Figure, right: Figure, rule: Rule) -> bool:
    """2人參加…，2員皆當選: all of those told right before."""
    behind = sentence.text[right.end : right.end + 3]
    equal = left.measure == right.measure and left.statement.value == right.statement.value
    return equal and not left.ratio and rule.words["all"].search(behind) is not None


def _again(page: Page) -> Iterator[tuple[Figure, Figure]]:
    """Within one item: a list and then its first word for all of it; a series told twice with one number."""
    for block in _blocks(page):
        before: dict[tuple[str, Decimal], Figure] = {}
        for again in block:
            first = before.setdefault((again.measure, again.statement.value), again)
            if first.start == again.start or not _alike(first, again):
                continue
            if _short_for(first, again) or _one_series(first, again):
                yield first, again


def _short_for(first: Figure, again: Figure) -> bool:
    word = again.lead.removesuffix("等")
    if word == again.lead:
        return False
    listed = first.lead.removesuffix("等").split("、")
    return len(listed) > 1 and any(word.endswith(listed[0][-size:]) for size in range(2, NAME))


def _one_series(first: Figure, again: Figure) -> bool:
    told = (first.statement.period, first.statement.agency, first.statement.kind)
    other = (again.statement.period, again.statement.agency, again.statement.kind)
    large = first.statement.value >= LARGE
    apart = first.sentence != again.sentence or again.start - first.end > len(first.lead)
    return (
        told == other
        and _named_alike(first.statement, again.statement)
        and large
        and apart
        and first.bracket == again.bracket
    )


def _named_alike(first: Statement, again: Statement) -> bool:
    """Whether two statements are of one series, or of one programme and with four characters in common."""
    if first.series is not None and first.series == again.series:
        return True
    metric = first.metric
    shared = any(metric[place : place + SHARED] in again.metric for place in range(len(metric) - SHARED + 1))
    return first.programme is not None and first.programme == again.programme and shared


def _finding(first: Figure, again: Figure, rule: Rule) -> Finding:
    verdict = agree(again.amount, first.amount)
    sign = "=" if verdict is Verdict.HOLDS else "≠"
    formula = f"{show(first.statement.value)} {sign} {show(again.statement.value)}"
    return rule.finding(verdict, formula, (("first", first), ("again", again)), (again.amount, first.amount))
