"""What is found across reports after any coming and going is what is found by looking at all of them from nothing."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from pathlib import Path
from random import Random

import pytest

from kg.graph import ontology_quads, vocabulary_quads
from kg.iris import Iris
from kg.model.statements import Account
from kg.pipeline.accounts import stored_account
from kg.pipeline.checks import load_comparison
from kg.pipeline.comparing import LEDGER, Compared, Comparing
from kg.pipeline.gather import Report, catalogue_of, find_files, gather
from kg.pipeline.late import LateAccount
from kg.pipeline.ledger import opened as ledger_of
from kg.pipeline.lineage.drawing import Drawing
from kg.pipeline.parts import Parts
from kg.pipeline.publish import build
from kg.reason import Context, close_schema, infer_across
from kg.resources import open_resources, packaged
from kg.settings import Settings
from kg.store import ReportEntry, Store
from kg.vocabulary import load_vocabulary
from tests.pipeline.whole_lineage import in_one, stored, whole_lineage, without_graph

STEPS, SEEDS = 9, 2
PARTS = ("source", *(field.name for field in fields(Account)))
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


@pytest.fixture(scope="module")
def context() -> Context:
    resources, iris = open_resources(), Iris()
    ontology = ontology_quads(resources, iris)
    return Context.of(close_schema(ontology), vocabulary_quads(resources, iris) + ontology)


Run = Callable[[Path, list[ReportEntry]], Compared]


@pytest.fixture(scope="module")
def compared(directory: Path, context: Context) -> Run:
    """Runs what is looked for across reports, with the ledger of a directory."""

    def run(cache: Path, entries: list[ReportEntry]) -> Compared:
        store, iris = Store.open(directory / "store"), Iris()
        store.cache_path = cache
        with store.writer() as writer:
            resources = open_resources()
            comparison = load_comparison(resources, iris, load_vocabulary(resources, iris))
            drawing = Drawing(writer, iris, lambda: context)
            read = partial(stored_account, store)
            comparing = Comparing(store, writer, comparison, iris, "of these rules", read, drawing)
            return comparing.run(entries, store.objects.holds)

    return run


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_comes_and_goes_nothing_is_found_otherwise(
    directory: Path, versions: Versions, compared: Run, seed: int
) -> None:
    random, there = Random(seed), dict[str, ReportEntry]()
    found = set()
    for step in range(STEPS):
        for name in random.sample(sorted(versions), random.randint(1, 3)):
            chosen = random.choice([None, *versions[name]])
            there.pop(name, None)
            there |= {name: chosen} if chosen else {}
        entries = random.sample(list(there.values()), len(there))
        kept = compared(directory / f"kept-{seed}", entries)
        assert kept == compared(directory / f"new-{seed}-{step}", entries)
        found.add(tuple(sorted(kept.tables.values())))
    assert len(found) > STEPS // 2


def test_the_graphs_of_lineage_are_those_of_all_reports_at_once(
    directory: Path, versions: Versions, compared: Run, context: Context
) -> None:
    random, store, resources, iris = Random(7), Store.open(directory / "store"), open_resources(), Iris()
    told = set()
    for _ in range(STEPS):
        chosen = (random.choice([None, *several]) for several in versions.values())
        entries = [one for one in chosen if one]
        found = compared(directory / "drawn", entries)
        accounts = [stored_account(store, entry) for entry in entries]
        whole = in_one(whole_lineage(accounts, load_vocabulary(resources, iris), iris))
        assert stored(store, found.graphs, "lineage") == whole
        follows = infer_across(context, whole)
        derived = [" ".join(triple).encode() for triple in follows.common]
        apart = without_graph(stored(store, found.graphs, "inferred-lineage"))
        assert apart == sorted([*without_graph(follows.own), *derived])
        told.add(whole)
    assert len(told) > STEPS // 2


def test_only_what_is_new_is_read_and_the_ledger_tells_the_rest_as_the_report_does(
    directory: Path, versions: Versions, compared: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, entries = Store.open(directory / "store"), [several[0] for several in versions.values()]
    compared(directory / "read", entries[:-1])
    opened = []
    monkeypatch.setattr(Store, "object", lambda self, digest: opened.append(digest) or self.objects.get(digest))
    compared(directory / "read", entries)
    monkeypatch.undo()
    assert opened
    assert {entry.id for entry in entries if {entry.source, entry.tables["facts"]} & set(opened)} == {entries[-1].id}
    with ledger_of(directory / "read" / LEDGER, "of these rules") as ledger:
        for entry in entries:
            told = stored_account(store, entry)
            late = LateAccount(told.info, Parts(ledger))
            assert {name: getattr(late, name) for name in PARTS} == {name: getattr(told, name) for name in PARTS}
            assert [late.statement(place) for place in range(len(told.statements))] == list(told.statements)


def test_a_ledger_of_other_rules_or_a_damaged_one_is_begun_anew(
    directory: Path, versions: Versions, compared: Run
) -> None:
    entries = [several[0] for several in versions.values()]
    cache = directory / "damaged"
    first = compared(cache, entries)
    assert first.tables
    (cache / LEDGER).write_bytes(b"no ledger" * 1000)
    assert compared(cache, entries) == first
