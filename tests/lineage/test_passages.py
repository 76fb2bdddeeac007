"""Passages beside their like: every status, each with its reason; and the judged sample of the corpus."""

import json
import random
from itertools import combinations
from pathlib import Path

import pytest

from kg.lineage.likeness import CANDIDATES, candidates, face_of
from kg.lineage.passages import Pair, Status, align, share
from kg.questions.passages import compare_passages
from kg.store import View
from tests.lineage.passages import report

JUDGED = Path(__file__).with_name("alignments.jsonl")
BEFORE = report(
    "old",
    "# 訓練進修",
    "105年度辦理公務人員專業訓練3場，共有120人參加，滿意度達九成以上。",
    "依據行政院表揚模範公務人員要點，選拔模範公務人員12人，由市長公開表揚。",
    "# 退休照護",
    "核發早期退休人員年節特別照護金，單身者每節18,000元。",
    "輔導本市公教退休人員協會辦理參訪活動，服務退休同仁。",
)
AFTER = report(
    "new",
    "# 訓練進修",
    "106年度辦理公務人員專業訓練14場，共有1,305人參加，滿意度達九成以上。",
    "推動員工協助方案，委託專業機構提供心理諮商。",
    "# 退休照護",
    "依規定核發早期退休人員三節年節照護金，單身者每節20,000元，有眷者加發。",
    "輔導本市公教退休人員協會辦理參訪活動、服務退休同仁。",
)


def told(pairs: tuple[Pair, ...]) -> list[tuple[str | None, str | None, str]]:
    return [
        (pair.before.iri if pair.before else None, pair.after.iri if pair.after else None, pair.status.value)
        for pair in pairs
    ]


def test_every_status() -> None:
    pairs = align(BEFORE, AFTER)
    assert told(pairs) == [
        ("old.0", "new.0", "unchanged"),
        ("old.1", "new.1", "figures"),
        ("old.2", None, "gone"),
        (None, "new.2", "new"),
        ("old.3", "new.3", "unchanged"),
        ("old.4", "new.4", "rewritten"),
        ("old.5", "new.5", "unchanged"),
    ]
    by_status = {pair.status: pair for pair in pairs}
    assert by_status[Status.FIGURES].reason.startswith("the same words, 3 other figures")
    assert by_status[Status.UNCHANGED].reason.startswith("the same words, other punctuation")
    assert 0.5 < by_status[Status.REWRITTEN].score < 1
    assert by_status[Status.GONE].score < 0.3


def test_itself_is_unchanged() -> None:
    pairs = align(BEFORE, BEFORE)
    assert {pair.status for pair in pairs} == {Status.UNCHANGED}
    assert not any(pair.moved for pair in pairs)
    counted = share(pairs)
    assert (counted.kept, counted.boilerplate) == (1.0, 1.0)


def test_nothing_beside_nothing() -> None:
    assert align((), ()) == ()
    assert told(align(BEFORE[:1], ())) == [("old.0", None, "gone")]
    assert share(align((), AFTER)).kept == 0.0


def test_what_moved_says_so() -> None:
    order = [5, 0, 1, 2, 3, 4]
    moved = report(
        "moved", *(("# " if BEFORE[place].kind == "heading" else "") + BEFORE[place].text for place in order)
    )
    pairs = align(BEFORE, moved)
    assert {pair.status for pair in pairs} == {Status.UNCHANGED}
    assert [pair.after.iri for pair in pairs if pair.moved and pair.after] == ["moved.0"]
    assert next(pair for pair in pairs if pair.moved).reason.endswith("in another order")


def test_equal_items_go_with_their_headings() -> None:
    items = ("第1名:教育局。", "第2名:財政局。")
    before = report("old", "# 績優機關評選團體獎項", *items, "# 特別事蹟獎勵名單公布", *items)
    after = report("new", "# 特別事蹟獎勵名單公布", *items, "# 績優機關評選團體獎項", *items)
    pairs = align(before, after)
    assert {(pair.before.iri, pair.after.iri) for pair in pairs if pair.before and pair.after} == {
        (f"old.{old}", f"new.{(old + 3) % 6}") for old in range(6)
    }


def test_parts_of_the_later_report_are_counted() -> None:
    counted = share(align(BEFORE, AFTER))
    assert sum(counted.passages.values()) == 7
    assert counted.passages[Status.GONE] == 1
    assert counted.characters[Status.GONE] == 0
    assert 0 < counted.boilerplate < counted.kept < 1


def test_the_order_of_shingles_does_not_matter() -> None:
    """Sets come in another order with every hash seed; here the same is asked of another order of insertion."""
    faces = [face_of(one) for one in BEFORE], [face_of(one) for one in AFTER]
    found = list(candidates(*faces))
    turned = [type(face)(face.bare, face.masked, frozenset(sorted(face.shingles, reverse=True))) for face in faces[0]]
    assert list(candidates(turned, faces[1])) == found


def test_comparisons_grow_with_the_passages_and_not_with_their_square() -> None:
    chance = random.Random(5)
    words = [chr(chance.randrange(0x4E00, 0x5000)) for _ in range(400)]
    texts = ["".join(chance.choices(words, k=40)) for _ in range(600)]
    faces = [face_of(one) for one in report("many", *texts)]
    found = list(candidates(faces, faces))
    assert len(found) <= CANDIDATES * len(faces)
    assert {(place, place) for place in range(600)} <= {(old, new) for old, new, _ in found}


@pytest.fixture(scope="module")
def aligned(corpus_view: View) -> set[tuple[str, int, str, int]]:
    """All pairs of all reports, by report and first character."""
    ids = [entry.id for entry in corpus_view.manifest.reports]
    rows = [row for one, other in combinations(ids, 2) for row in compare_passages(corpus_view, other, one)["pairs"]]
    found = [(row["before"], row["after"]) for row in rows if row["before"] and row["after"]]
    return {(before["report"], before["start"], after["report"], after["start"]) for before, after in found}


def test_judged_alignments(aligned: set[tuple[str, int, str, int]]) -> None:
    """Pairs drawn by chance from all that were aligned over the ten pairs of reports, judged by a person: of 60 of the
    last draw 57 are like each other. Of those that are aligned now at least as many must be, and few may be lost."""
    judged = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    assert len(judged) == 98
    kept = [one for one in judged if (*one["before"], *one["after"]) in aligned]
    assert sum(one["like"] for one in kept) / len(kept) >= 0.95
    assert sum(one["like"] for one in kept) >= 0.95 * sum(one["like"] for one in judged)
