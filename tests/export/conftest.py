import pytest

from kg.resources import open_resources
from tests.export.publication import empty_publication, hostile_publication, publish, small_publication
from tests.graph.gold_reading import ANNOTATED, gold_links, gold_reading


@pytest.fixture(scope="session")
def resources():
    return open_resources()


@pytest.fixture(scope="session")
def small_view(tmp_path_factory):
    return small_publication(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def hostile_view(tmp_path_factory):
    return hostile_publication(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def empty_view(tmp_path_factory):
    return empty_publication(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def annotated_view(tmp_path_factory):
    """The annotated reports, as the annotations read them, with our own vocabulary."""
    readings = [gold_reading(report) for report in ANNOTATED]
    vocabulary = "".join(path.read_text(encoding="utf-8") for path in open_resources().files("ontology", "vocab/*.ttl"))
    pairs = [(reading, gold_links(reading, reading.info.id)) for reading in readings]
    return publish(tmp_path_factory.mktemp("annotated"), pairs, vocabulary)
