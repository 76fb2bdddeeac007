"""Names everything that the product of a report depends on, so that nothing unchanged is computed again."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path

from kg.model.facts import ReportInfo
from kg.model.text import Source
from kg.resources import Resources

# Rooms of the package that have no part in what a report becomes.
APART = ("cli", "export", "questions", "store")
CODE = (".py", ".toml")
KNOWLEDGE = ("ontology", "shapes")
LIBRARIES = ("lxml", "owlrl", "pyoxigraph", "pypdfium2", "rapidfuzz", "rdflib")


def _feed(digest: "hashlib._Hash", name: str, data: bytes) -> None:
    digest.update(f"{name}\0{len(data)}\0".encode() + data)


def _code(package: Path) -> Iterable[tuple[str, Path]]:
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if path.suffix in CODE and parts[0].removesuffix(".py") not in APART and not parts[0].startswith("_resources"):
            yield "/".join(parts), path


def knowledge_fingerprint(resources: Resources, base_iri: str) -> str:
    """SHA-256 over the package's code and rules, its libraries, ontology, vocabulary, judgements, shapes, base IRI."""
    digest = hashlib.sha256()
    _feed(digest, "base", base_iri.encode())
    for library in LIBRARIES:
        _feed(digest, library, version(library).encode())
    for name, path in _code(Path(__file__).parents[1]):
        _feed(digest, name, path.read_bytes())
    for kind in KNOWLEDGE:
        for path in resources.every(kind, "**/*.*"):
            _feed(digest, f"{kind}/{path.name}", path.read_bytes())
    for root in resources.roots[1:]:
        for path in sorted(root.rglob("*.toml")):
            _feed(digest, path.relative_to(root).as_posix(), path.read_bytes())
    return digest.hexdigest()


def report_key(info: ReportInfo, source: Source, fingerprint: str) -> str:
    """SHA-256 over one report's file and its name, its metadata and the fingerprint of the knowledge."""
    return file_key(info, source.sha256, source.name, fingerprint)


def file_key(info: ReportInfo, sha256: str, name: str, fingerprint: str) -> str:
    """The key of a report whose file has that hash and name."""
    known = {field.name: getattr(info, field.name) for field in fields(info)}
    facts = json.dumps(known, default=str, sort_keys=True)
    return hashlib.sha256("\0".join((sha256, name, facts, fingerprint)).encode()).hexdigest()
