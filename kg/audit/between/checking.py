"""The checks between reports, by key and all at once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.audit.between.cases import Case
from kg.audit.between.completeness import check_reading, reading_entries
from kg.audit.between.copied import check_set, set_entries
from kg.audit.between.course import check_course, course_entries
from kg.audit.between.figures import check_figure, figure_entries
from kg.audit.between.keys import Check, Entry, Key
from kg.audit.between.lore import Lore
from kg.audit.between.presence import presence_entries
from kg.audit.between.promises import check_promise, promise_entries, promise_heard
from kg.audit.between.scenes import Scene
from kg.audit.between.shelf import Order, Shelf
from kg.audit.between.silence import check_presence
from kg.audit.between.spans import check_span, span_entries
from kg.model.findings import Finding
from kg.model.statements import Account

Bringing = Callable[[Scene], Iterator[tuple[Key, Entry]]]
Checking = Callable[[Case], Iterator[Finding]]

BRINGINGS: tuple[Bringing, ...] = (
    figure_entries,
    course_entries,
    span_entries,
    set_entries,
    presence_entries,
    promise_entries,
    reading_entries,
)
CHECKINGS: Mapping[Check, Checking] = {
    Check.FIGURE: check_figure,
    Check.COURSE: check_course,
    Check.SPAN: check_span,
    Check.SET: check_set,
    Check.PRESENCE: check_presence,
    Check.PROMISE: check_promise,
    Check.READING: check_reading,
}


def entries_of(account: Account, lore: Lore) -> Mapping[Key, tuple[Entry, ...]]:
    """What one report brings to each key, in reading order. Looks at no other report."""
    scene = Scene(account, lore)
    found: dict[Key, list[Entry]] = defaultdict(list)
    for bring in BRINGINGS:
        for key, entry in bring(scene):
            found[key].append(entry)
    return {key: tuple(found[key]) for key in sorted(found)}


def check_key(key: Key, entries: Sequence[Entry], shelf: Shelf, lore: Lore) -> tuple[Finding, ...]:
    """The findings at one key.

    entries  all that the reports have to it, in any order of the reports, each report's in its own order
    shelf    at least the reports of the entries and, where the key names a desk, all reports of that desk
    """
    ordered = sorted(entries, key=lambda entry: shelf.places[entry.report])
    return tuple(CHECKINGS[key.check](Case(key, ordered, shelf, lore)))


def heard(key: Key, entries: Sequence[Entry], shelf: Shelf, lore: Lore) -> Order | None:
    """Of a key that names a desk: after when the coming or going of a report of the desk that has nothing to the key
    changes nothing of what is found at it; None where any may. As `check_key` takes it."""
    if key.check is not Check.PROMISE:
        return None
    ordered = sorted(entries, key=lambda entry: shelf.places[entry.report])
    return promise_heard(Case(key, ordered, shelf, lore))


def check_between(accounts: Sequence[Account], lore: Lore) -> tuple[Finding, ...]:
    """All checks across reports, in order of their keys."""
    shelf = Shelf.of(accounts)
    gathered: dict[Key, list[Entry]] = defaultdict(list)
    for account in shelf.accounts:
        for key, entries in entries_of(account, lore).items():
            gathered[key] += entries
    return tuple(finding for key in sorted(gathered) for finding in check_key(key, gathered[key], shelf, lore))
