"""What one report brings to which check: the seam on which checks across reports are run by key.

`entries_of` looks at one report alone and says, for each key, what that report has to it. `check_key` then looks at all
that the reports have to one key. So, when a report comes, changes or goes, only the keys have to be checked anew that
the report has, had, or whose desk is its issuer.
"""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.findings import Passage
from kg.model.statements import Statement


class Check(StrEnum):
    """What is checked at a key."""

    FIGURE = "figure"  # one figure of one period: told twice, or implied by another period's
    COURSE = "course"  # one figure from report to report: running totals, what is said to be unchanged or to have been
    SPAN = "span"  # counts of one year: a part of it against the whole
    SET = "set"  # one value of one figure in whatever period: copied sets
    PRESENCE = "presence"  # whether the reports of a desk tell of a thing
    PROMISE = "promise"  # targets and plans for a figure, and the figure
    READING = "reading"  # how much of a report was understood


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What is checked together.

    about  what the entries have in common, in an order that belongs to the check
    desk   the issuer whose reports the check looks at beyond those that have the key, "" where it looks at none:
           it is made anew whenever one of them comes or goes
    """

    check: Check
    about: tuple[str, ...]
    desk: str = ""


class Role(StrEnum):
    """What an entry is to its key."""

    TOLD = "told"  # the figure is printed
    IMPLIED = "implied"  # `beside` is a change and the figure after it, which imply the figure
    BEFORE = "before"  # the figure is told as what was before `beside`
    KEPT = "kept"  # the figure is told to be unchanged
    RUNNING = "running"  # the figure is told to count since a beginning
    SINCE = "since"  # … or, as its words may also mean, what there is now
    PLANNED = "planned"
    TARGET = "target"
    NAMED = "named"  # a thing is told of


@dataclass(frozen=True, slots=True)
class Entry:
    """What a report brings to a key.

    statement  the figure, or None for a thing that is named
    beside     the statements that it is read with
    passage    where a thing is named, or None
    known      metrics whose figures a report tells under the name or heading
    """

    report: str
    role: Role
    statement: Statement | None = None
    beside: tuple[Statement, ...] = ()
    passage: Passage | None = None
    known: tuple[str, ...] = ()


def figure(entry: Entry) -> Statement:
    """The statement of an entry that has one."""
    assert entry.statement is not None
    return entry.statement
