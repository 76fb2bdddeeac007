"""`kg verify`, `kg backup`, `kg restore`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.store import Kind, Store
from kg.store.manifest import from_bytes, to_bytes
from tests.cli.conftest import Ran, contents

Kg = Callable[..., Ran]
Change = Callable[[bytes], bytes]


@pytest.fixture
def copy(corpus_store: Path, tmp_path: Path) -> Path:
    """A copy of the store of the packaged reports, to damage."""
    return Path(shutil.copytree(corpus_store, tmp_path / "copy"))


def published_with(path: Path, table: str, change: Change) -> None:
    """Publishes the store with a table (or graph) of its first report changed, under the right hash: what no comparison
    of hashes can find."""
    store = Store.open(path)
    with store.writer() as writer:
        manifest = store.view().manifest
        fields = json.loads(to_bytes(manifest))
        entry = fields["reports"][0]
        kind, group = (Kind.QUADS, "graphs") if table in entry["graphs"] else (Kind.ROWS, "tables")
        entry[group][table] = writer.put(kind, change(store.object(entry[group][table])))
        entry["key"] = "changed"
        writer.publish(from_bytes(json.dumps(fields).encode(), "here"))


def proof(kg: Kg, path: Path) -> dict[str, object]:
    ran = kg("verify", "--store", path, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code == 0) is told["stands"]
    assert ran.code in (0, 4)
    return dict(told)


def test_the_corpus_stands(kg: Kg, corpus_store: Path) -> None:
    ran = kg("verify", "--store", corpus_store)
    assert (ran.code, ran.out) == (0, "")
    assert "5 reports, " in ran.err
    assert "everything stands" in ran.err
    told = proof(kg, corpus_store)
    assert told["faults"] == told["fallen"] == []
    assert int(str(told["facts"])) > 700
    assert int(str(told["quotes"])) > 4_000
    assert int(str(told["spans"])) > 3_000


def test_a_quote_that_is_not_there(kg: Kg, copy: Path) -> None:
    published_with(
        copy, "facts", lambda data: data.replace('"quote": "三行政區"'.encode(), '"quote": "四行政區"'.encode())
    )
    told = proof(kg, copy)
    assert told["fallen"] == ["https://w3id.org/kaogong/id/fact/kcg-personnel-2014.47fc01bd611d6694"]
    faults = told["faults"]
    assert isinstance(faults, list)
    assert sorted(fault["what"] for fault in faults) == ["hash", "quote"]
    ran = kg("verify", "--store", copy)
    assert ran.code == 4
    assert "「三行政區」, and it quotes 「四行政區」" in ran.out
    assert "1 facts no longer stand" in ran.err


def test_offsets_that_are_wrong(kg: Kg, copy: Path) -> None:
    published_with(copy, "facts", lambda data: data.replace(b'"start": 187, "end": 191', b'"start": 188, "end": 192'))
    assert proof(kg, copy)["fallen"] == ["https://w3id.org/kaogong/id/fact/kcg-personnel-2014.47fc01bd611d6694"]


@pytest.mark.parametrize("name", ["start", "exact", "prefix"])
def test_a_span_that_is_wrong(kg: Kg, copy: Path, name: str) -> None:
    def change(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        place = next(place for place, line in enumerate(lines) if f"oa#{name}> ".encode() in line)
        head, _, tail = lines[place].partition(b'"')
        lines[place] = head + b'"7' + tail
        return b"".join(lines)

    published_with(copy, "report", change)
    faults = proof(kg, copy)["faults"]
    assert isinstance(faults, list)
    assert [fault["what"] for fault in faults] == ["span"]


def test_a_fact_of_another_name(kg: Kg, copy: Path) -> None:
    published_with(copy, "facts", lambda data: data.replace(b"47fc01bd611d6694", b"47fc01bd611d6695"))
    faults = proof(kg, copy)["faults"]
    assert isinstance(faults, list)
    assert [fault["what"] for fault in faults] == ["hash"]


@pytest.mark.parametrize("suffix", ["nq", "jsonl", "source"])
@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_objects_that_are_damaged(kg: Kg, copy: Path, suffix: str, damage: str) -> None:
    paths = sorted((copy / "objects").glob(f"*.{suffix}"), key=lambda path: -path.stat().st_size)[:2]
    for path in paths:
        data = path.read_bytes()
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(data[:-9] if damage == "cut" else data[:9] + b"#" + data[10:])
    faults = proof(kg, copy)["faults"]
    assert isinstance(faults, list)
    assert {fault["name"] for fault in faults if fault["what"] == "object"} == {path.stem for path in paths}


def test_an_earlier_publication_is_proved_too(kg: Kg, store: Path) -> None:
    assert kg("remove", "b", "--store", store).code == 0
    assert "publication 1: " in kg("verify", "1", "--store", store).err
    assert "publication 2: " in kg("verify", "--store", store).err
    assert kg("verify", "3", "--store", store).code == 2


def test_where_nothing_is(kg: Kg, tmp_path: Path) -> None:
    for words in (("verify",), ("backup", tmp_path / "b.tar.gz")):
        ran = kg(*words, "--store", tmp_path / "none")
        assert ran.code == 4
        assert "nothing is published here" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_person_who_is_not_shown_stays_so(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "suppressions.toml").write_text(
        '[[suppression]]\nname = "王小明"\nreason = "asked"\nwho = "x"\nwhen = 2026-01-02\n', encoding="utf-8"
    )
    path = tmp_path / "a.txt"
    path.write_text("某市政府109年度業務報告\n一、訓練\n王小明等120人參加訓練3場。\n", encoding="utf-8")
    store = tmp_path / "store"
    assert kg("build", path, "--store", store, "--knowledge", tmp_path / "knowledge", "--workers", 1).code == 0
    assert len(Store.open(store).view().manifest.reports[0].masked) == 3  # a place for each character of the name
    assert proof(kg, store)["stands"] is True


def test_there_and_back(kg: Kg, store: Path, tmp_path: Path) -> None:
    # What a cache has can be made again, and is in no backup.
    before = {name: sha256 for name, sha256 in contents(store).items() if not name.startswith("cache/")}
    (tmp_path / "copies").mkdir()
    ran = kg("backup", tmp_path / "copies", "--store", store, "--json")
    told = json.loads(ran.out)
    (path,) = (tmp_path / "copies").iterdir()
    assert path.name == f"kaogong-1-{told['digest'][:12]}.tar.gz"
    assert (told["publication"], told["reports"], told["publications"]) == (1, 2, 1)
    other = tmp_path / "other"
    ran = kg("restore", path, "--store", other)
    assert ran.code == 0
    assert "publication 1 of " in ran.err
    assert contents(other) == before
    assert proof(kg, other)["stands"] is True
    assert "2 reports unchanged" in kg("build", tmp_path / "a.txt", tmp_path / "b.txt", "--store", other).err


def test_a_store_that_serves_is_left_alone(kg: Kg, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "backup.tar.gz"
    assert kg("backup", path, "--store", store).code == 0
    assert kg("backup", path, "--store", store).code == 2
    assert kg("remove", "b", "--store", store).code == 0
    before = contents(store)
    ran = kg("restore", path, "--store", store)
    assert (ran.code, contents(store)) == (2, before)
    assert "--replace" in ran.err
    assert kg("restore", path, "--store", store, "--replace").code == 0
    assert len(Store.open(store).view().manifest.reports) == 2
    assert kg("rollback", "2", "--store", store).code == 0
    assert len(Store.open(store).view().manifest.reports) == 1
