"""Word lists that are not as they must be are refused with file and list."""

import pytest

from kg.errors import KnowledgeError
from kg.interpret.words import load_words
from kg.resources import read_table


def test_a_list_becomes_one_pattern(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text('[ends]\nwords = ["班", "研習班"]\n', encoding="utf-8")
    assert set(load_words(path, ["ends"])) == {"ends"}


@pytest.mark.parametrize("text", ["", "[ends]\n", "[ends]\nwords = []\n", "[ends]\nwords = [1]\n", "ends = 1\n"])
def test_a_list_without_words_is_refused(tmp_path, text):
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"x\.toml: \[ends\] has no list of words"):
        load_words(path, ["ends"])


def test_what_is_no_toml_is_refused(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text("[", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"x\.toml"):
        read_table(path)
