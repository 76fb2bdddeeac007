"""Where things lie in a store: its pointer, manifests and objects, and how damage of them is told."""

from collections.abc import Collection, Mapping
from pathlib import Path

from kg.errors import StoreError
from kg.store import files
from kg.store.manifest import Manifest, ReportEntry, from_bytes, kept_as
from kg.store.objects import DIGEST, Objects, digest_of

# So many manifests stay parsed: all that are kept of a store to which clients do not write.
PARSED = 12


class Layout:
    """A directory with `objects/{sha256}.{kind}`, `manifests/{sha256}.json`, and `current`, which names a manifest.
    What lies in `cache` can be made of these again, and be deleted at any time.

    Everything but `current`, `lock` and `cache` is written once and named by its hash, so a copy of the directory, made
    in any order with `current` first, is a backup.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pointer_path = path / "current"
        self.manifests_path = path / "manifests"
        self.objects = Objects(path / "objects")
        self.cache_path = path / "cache"
        # Bytes are read and held against their hash each time; parsing those of a thousand reports takes much longer.
        self._parsed: Mapping[str, Manifest] = {}

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
        if digest_of(data) != digest:
            return None
        known = self._parsed.get(digest)
        if known is None:
            known = kept_as(from_bytes(data, str(path)), digest)
            # A new mapping, since threads of a server share a store.
            self._parsed = {**dict(list(self._parsed.items())[1 - PARSED :]), digest: known}
        return known

    def history(self) -> tuple[Manifest, ...]:
        """The publications that can be rolled back to, the newest first (by number, not by time)."""
        if not self.manifests_path.is_dir():
            return ()
        with files.explained(self.manifests_path):
            digests = sorted(path.stem for path in self.manifests_path.glob("*.json"))
        found = [(digest, manifest) for digest in digests if (manifest := self.find(digest)) is not None]
        return tuple(manifest for _, manifest in sorted(found, key=lambda pair: (-pair[1].number, pair[0])))

    def object(self, digest: str) -> bytes:
        """The bytes with that SHA-256, verified. Raises StoreError where they are missing or damaged."""
        return self.objects.get(digest)

    def intact(self, entry: ReportEntry) -> bool:
        """Whether all objects of a report are there and undamaged, so that they can be published again."""
        return all(map(self.objects.intact, (*entry.graphs.values(), *entry.tables.values(), entry.source)))

    def manifest_path(self, digest: str) -> Path:
        return self.manifests_path / f"{digest}.json"

    def forget_manifests(self, kept: Collection[str]) -> None:
        """Deletes all manifests but these. For a writer."""
        with files.explained(self.manifests_path):
            gone = sorted(path for path in self.manifests_path.iterdir() if path.name.split(".")[0] not in kept)
        for path in gone:
            files.remove(path)

    def _damaged(self, path: Path) -> StoreError:
        return StoreError(
            f"{path}: damaged or missing. Restore it from a copy, or delete {self.pointer_path} and build again, or "
            "take up another publication: kg publications lists them, kg rollback N takes one up."
        )
