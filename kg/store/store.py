"""The store on disk: where things lie, what is current, what was before."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import InputError, StoreError, UnknownNameError
from kg.store import files
from kg.store.lock import locked
from kg.store.manifest import Manifest, ReportEntry, from_bytes
from kg.store.objects import DIGEST, Objects, digest_of
from kg.store.view import View
from kg.store.writer import Writer

# Digits of a hash that may stand for it.
SHORTEST = 6


def now() -> str:
    """The time in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Store:
    """A directory with `objects/{sha256}.{kind}`, `manifests/{sha256}.json`, and `current`, which names a manifest.
    What lies in `cache` can be made of these again, and be deleted at any time.

    Everything but `current`, `lock` and `cache` is written once and named by its hash, so a copy of the directory, made
    in any order with `current` first, is a backup.
    """

    def __init__(self, path: Path, clock: Callable[[], str] = now) -> None:
        self.path, self._clock = path, clock
        self.pointer_path = path / "current"
        self._manifests = path / "manifests"
        self.objects = Objects(path / "objects")
        self.cache_path = path / "cache"

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The store at this path. The directory need not exist before something is written to it.

        Raises StoreError where the path is a file.
        """
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path}: a store is a directory, and this is a file. Name another path.")
        return cls(path)

    def pointer(self) -> str | None:
        """Hash of the current manifest, None where nothing was published. Raises StoreError for a damaged pointer."""
        if not files.present(self.pointer_path):
            return None
        digest = files.read(self.pointer_path).decode("ascii", "replace").strip()
        if not DIGEST.fullmatch(digest):
            raise self._damaged(self.pointer_path)
        return digest

    def current(self) -> Manifest | None:
        """The manifest that readers are served, or None where nothing was published.

        Raises StoreError where it is damaged, missing or of another format.
        """
        digest = self.pointer()
        if digest is None:
            return None
        manifest = self.find(digest)
        if manifest is None:
            raise self._damaged(self.manifest_path(digest))
        return manifest

    def find(self, digest: str | None) -> Manifest | None:
        """The publication of that hash; None where there is none or its file is damaged."""
        if digest is None or not files.present(self.manifest_path(digest)):
            return None
        path = self.manifest_path(digest)
        data = files.read(path)
        return from_bytes(data, str(path)) if digest_of(data) == digest else None

    def history(self) -> tuple[Manifest, ...]:
        """The publications that can be rolled back to, the newest first (by number, not by time)."""
        if not self._manifests.is_dir():
            return ()
        with files.explained(self._manifests):
            digests = sorted(path.stem for path in self._manifests.glob("*.json"))
        found = [(digest, manifest) for digest in digests if (manifest := self.find(digest)) is not None]
        return tuple(manifest for _, manifest in sorted(found, key=lambda pair: (-pair[1].number, pair[0])))

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

    def object(self, digest: str) -> bytes:
        """The bytes with that SHA-256, verified. Raises StoreError where they are missing or damaged."""
        return self.objects.get(digest)

    def intact(self, entry: ReportEntry) -> bool:
        """Whether all objects of a report are there and undamaged, so that they can be published again."""
        return all(map(self.objects.intact, (*entry.graphs.values(), *entry.tables.values(), entry.source)))

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """The one writer; makes the directory where there is none.

        Raises StoreError where another process is writing, naming it, and where the disk refuses.
        """
        for directory in (self.path, self.path / "objects", self._manifests):
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

    def manifest_path(self, digest: str) -> Path:
        return self._manifests / f"{digest}.json"

    def forget_manifests(self, kept: Collection[str]) -> None:
        """Deletes all manifests but these. For a writer."""
        with files.explained(self._manifests):
            gone = sorted(path for path in self._manifests.iterdir() if path.name.split(".")[0] not in kept)
        for path in gone:
            files.remove(path)

    def _nothing(self) -> StoreError:
        return StoreError(f"{self.path}: nothing is published here. Build it first: kg build --store {self.path}")

    def _damaged(self, path: Path) -> StoreError:
        return StoreError(
            f"{path}: damaged or missing. Restore it from a copy, or delete {self.pointer_path} and build again, or "
            "take up another publication: kg publications lists them, kg rollback N takes one up."
        )
