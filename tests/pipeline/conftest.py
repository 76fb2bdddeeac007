"""Small reports in a directory, and a store for them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline.gather import Report, catalogue_of, find_files, gather
from kg.resources import open_resources
from kg.settings import Settings

TEXT = """某市政府人事處{year}年度業務報告
一、訓練進修
{year}年度辦理訓練{number}場，共有{people}人參加。
二、員額管理
截至{year}年12月底，本處編制員額{posts}人。
"""
# A rule of a knowledge directory: no figure above 1,000.
STRICT = """
@prefix kg: <https://w3id.org/kaogong/ontology#> .
@prefix ks: <https://w3id.org/kaogong/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ks:Strict a sh:NodeShape ; sh:targetClass kg:Measurement ; sh:property ks:strict-value .
ks:strict-value a sh:PropertyShape ; sh:path kg:value ; sh:maxInclusive 1000 ; sh:severity sh:Violation ;
  sh:message "數值過大。"@zh-Hant, "The value is too large."@en .
"""

Write = Callable[..., Path]
Take = Callable[..., tuple[Report, ...]]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    directory = tmp_path / "reports"
    directory.mkdir()
    return directory


@pytest.fixture
def write(reports: Path) -> Write:
    """Writes a small report; it says other things where other numbers are given."""

    def write(name: str, year: int = 109, **numbers: int) -> Path:
        path = reports / f"{name}.txt"
        filled = {"number": 3, "people": 120, "posts": 45} | numbers
        path.write_text(TEXT.format(year=year, **filled), encoding="utf-8")
        return path

    return write


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings(), store=tmp_path / "store")


@pytest.fixture
def strict(tmp_path: Path, settings: Settings) -> Settings:
    """The same with a knowledge directory that holds a stricter rule."""
    knowledge = tmp_path / "knowledge"
    (knowledge / "shapes").mkdir(parents=True)
    (knowledge / "shapes" / "strict.ttl").write_text(STRICT, encoding="utf-8")
    return replace(settings, knowledge=knowledge)


@pytest.fixture
def take() -> Take:
    """Reads and describes files as the command line does."""

    def take(*paths: Path, **flags: str) -> tuple[Report, ...]:
        files = find_files(paths)
        return gather(files, flags, catalogue_of(files, open_resources()), 10**6)

    return take
