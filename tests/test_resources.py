"""The packaged data files are found, and a knowledge directory overlays them by name."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.resources import KINDS, Resources, open_resources


def test_the_package_is_complete():
    resources = open_resources()
    assert all(resources.directory(kind).is_dir() for kind in KINDS)
    assert len(resources.files("reports", "*.txt")) == 5


def test_a_later_root_adds_and_replaces(tmp_path):
    for root, names in (("one", ["a.rq", "b.rq"]), ("two", ["b.rq", "c.rq"])):
        for name in names:
            path = tmp_path / root / "queries" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(root, encoding="utf-8")
    resources = Resources((tmp_path / "one", tmp_path / "two"))
    found = resources.files("queries", "*.rq")
    assert [(path.name, resources.text(path)) for path in found] == [("a.rq", "one"), ("b.rq", "two"), ("c.rq", "two")]


def test_what_is_added_to_is_not_replaced(tmp_path):
    for root in ("one", "two"):
        (tmp_path / root / "ontology").mkdir(parents=True)
        (tmp_path / root / "ontology" / "judgements.ttl").write_text(root, encoding="utf-8")
    resources = Resources((tmp_path / "one", tmp_path / "two"))
    assert [resources.text(path) for path in resources.every("ontology", "judgements.ttl")] == ["one", "two"]


def test_a_missing_overlay_is_the_curators_error(tmp_path):
    with pytest.raises(KnowledgeError, match="does not exist"):
        open_resources(tmp_path / "nowhere")


def test_an_overlay_that_adds_nothing(tmp_path: Path) -> None:
    assert open_resources(tmp_path).roots[1] == tmp_path, "an empty one may be filled later"
    (tmp_path / "judgements.ttl").write_text("", encoding="utf-8")  # not where judgements are looked for
    (tmp_path / "ontology").mkdir()
    with pytest.raises(
        KnowledgeError,
        match=r"adds nothing: no file of it, as judgements\.ttl, is or lies below ontology, shapes",
    ):
        open_resources(tmp_path)
    (tmp_path / "judgements.ttl").rename(tmp_path / "ontology" / "judgements.ttl")
    assert open_resources(tmp_path).roots[1] == tmp_path


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "x.ttl"
    path.write_bytes(b"\xff")
    with pytest.raises(KnowledgeError, match=r"x\.ttl"):
        Resources((tmp_path,)).text(path)


def test_what_overlays_add_is_found_apart(tmp_path):
    for root, name in (("one", "a.toml"), ("two", "b.toml")):
        path = tmp_path / root / "families" / name
        path.parent.mkdir(parents=True)
        path.write_text("", encoding="utf-8")
    resources = Resources((tmp_path / "one", tmp_path / "two"))
    assert [path.name for path in resources.added("families", "*.toml")] == ["b.toml"]
