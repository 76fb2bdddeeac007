"""What is found across reports after any coming and going is what is found by looking at all of them from nothing."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from random import Random

import pytest

from kg.iris import Iris
from kg.pipeline.accounts import stored_account
from kg.pipeline.checks import load_comparison
from kg.pipeline.comparing import LEDGER, Compared, Comparing
from kg.pipeline.gather import Report, catalogue_of, find_files, gather
from kg.pipeline.publish import build
from kg.resources import open_resources, packaged
from kg.settings import Settings
from kg.store import ReportEntry, Store
from kg.vocabulary import load_vocabulary

STEPS, SEEDS = 9, 2
Versions = Mapping[str, list[ReportEntry]]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("touched")


def taken(directory: Path, name: str, change: Callable[[str], str]) -> tuple[Report, ...]:
    """The packaged reports, each with its text changed, described as they are."""
    resources, there = open_resources(), directory / name
    there.mkdir()
    files = find_files([packaged() / "reports"])
    described = {one.path.name: one.info for one in gather(files, {}, catalogue_of(files, resources), 10**7)}
    for file in files:
        info = described[file.name]
        rows = {"id": info.id, "title": info.title, "issuer": info.issuer, "owner": info.owner, "kind": info.kind}
        coverage = f"{info.coverage.start}/{info.coverage.end}" if info.coverage else ""
        text = "".join(f'{key} = "{value}"\n' for key, value in {**rows, "coverage": coverage}.items())
        (there / file.name).write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
        (there / file.name).with_suffix(".toml").write_text(text, encoding="utf-8")
    copies = find_files([there])
    return gather(copies, {}, catalogue_of(copies, resources), 10**7)


@pytest.fixture(scope="module")
def versions(directory: Path) -> Versions:
    """Two versions of every packaged report, as one store has them: whole, and with a renamed body at the end of a half
    of it."""
    settings = Settings(store=directory / "store")
    whole = build(taken(directory, "whole", lambda text: text), settings).manifest
    renamed = "\n\n高雄市政府秘書處自107年1月1日起更名為高雄市政府行政暨國際處。\n"
    half = build(taken(directory, "half", lambda text: text[: len(text) // 2] + renamed), settings).manifest
    return {one.id: [one, two] for one, two in zip(whole.reports, half.reports, strict=True)}


def compared(directory: Path, cache: Path, entries: list[ReportEntry]) -> Compared:
    store, iris = Store.open(directory / "store"), Iris()
    store.cache_path = cache
    with store.writer() as writer:
        resources = open_resources()
        comparison = load_comparison(resources, iris, load_vocabulary(resources, iris))
        comparing = Comparing(store, writer, comparison, iris, "of these rules", partial(stored_account, store))
        return comparing.run(entries, store.objects.holds)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_comes_and_goes_nothing_is_found_otherwise(directory: Path, versions: Versions, seed: int) -> None:
    random, there = Random(seed), dict[str, ReportEntry]()
    found = set()
    for step in range(STEPS):
        for name in random.sample(sorted(versions), random.randint(1, 3)):
            chosen = random.choice([None, *versions[name]])
            there.pop(name, None)
            there |= {name: chosen} if chosen else {}
        entries = random.sample(list(there.values()), len(there))
        kept = compared(directory, directory / f"kept-{seed}", entries)
        assert kept == compared(directory, directory / f"new-{seed}-{step}", entries)
        found.add(tuple(sorted(kept.tables.values())))
    assert len(found) > STEPS // 2


def test_a_ledger_of_other_rules_or_a_damaged_one_is_begun_anew(directory: Path, versions: Versions) -> None:
    entries = [several[0] for several in versions.values()]
    cache = directory / "damaged"
    first = compared(directory, cache, entries)
    assert first.tables
    (cache / LEDGER).write_bytes(b"no ledger" * 1000)
    assert compared(directory, cache, entries) == first
