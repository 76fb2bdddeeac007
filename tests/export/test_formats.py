"""The formats by name: what they are, what they refuse, and that their bytes depend on the publication alone."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, UnknownNameError
from kg.export import EXPORTS, export
from tests.export.publication import small_publication

ROOT = Path(__file__).parents[2]
WRITE = """
import hashlib, sys, time
from pathlib import Path
time.strftime = lambda *_: "1999-01-01"
from kg.export import EXPORTS, export
from kg.resources import open_resources
from kg.store import Store
view = Store.open(Path(sys.argv[1])).view()
for name, one in EXPORTS.items():
    for flavour in (None, *one.flavours):
        print(name, flavour, hashlib.sha256(export(view, open_resources(), name, flavour=flavour)).hexdigest())
"""


def hashes(store, seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(store)], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_the_same_bytes_under_any_seed_and_on_any_day(tmp_path, resources):
    view = small_publication(tmp_path)
    here = [
        f"{name} {flavour} {hashlib.sha256(export(view, resources, name, flavour=flavour)).hexdigest()}"
        for name, one in EXPORTS.items()
        for flavour in (None, *one.flavours)
    ]
    assert len(here) == 11
    assert hashes(tmp_path / "store", "0") == here
    assert hashes(tmp_path / "store", "4242") == here


def test_the_formats_and_their_files():
    assert {name: (one.suffix, one.flavours) for name, one in EXPORTS.items()} == {
        "graphml": (".graphml", ("yed",)),
        "gexf": (".gexf", ()),
        "dot": (".dot", ()),
        "cytoscape": (".cyjs", ()),
        "csv": (".zip", ()),
        "cube": (".ttl", ()),
        "jsonld": (".jsonld", ()),
        "turtle": (".ttl", ()),
        "trig": (".trig", ()),
        "nquads": (".nq", ()),
    }
    assert all("/" in one.media_type for one in EXPORTS.values())


def test_a_format_that_is_not_there_is_told_with_near_ones(small_view, resources):
    with pytest.raises(UnknownNameError, match=r"No export format 'graphxml'\. Did you mean graphml"):
        export(small_view, resources, "graphxml")


def test_a_report_that_is_not_there_is_told_with_near_ones(small_view, resources):
    for name in ("gexf", "turtle"):
        with pytest.raises(UnknownNameError, match=r"No report 'small-3'\. Did you mean small-"):
            export(small_view, resources, name, reports=["small-1", "small-3"])


def test_a_flavour_that_is_not_there_is_told(small_view, resources):
    with pytest.raises(InputError, match=r"graphml has no flavour 'gephi'\. It has: yed\."):
        export(small_view, resources, "graphml", flavour="gephi")
    with pytest.raises(InputError, match=r"turtle has no flavour 'yed'\. It has none\."):
        export(small_view, resources, "turtle", flavour="yed")


def test_reports_named_twice_or_in_another_order_are_the_same(small_view, resources):
    for name in EXPORTS:
        one = export(small_view, resources, name, reports=["small-2", "small-1", "small-2"])
        assert one == export(small_view, resources, name, reports=["small-1", "small-2"])


def test_networks_of_all_reports_are_those_of_each_together(small_view, resources):
    for name in ("graphml", "gexf", "dot", "cytoscape", "csv"):
        assert export(small_view, resources, name) == export(
            small_view, resources, name, reports=["small-1", "small-2"]
        )


def test_the_network_libraries_are_loaded_when_a_network_is_written():
    code = "import sys, kg.export; print([m for m in ('networkx', 'pydot', 'rdflib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
