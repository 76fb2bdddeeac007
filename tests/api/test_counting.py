"""The limit of rows is exact in every format, whatever the values hold and however the bytes come in."""

import pyoxigraph
import pytest

from api.counting import CountingFile, counted
from kg.errors import LimitReachedError
from kg.store.formats import ROW_FORMATS

VALUES = ('}},{"', "a,b", 'say "hi"\r\nand, go', "<result>", "tab\tline\n", "", "&lt;", "}},{")


def answer(rows: int) -> pyoxigraph.QuerySolutions:
    values = " ".join(f"({place} {pyoxigraph.Literal(VALUES[place % len(VALUES)])})" for place in range(rows))
    results = pyoxigraph.Store().query(f"SELECT ?n ?text {{ VALUES (?n ?text) {{ {values} }} }}")
    assert isinstance(results, pyoxigraph.QuerySolutions)
    return results


def write(file: CountingFile, pieces: list[bytes]) -> None:
    for piece in pieces:
        file.write(piece)


@pytest.mark.parametrize("name", ROW_FORMATS)
@pytest.mark.parametrize("rows", [0, 1, 2, 7, 40])
def test_the_limit_is_exact(name: str, rows: int) -> None:
    file = CountingFile(name, rows)
    answer(rows).serialize(file, format=ROW_FORMATS[name])
    assert file.getvalue() == answer(rows).serialize(format=ROW_FORMATS[name])
    if rows:
        with pytest.raises(LimitReachedError, match=f"The answer has more than {rows - 1} rows"):
            answer(rows).serialize(CountingFile(name, rows - 1), format=ROW_FORMATS[name])


@pytest.mark.parametrize("name", ROW_FORMATS)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 11])
def test_pieces_may_end_anywhere(name: str, size: int) -> None:
    data = answer(16).serialize(format=ROW_FORMATS[name])
    assert data is not None
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    fits, full = CountingFile(name, 16), CountingFile(name, 15)
    write(fits, pieces)
    assert fits.getvalue() == data
    with pytest.raises(LimitReachedError):
        write(full, pieces)


def test_triples_are_counted() -> None:
    assert list(counted("abc", 3)) == ["a", "b", "c"]
    with pytest.raises(LimitReachedError, match="more than 2 triples"):
        list(counted("abc", 2))
