"""Names what an answer depends on beside the publication: the code of the server, its templates and its questions."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from kg.resources import KINDS, Resources

APART = ("reports",)


def server_fingerprint(resources: Resources) -> str:
    """SHA-256 over the files of both packages and of the knowledge, without the reports."""
    digest = hashlib.sha256()
    for name, path in _files(resources):
        data = path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _files(resources: Resources) -> Iterator[tuple[str, Path]]:
    for package in ("api", "kg"):
        root = Path(str(files(package)))
        for path in sorted(root.rglob("*")):
            parts = path.relative_to(root).parts
            if path.is_file() and path.suffix != ".pyc" and "_resources" not in parts:
                yield f"{package}/{'/'.join(parts)}", path
    for kind in KINDS:
        if kind not in APART:
            yield from ((f"{kind}/{path.name}", path) for path in resources.every(kind, "**/*.*") if path.is_file())
