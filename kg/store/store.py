"""The store on disk: where things lie, what is current, what was before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import InputError, StoreError, UnknownNameError
from kg.store import files
from kg.store.layout import Layout
from kg.store.lock import locked
from kg.store.manifest import Manifest
from kg.store.view import View
from kg.store.writer import Writer

# Digits of a hash that may stand for it.
SHORTEST = 6


def now() -> str:
    """The time in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Store(Layout):
    """A store that can be opened, read and written: see `Layout` for what lies where."""

    def __init__(self, path: Path, clock: Callable[[], str] = now) -> None:
        super().__init__(path)
        self._clock = clock

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The store at this path. The directory need not exist before something is written to it.

        Raises StoreError where the path is a file.
        """
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path}: a store is a directory, and this is a file. Name another path.")
        return cls(path)

    def named(self, name: str) -> Manifest:
        """The publication of that number, or whose hash begins so. Raises UnknownNameError that lists what there is,
        InputError where several begin so."""
        history = self.history()
        found = [one for one in history if name == str(one.number) or one.digest == name] or [
            one for one in history if len(name) >= SHORTEST and one.digest.startswith(name.lower())
        ]
        if not found:
            raise UnknownNameError("publication", name, [str(one.number) for one in history])
        if len(found) > 1:
            several = ", ".join(sorted(one.digest for one in found))
            raise InputError(f"'{name}' can be any of the publications {several}. Name one by its whole hash.")
        return found[0]

    def before(self) -> Manifest:
        """The publication before the current one, by number. Raises InputError where there is none."""
        current = self.current()
        if current is None:
            raise self._nothing()
        earlier = [one for one in self.history() if one.number < current.number]
        if not earlier:
            raise InputError(f"Publication {current.number} is the first that is kept: there is none before it.")
        return earlier[0]

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """The one writer; makes the directory where there is none.

        Raises StoreError where another process is writing, naming it, and where the disk refuses.
        """
        for directory in (self.path, self.path / "objects", self.manifests_path):
            files.make_directory(directory)
        with locked(self.path / "lock"):
            yield Writer(self, self._clock)

    def view(self, *, union_default_graph: bool = True) -> View:
        """The current publication, to read. It stays what it is while others are published.

        Raises StoreError where nothing was published yet.
        """
        manifest = self.current()
        if manifest is None:
            raise self._nothing()
        return View(manifest, self.object, union_default_graph=union_default_graph)

    def _nothing(self) -> StoreError:
        return StoreError(f"{self.path}: nothing is published here. Build it first: kg build --store {self.path}")
