"""The examples and counter examples of the rows of marks, residue and signs."""

import tomllib

import pytest

from kg.errors import KnowledgeError
from kg.structure.marks import read_mark
from kg.structure.rules import RULES, load_structure_rules


def rows(name):
    return tomllib.loads((RULES / name).read_text(encoding="utf-8"))


MARKS = rows("marks.toml")["mark"]
RESIDUE = rows("residue.toml")["residue"]
SIGNS = rows("signs.toml")
COMPILED = load_structure_rules()


def test_every_row_has_examples_and_counter_examples():
    every = [*MARKS, *RESIDUE, *SIGNS.values()]
    assert len(every) >= 28
    assert all(row["examples"] and row["counters"] for row in every)


@pytest.mark.parametrize(("row", "line", "mark"), [(row, *example) for row in MARKS for example in row["examples"]])
def test_mark_is_read(row, line, mark):
    found = read_mark(line, COMPILED)
    assert (line[found.start : found.end] if found else "") == mark
    assert found is None or found.kind == row["kind"]


@pytest.mark.parametrize(("row", "line"), [(row, line) for row in MARKS for line in row["counters"]])
def test_what_is_no_mark_is_not_read(row, line):
    found = read_mark(line, COMPILED)
    assert found is None or found.kind != row["kind"]


@pytest.mark.parametrize(("row", "text"), [(row, text) for row in RESIDUE for text in row["examples"]])
def test_residue_is_found(row, text):
    assert COMPILED.residue.search(text)


@pytest.mark.parametrize("text", [text for row in RESIDUE for text in row["counters"]])
def test_content_is_no_residue(text):
    assert not COMPILED.residue.search(text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in SIGNS for text in SIGNS[name]["examples"]])
def test_sign_is_seen(name, text):
    assert getattr(COMPILED.signs, name).search(text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in SIGNS for text in SIGNS[name]["counters"]])
def test_sign_is_not_seen(name, text):
    assert not getattr(COMPILED.signs, name).search(text)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("叁拾壹、人事", 31),
        ("拾、其他", 10),
        ("貳拾、其他", 20),
        ("廿三、其他", 23),
        ("(十二)其他", 12),
        ("㈡內陞", 2),
        ("⑵消防局", 2),
        ("③人口", 3),
        ("D.辦理", 4),
        ("丙、其他", 3),
        ("Ⅳ、其他", 4),
        ("第十二章結論", 12),
        ("-(3)辦理", 3),
        ("●辦理", 0),
    ],
)
def test_marks_count(line, value):
    assert read_mark(line, COMPILED).value == value


def test_a_broken_file_is_named(tmp_path):
    for name in ("marks.toml", "residue.toml", "signs.toml"):
        (tmp_path / name).write_text((RULES / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "signs.toml").write_text('[breaks_off]\npattern = "("\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=str(tmp_path)):
        load_structure_rules(tmp_path)
