"""`kg publications`, `kg rollback`: what was published, and which of it is served."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.store import Store
from tests.cli.conftest import Ran, contents

Kg = Callable[..., Ran]
Write = Callable[..., Path]


@pytest.fixture
def twice(kg: Kg, write: Write, store: Path) -> Path:
    """A store with a second publication, of one report alone."""
    assert kg("remove", "b", "--store", store).code == 0
    return store


def listed(kg: Kg, store: Path) -> list[tuple[int, int, bool]]:
    rows = json.loads(kg("publications", "--store", store, "--json").out)
    assert all(len(row["digest"]) == 64 and row["published"].endswith("Z") for row in rows)
    return [(row["number"], row["reports"], row["current"]) for row in rows]


def served(store: Path) -> list[str]:
    return [entry.id for entry in Store.open(store).view().manifest.reports]


def test_publications_are_listed_the_newest_first(kg: Kg, twice: Path) -> None:
    assert listed(kg, twice) == [(2, 1, True), (1, 2, False)]
    ran = kg("publications", "--store", twice)
    assert ran.code == 0
    heading, _, newest, first = (line.split() for line in ran.out.splitlines())
    assert heading == ["number", "published", "reports", "held", "digest", "current"]
    assert (newest[0], newest[-1]) == ("2", "true")
    assert (first[0], first[-1]) == ("1", "false")


@pytest.mark.parametrize("name", [None, "1", "hash"])
def test_rolling_back_and_forth(kg: Kg, twice: Path, name: str | None) -> None:
    first = Store.open(twice).named("1").digest
    given = {None: [], "hash": [first[:8]]}.get(name, [name])
    ran = kg("rollback", *given, "--store", twice)
    assert (ran.code, ran.out) == (0, "")
    assert "publication 1 of " in ran.err
    assert ran.err.endswith("is served, with 2 reports\n")
    assert served(twice) == ["a", "b"]
    assert listed(kg, twice) == [(2, 1, False), (1, 2, True)]
    document = json.loads(kg("rollback", "2", "--store", twice, "--json").out)
    assert (document["number"], document["current"]) == (2, True)
    assert served(twice) == ["a"]


def test_a_build_after_a_roll_back_is_a_new_publication(kg: Kg, write: Write, twice: Path) -> None:
    assert kg("rollback", "--store", twice).code == 0
    ran = kg("build", write("a", 108), "--store", twice, "--workers", 1)
    assert "1 reports unchanged" in ran.err
    assert listed(kg, twice) == [(3, 1, True), (2, 1, False), (1, 2, False)]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["7"], 2, "No publication '7'. Choose from 1, 2."),
        (["zz"], 2, "No publication 'zz'."),
    ],
)
def test_what_cannot_be_rolled_back_to(kg: Kg, twice: Path, words: list[str], code: int, told: str) -> None:
    before = contents(twice)
    ran = kg("rollback", *words, "--store", twice)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert contents(twice) == before


def test_nothing_before_the_first(kg: Kg, store: Path) -> None:
    ran = kg("rollback", "--store", store)
    assert ran.code == 2
    assert "Publication 1 is the first that is kept: there is none before it." in ran.err


def test_a_store_without_anything(kg: Kg, tmp_path: Path) -> None:
    for name in ("publications", "rollback"):
        ran = kg(name, "--store", tmp_path / "none")
        assert ran.code == 4
        assert "nothing is published here. Build it first" in ran.err


def test_a_damaged_pointer_is_mended_by_a_roll_back(kg: Kg, twice: Path) -> None:
    (twice / "current").write_text("what?\n", encoding="utf-8")
    ran = kg("publications", "--store", twice, "--json")
    assert ran.code == 0
    assert "kg rollback N takes one up" in ran.err
    assert [row["current"] for row in json.loads(ran.out)] == [False, False]
    assert kg("rollback", "--store", twice).code == 4
    assert kg("rollback", "2", "--store", twice).code == 0
    assert served(twice) == ["a"]


def test_a_publication_that_lacks_an_object_is_not_taken_up(kg: Kg, twice: Path) -> None:
    first = Store.open(twice).named("1")
    (twice / "objects" / f"{first.reports[1].tables['facts']}.jsonl").unlink()
    ran = kg("rollback", "--store", twice)
    assert ran.code == 4
    assert "is missing" in ran.err
    assert served(twice) == ["a"]
