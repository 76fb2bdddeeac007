"""Outlines of made-up texts and of the reports of the corpus."""

import hashlib
from pathlib import Path

from kg.model.text import Source
from kg.structure import load_families, read_outline

CORPUS = Path(__file__).parent.parent / "corpus"
REPORTS = Path(__file__).parent.parent.parent / "reports"
FAMILIES = load_families()
OUTLINED = sorted(path.parent.name for path in CORPUS.glob("*/outline.jsonl"))


def outline_of(text, name="x.txt"):
    source = Source(name, "text/plain", "utf-8", hashlib.sha256(text.encode()).hexdigest(), text)
    return read_outline(source, FAMILIES)


def read(report):
    return outline_of((REPORTS / f"{report}.txt").read_bytes().decode(), f"{report}.txt")
