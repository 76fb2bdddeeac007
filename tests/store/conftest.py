from collections.abc import Callable
from pathlib import Path

import pytest

from kg.store import Kind, Manifest, ReportEntry, Store, Writer

Build = Callable[..., Manifest]


def quads(report: str, value: int) -> bytes:
    return f'<urn:x:{report}> <urn:x:value> "{value}" <urn:x:graph:{report}> .\n'.encode()


def entry(writer: Writer, report: str, value: int, text: bytes) -> ReportEntry:
    return ReportEntry(
        id=report,
        source=writer.put(Kind.SOURCE, text),
        file=f"{report}.txt",
        key=f"key of {value}",
        graphs={"report": writer.put(Kind.QUADS, quads(report, value))},
        tables={"facts": writer.put(Kind.ROWS, f'{{"report": "{report}", "value": {value}}}\n'.encode())},
    )


@pytest.fixture
def build() -> Build:
    """Makes a manifest with one graph, one table and one source a report, and puts their objects."""

    def build(writer: Writer, values: dict[str, int], text: bytes = "人事處\n".encode()) -> Manifest:
        entries = tuple(entry(writer, report, value, text + report.encode()) for report, value in values.items())
        return Manifest(software="1", base_iri="https://example.org/", knowledge="k", reports=entries, graphs={})

    return build


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store without anything, whose clock is a second further at every reading."""
    ticks = iter(range(60))
    return Store(tmp_path / "deep" / "store", clock=lambda: f"2030-01-01T00:00:{next(ticks):02}Z")


@pytest.fixture
def publish(store: Store, build: Build) -> Callable[..., Manifest]:
    def publish(**values: int) -> Manifest:
        with store.writer() as writer:
            return writer.publish(build(writer, values))

    return publish
