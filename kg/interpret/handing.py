"""Finds what a report tells of bodies that go under another, and of tasks that another body takes over."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.interpret.change_rules import ChangeRules
from kg.interpret.telling import Telling
from kg.model.facts import Change, ChangeType
from kg.model.mentions import NameKind

AGENCY = NameKind.AGENCY

BODY = re.compile(r"(?:各(?:級)?)?(?:主管)?(?:機關|學校|局處|單位|公所|縣市)+$")


def handed_over(told: Telling, rules: ChangeRules) -> Iterator[Change]:
    """Bodies that go under another, and tasks that others have from a day on."""
    yield from _bodies(told, rules)
    for one in told.dates:
        found = rules.task.match(told.text, one.end + 1) if told.text.startswith("起", one.end) else None
        if found is None or not told.text.endswith(("自", "從"), 0, one.start):
            continue
        by = next((name.full for name in told.within(*found.span("by"), AGENCY)), None)
        if by is None and BODY.search(found["by"]) is None:
            continue
        span = told.block.flow.span(one.start - 1, found.end())
        date = told.date(one.start)
        yield Change(ChangeType.TRANSFERRED, found["task"], by or found["by"], date, span, told.block.ordinal)


def _bodies(told: Telling, rules: ChangeRules) -> Iterator[Change]:
    """甲局改隸為乙局所屬二級機關: two bodies with nothing but such words between them."""
    bodies = [one for one in told.names if one.kind is AGENCY]
    for one, other in pairwise(bodies):
        if one.full != other.full and rules.under.fullmatch(told.text, one.end, other.start):
            span = told.block.flow.span(one.start, other.end)
            date = told.date(one.start)
            yield Change(ChangeType.TRANSFERRED, one.full, other.full, date, span, told.block.ordinal)
