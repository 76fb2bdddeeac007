"""All that the check of one key is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.audit.between.keys import Entry, Key
from kg.audit.between.lore import Lore
from kg.audit.between.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Case:
    """A key with what the reports have to it, in the order of the reports.

    shelf  at least the reports of the entries and, where the key names a desk, all reports of that desk
    """

    key: Key
    entries: Sequence[Entry]
    shelf: Shelf = field(repr=False)
    lore: Lore = field(repr=False)
