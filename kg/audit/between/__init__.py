"""Checks across reports: what one implies of another, what was told twice, copied or told no more, what was promised.

`check_between` runs them all. To run them by key: `entries_of` says what a report brings to which key, `check_key`
finds what is to be found at one key.
"""

from kg.audit.between.checking import check_between, check_key, entries_of, heard
from kg.audit.between.keys import Check, Entry, Key, Role
from kg.audit.between.lore import Lore, load_lore
from kg.audit.between.shelf import Shelf
from kg.audit.between.silence import is_told_on

__all__ = [
    "Check",
    "Entry",
    "Key",
    "Lore",
    "Role",
    "Shelf",
    "check_between",
    "check_key",
    "entries_of",
    "heard",
    "is_told_on",
    "load_lore",
]
