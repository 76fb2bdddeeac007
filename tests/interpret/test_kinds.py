"""Rows of kinds: every example and counter reads as it says."""

import pytest

from kg.errors import KnowledgeError
from kg.interpret.cues import load_cues
from kg.interpret.kinds import load_kind_rules, read_kinds
from kg.model.facts import Kind
from tests.interpret.written import load, read_example
from tests.test_passages import read

ROWS = load("kinds.toml")["cues"]
EXAMPLES = [example for row in ROWS for example in (*row.get("examples", ()), *row.get("counter", ()))]


def said(kinds):
    words = (kinds.kind.value, kinds.direction.value if kinds.direction else "", kinds.base or "")
    return " ".join(word for word in words if word)


def test_there_are_enough_examples():
    assert len(EXAMPLES) >= 100
    assert all(row.get("examples") for row in ROWS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example):
    written = read_example(example)
    found = read_kinds(written.scenes, written.texts, load_kind_rules())
    assert tuple(said(one) for one in found) == written.expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['says']} {row['words'][0]}")
def test_a_row_fires_in_its_examples(row):
    """A row whose words never decide an example says nothing that another does not."""
    evidence = []
    for example in row["examples"]:
        written = read_example(example)
        evidence += [one.evidence for one in read_kinds(written.scenes, written.texts, load_kind_rules())]
    assert any(one and one.cue.words == tuple(row["words"]) for one in evidence)


def test_a_row_that_says_nothing_known_is_refused(tmp_path):
    path = tmp_path / "kinds.toml"
    path.write_text('[[cues]]\nsays = "seen"\nplace = "lead"\nweight = 1\nwords = ["x"]\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"kinds\.toml, row 1: 'seen' is none of"):
        load_cues(path, Kind)


def test_a_row_with_an_unknown_field_is_refused(tmp_path):
    path = tmp_path / "kinds.toml"
    path.write_text('[[cues]]\nsays = "rule"\nplace = "lead"\nweight = 1\nwords = ["x"]\nwordz = 1\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="row 1"):
        load_cues(path, Kind)


def test_a_bound_that_ends_its_clause_is_a_condition_of_what_is_granted():
    """Read whole, since the bound stands in the quantity."""
    passage = {
        "name": "x",
        "issuer": "x",
        "coverage": "2006-01-01/2006-12-31",
        "text": "出海作業90日以上，在港休漁120日以上之漁船，20噸以下每艘發給1萬5,000元。巡護作業90日以上，救起3人。",
    }
    assert [fact.kind.value for fact in read(passage)] == ["rule", "rule", "rule", "rule", "observed", "observed"]
