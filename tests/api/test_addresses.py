"""Every address of the server stands in the table of the README."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.app import create_app
from kg.settings import Settings

README = Path(__file__).parents[2] / "README.md"
# Forms of an address that the table tells of in words: by suffix, and those of what is there already.
SUFFIXES = re.compile(r"\.(?:csv|ttl|metadata\.json|\{suffix\})$")
# What no reader of the README asks for, and what takes what is left over for an error.
INSIDE = ("/static", "/static/docs", "/api/questions/{name}")


def routes(router: Any) -> Iterator[str]:
    for route in router.routes:
        if hasattr(route, "original_router"):
            yield from routes(route.original_router)
        else:
            yield route.path


def documented() -> set[str]:
    """The addresses of the table, with X for each part that may be anything."""
    text = README.read_text(encoding="utf-8")
    table = text[text.index("| address | what |") :].partition("\n\n")[0]
    cells = [line.split(" | ")[0] for line in table.splitlines()[2:]]
    addresses = [address.partition("?")[0] for cell in cells for address in re.findall(r"`(?:POST )?(/[^`]*)`", cell)]
    return {re.sub(r"[A-Z][A-Z-]*", "X", address) for address in addresses}


def test_every_address_stands_in_the_readme(limits: Settings) -> None:
    paths = {path for path in routes(create_app(limits)) if path not in INSIDE}
    assert len(paths) > 90
    known = documented()
    assert len(known) > 30
    plain = {re.sub(r"\{[^}]*\}", "X", SUFFIXES.sub("", path)) for path in paths}
    # The questions and the tables of a report have a line each for all of them.
    plain = {re.sub(r"^(/api/questions|/api/reports/X)/(?!text|coverage/)[^/]+$", r"\1/X", path) for path in plain}
    assert sorted(plain - known) == []
    assert sorted(known - plain) == []


def test_tables_are_told_to_be_had_as_csv(limits: Settings) -> None:
    text = README.read_text(encoding="utf-8")
    for path in routes(create_app(limits)):
        if path.endswith(".csv") and path.startswith("/api/") and not path.startswith("/api/questions/"):
            start = re.sub(r"^/api/reports/.*", "/api/reports/ID/TABLE", path.removesuffix(".csv").partition("/{")[0])
            start = start if start != "/api/reports" else "/api/reports/ID/TABLE"
            lines = [line for line in text.splitlines() if line.startswith("|") and f"`{start}" in line]
            assert any("also as `.csv`" in line for line in lines), path
            assert any(route == path.removesuffix(".csv") + ".metadata.json" for route in routes(create_app(limits)))
