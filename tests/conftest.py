"""The corpus, built once for all tests that ask it."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline.gather import catalogue_of, find_files, gather
from kg.pipeline.publish import Outcome, build
from kg.resources import open_resources, packaged
from kg.settings import Settings
from kg.store import Store, View


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="Run the tests that take minutes, too.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes; --long runs it"))


@pytest.fixture(scope="session")
def corpus_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The default settings, with a store in a temporary directory."""
    return replace(Settings(), store=tmp_path_factory.mktemp("corpus") / "store")


@pytest.fixture(scope="session")
def corpus_outcome(corpus_settings: Settings) -> Outcome:
    """The five packaged reports, built from nothing."""
    files = find_files([packaged() / "reports"])
    catalogue = catalogue_of(files, open_resources())
    return build(gather(files, {}, catalogue, corpus_settings.source_bytes), corpus_settings)


@pytest.fixture(scope="session")
def corpus_store(corpus_outcome: Outcome, corpus_settings: Settings) -> Path:
    """The directory of the store that holds the corpus. To read; who writes makes a copy."""
    assert len(corpus_outcome.manifest.reports) == 5
    return corpus_settings.store


@pytest.fixture(scope="session")
def corpus_view(corpus_store: Path) -> View:
    """The corpus, to ask."""
    return Store.open(corpus_store).view()
