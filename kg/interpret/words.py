"""Reads the word lists of `rules/*.toml`."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.resources import read_table


def load_words(path: Path, names: Iterable[str]) -> Mapping[str, str]:
    """One pattern for the words of each of the named lists. Raises KnowledgeError, with file and list."""
    table = read_table(path)
    return {name: alternation(_words(table, name, path)) for name in names}


def _words(table: Mapping[str, Any], name: str, path: Path) -> list[str]:
    words = table[name].get("words") if isinstance(table.get(name), dict) else None
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise KnowledgeError(f"{path}: [{name}] has no list of words.")
    return words
