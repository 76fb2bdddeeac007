"""Keeps what was made of something, under its hash, so that it is not made again; the last few only."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Kept:
    """Holds at most so many things; what was asked for least lately goes first. Threads may share it: two that ask for
    the same at one time may both make it."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._things: OrderedDict[Hashable, Any] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under that key, else what `make` makes. It must be a pure function of the key."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return cast("T", self._things[key])
        made = make()
        with self._lock:
            self._things[key] = made
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made
