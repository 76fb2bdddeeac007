"""Rows of kinds: every example and counter reads as it says."""

import pytest

from kg.errors import KnowledgeError
from kg.interpret.cues import load_cues
from kg.interpret.kinds import load_kind_rules, read_kinds
from kg.model.facts import Kind
from tests.interpret.written import load, read_example

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
