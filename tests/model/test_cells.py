"""Cells of tables: what a spreadsheet would run is made harmless, numbers stay numbers."""

import csv
import io

import pytest

from kg.model.cells import PIECE, as_cell, as_csv_cell, csv_pieces, write_csv


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (-5, "-5"),
        (-0.02, "-0.02"),
        ("-5.7%", "-5.7%"),
        ("+1,975", "+1,975"),
        ("25.34%", "25.34%"),
        ("人數", "人數"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("-5人", "'-5人"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        (["=1", "b"], "'=1 / b"),
        (["a", "=1"], "a / =1"),
        ({"=": 1}, '{"=": 1}'),
    ],
)
def test_cells(value: object, cell: str) -> None:
    assert as_csv_cell(value) == cell
    assert as_cell(value) == cell.removeprefix("'")


def test_pieces_are_the_whole() -> None:
    rows = [{"a": place, "b": '多"行\n'} for place in range(9_000)]
    out = io.StringIO(newline="")
    write_csv(out, ("a", "b"), rows)
    pieces = list(csv_pieces(("a", "b"), iter(rows)))
    assert "".join(pieces) == out.getvalue()
    assert pieces[0] == "a,b\r\n"
    assert len(pieces) > 2
    assert max(map(len, pieces)) < PIECE + 100
    assert len(list(csv.reader(io.StringIO(out.getvalue(), newline="")))) == len(rows) + 1


def test_pieces_come_before_the_rows_are_all_there() -> None:
    taken = []

    def rows():
        for place in range(100_000):
            taken.append(place)
            yield {"a": place}

    pieces = csv_pieces(("a",), rows())
    assert next(pieces) == "a\r\n"
    assert taken == [0]
    next(pieces)
    assert 0 < len(taken) < 20_000


def test_no_rows() -> None:
    assert list(csv_pieces(("a", "b"), ())) == ["a,b\r\n"]
