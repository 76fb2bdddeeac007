"""The errors of the product, by who must act. Only `kg.cli.main` and `api.problems` map them to codes."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

# How many near names a message lists, and how many choices are few enough to list them all.
NEAR = 3
FEW = 15


class KgError(Exception):
    """Everything this product raises on purpose. A bug is never one of these: it stays a traceback."""


class InputError(KgError):
    """The caller must act: a file, a parameter, a name."""


class UnknownNameError(InputError):
    """A name that nothing here bears. The message lists the nearest choices, or all where they are few."""

    def __init__(self, what: str, name: str, choices: Iterable[str] = ()) -> None:
        self.what, self.name = what, name
        known = sorted(set(choices))
        close = get_close_matches(name, known, n=NEAR, cutoff=0.5)
        self.near = tuple(dict.fromkeys((*close, *_containing(name, known))))[:NEAR]
        self.choices = tuple(known) if len(known) <= FEW else self.near
        hint = f" Did you mean {' or '.join(self.near)}?" if self.near else ""
        if not hint and 0 < len(known) <= FEW:
            hint = f" Choose from {', '.join(known)}."
        super().__init__(f"No {what} '{name}'.{hint}")

    def __reduce__(self) -> tuple[object, ...]:
        """So that it can cross from a worker process: an exception is made anew from its message otherwise."""
        return type(self), (self.what, self.name, self.choices)


def _containing(name: str, known: Sequence[str]) -> tuple[str, ...]:
    """The names that the wanted one is a part of, the shortest first."""
    longer = [other for other in known if name and name in other]
    return tuple(sorted(longer, key=lambda other: (len(other), other)))


class ManagedGraphError(InputError):
    """A graph that only building may write; names it."""


class UnreadableError(InputError):
    """A file or body that cannot be read as what it is given for; names the place."""


class TooLargeError(InputError):
    """More input than the limit allows; names the limit."""


class UnsupportedTypeError(InputError):
    """A media type or file type that is not taken; lists those that are."""


class NotAcceptableError(InputError):
    """No representation that was asked for can be given; lists those that can."""


class KnowledgeError(KgError):
    """The curator must act: ontology, shapes, queries or rules are not as they must be."""


class NotConformingError(KgError):
    """The data must be mended: it breaks a shape. `reports` holds what `kg.validate` found."""

    def __init__(self, message: str, reports: tuple[object, ...] = ()) -> None:
        self.reports = reports
        super().__init__(message)


class StoreError(KgError):
    """The operator must act: disk, permissions, lock, a store of another version."""


class StillReadingError(StoreError):
    """What is asked for is not in memory yet, and will be soon."""


class LimitReachedError(StoreError):
    """A time, memory or row limit ended an answer. An answer is never cut short without this."""
