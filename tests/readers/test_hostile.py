"""Files that are cut off, damaged or made to do harm: a clear error, or a text, within 10 s and 1 GiB."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told() -> list[tuple[str, str, str]]:
    """What came of each case: ending, name, words."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.readers.documents.hostile"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert ran.returncode == 0, f"after {ran.stdout.splitlines()[-1:]}: {ran.stderr[-2000:]}"
    found = (re.fullmatch(r"(\.\w+) (\w+) (.*)", line) for line in ran.stdout.splitlines())
    return [(one[1], one[2], one[3]) for one in found if one]


def test_every_case_came_to_an_end(told: list[tuple[str, str, str]]) -> None:
    assert len(told) >= 290
    assert sum(words == "read" for _, _, words in told) < len(told)


def test_what_is_cut_off_is_no_packed_document(told: list[tuple[str, str, str]]) -> None:
    cut = [words for ending, name, words in told if name.startswith("cut") and ending in (".docx", ".odt")]
    assert len(cut) == 24
    assert all(re.search("damaged or cut off|is empty", words) for words in cut)


@pytest.mark.parametrize(
    ("ending", "name", "words"),
    [
        (".docx", "unpacks", "unpacks to more than"),
        (".odt", "unpacks", "unpacks to more than"),
        (".docx", "elements", "more than 2,000,000 tags"),
        (".docx", "attributes", "more than 2,000,000 tags or attributes"),
        (".docx", "deep", "no well-formed XML"),
        (".odt", "deep", "no well-formed XML"),
        (".docx", "laughs", "[Ee]ntity|entities"),
        (".odt", "laughs", "[Ee]ntity|entities"),
        (".docx", "outside", "defines entities"),
        (".docx", "password", "protected by a password"),
        (".odt", "password", "protected by a password"),
        (".docx", "nothing", "is empty"),
        (".docx", "other", "names no main part"),
        (".odt", "other", "has no content.xml"),
        (".odt", "repeated", "more than 20,000,000 characters"),
        (".html", "deep", "Excessive depth"),
        (".html", "elements", "more than 2,000,000 tags"),
        (".html", "cells", "read"),
        (".html", "nothing", "holds no words"),
        (".html", "bytes", "neither UTF-8"),
        (".html", "packed", "neither UTF-8|makes no Chinese text"),
        (".md", "nothing", "is empty"),
        (".md", "deep", "nested beyond 60 levels"),
        (".md", "manybrackets", "300,000 marks of emphasis and links"),
        (".md", "long", "6,600,000 characters"),
        (".md", "brackets", "read"),
        (".md", "cells", "read"),
        (".md", "html", "line 1.*Excessive depth"),
        (".pdf", "declared", "declares 10,000 pages; the limit is 2,000"),
        (".pdf", "loop", "page 1 cannot be read"),
        (".pdf", "unpacks", "holds no words"),
        (".pdf", "characters", "reading page 1 broke off"),
        (".pdf", "strokes", "read"),
        (".pdf", "forms", "reading page 1 broke off|takes longer"),
        (".pdf", "deep", "read"),
        (".pdf", "password", "protected by a password"),
        (".pdf", "nothing", "is empty"),
        (".pdf", "other", "does not begin with %PDF-"),
        (".pdf", "head", "damaged or cut off"),
        (".pdf", "scan", "its pages are pictures"),
        (".pdf", "unmapped", "the file says how they look"),
    ],
)
def test_what_does_harm(told: list[tuple[str, str, str]], ending: str, name: str, words: str) -> None:
    found = [told_ for of, case, told_ in told if (of, case) == (ending, name)]
    assert found
    assert any(re.search(words, told_) for told_ in found)
