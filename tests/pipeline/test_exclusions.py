"""Facts that a person takes out of what was read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.pipeline.exclusions import FILE, load_exclusions
from kg.pipeline.gather import Report
from kg.pipeline.publish import build
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import Store

Take = Callable[..., tuple[Report, ...]]
# Two facts of equal words: the same sentence twice.
TEXT = "某市政府工作報告\n辦理訓練3場。\n辦理訓練3場。\n另有講座5場。\n"


@pytest.fixture
def report(reports: Path) -> Path:
    path = reports / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def knowing(tmp_path: Path, settings: Settings) -> Settings:
    (tmp_path / "knowledge").mkdir()
    return replace(settings, knowledge=tmp_path / "knowledge")


def decide(settings: Settings, text: str) -> None:
    assert settings.knowledge
    (settings.knowledge / FILE).write_text(text, encoding="utf-8")


def facts(settings: Settings) -> list[tuple[str, int]]:
    return [(str(row["fact"]), int(str(row["start"]))) for row in Store.open(settings.store).view().facts("a")]


def test_a_fact_is_taken_out_and_the_others_keep_their_addresses(
    report: Path, take: Take, settings: Settings, knowing: Settings
) -> None:
    build(take(report), settings, workers=1)
    first, second, third = facts(settings)
    row = f'[[exclusion]]\nfact = "{first[0]}"\nreason = "重複"\nwho = "王小明"\nwhen = 2026-05-01\n'
    decide(knowing, row)
    outcome = build(take(report), knowing, workers=1)
    assert facts(settings) == [second, third]
    view = Store.open(settings.store).view()
    assert not view.query(f"ASK {{ <{first[0]}> ?p ?o }}")
    (told,) = [row for row in view.table("a", "coverage") if row["start"] == first[1]]
    assert (told["fate"], told["reason"]) == ("excluded", "taken out by 王小明 on 2026-05-01: 重複")
    assert [finding for finding in outcome.products[0].findings if finding.shape == "exclusion"] == []


def test_a_fact_that_is_not_there_is_warned_of(report: Path, take: Take, knowing: Settings) -> None:
    names = ("a.0000000000000000", "b.0000000000000000", "a.b.0000000000000000")
    decide(knowing, "".join(f'[[exclusion]]\nfact = "{name}"\nreason = "x"\nwho = "y"\n' for name in names))
    (product,) = build(take(report), knowing, workers=1).products
    (finding,) = [finding for finding in product.findings if finding.shape == "exclusion"]
    assert (finding.focus, finding.severity) == ("a.0000000000000000", "warning")
    assert len(facts(knowing)) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[exclusion]]\nfact = "a.1"\nreason = "x"\n', "exclusion 1: it has fact, reason, who, and when"),
        ('[[exclusion]]\nfact = "a.1"\nreason = "x"\nwho = " "\n', "exclusion 1: it has fact, reason, who"),
        ('[[exclusion]]\nfact = "a.1"\nreason = "x"\nwho = "y"\nwhy = "z"\n', "and nothing else"),
        ("exclusion = 3\n", r"exclusions are tables \[\[exclusion\]\]"),
        ("[[exclusion]\n", "exclusions.toml: "),
    ],
)
def test_decisions_that_are_none(knowing: Settings, text: str, words: str) -> None:
    decide(knowing, text)
    with pytest.raises(KnowledgeError, match=words):
        load_exclusions(open_resources(knowing.knowledge), Iris())


def test_there_are_none_without_a_knowledge_directory() -> None:
    assert load_exclusions(open_resources(), Iris()) == ()
