"""Bad input, a full disk, a killed build: a clear message, the right exit code, and a store that is as it was."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.readers import READERS
from kg.store import Store
from tests.cli.conftest import ROOT, Ran, apart, contents, served

Kg = Callable[..., Ran]
Write = Callable[..., Path]
ENDINGS = ", ".join(sorted(READERS))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty.txt is empty."),
        ("blank.txt", b" \r\n\n", "blank.txt holds nothing but white space."),
        ("binary.txt", b"\x7fELF\x02\x01\x01\x00\x00", "binary.txt is no text: byte 7 is NUL."),
        ("cut.txt", "本府辦理3場".encode()[:-1], "cut.txt is UTF-8 but for byte 13 (0xe5, unexpected end of data)."),
        ("report.doc", b"\xd0\xcf", f"report.doc: a report ends in {ENDINGS}, not in '.doc'."),
        ("report.docx", b"PK\x03\x04", "report.docx is not a DOCX document"),
    ],
)
@pytest.mark.parametrize("command", ["build", "ingest"])
def test_a_file_that_cannot_be_read(
    kg: Kg, store: Path, tmp_path: Path, write: Write, command: str, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    before = contents(store)
    ran = kg(command, write("c", 107), tmp_path / name, "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert contents(store) == before


def test_a_text_of_fifty_megabytes(kg: Kg, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    path.write_text("高雄市政府辦理3場。\n" * 1_800_000, encoding="utf-8")
    assert path.stat().st_size > 50_000_000
    before = contents(store)
    ran = kg("ingest", path, "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"kg: {path} has more than 20,000,000 bytes, which is the limit.\n"
    assert contents(store) == before
    monkeypatch.setenv("KG_SOURCE_BYTES", "1000")
    assert "more than 1,000 bytes" in kg("ingest", path, "--store", store).err


def test_a_report_without_any_number_is_no_error(kg: Kg, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("某市政府工作報告\n本年持續辦理各項業務。\n", encoding="utf-8")
    ran = kg("build", path, "--store", tmp_path / "store", "--workers", 1)
    assert (ran.code, ran.out) == (0, "")
    assert "words: no facts" in ran.err
    assert Store.open(tmp_path / "store").view().facts("words") == ()


@pytest.mark.parametrize("command", ["build", "ingest", "validate", "outline"])
def test_a_path_that_is_not_there(kg: Kg, store: Path, tmp_path: Path, command: str) -> None:
    before = contents(store)
    ran = kg(command, tmp_path / "nowhere" / "a.txt", "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere/a.txt" in ran.err
    assert contents(store) == before


def test_a_directory_without_reports(kg: Kg, store: Path, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    before = contents(store)
    ran = kg("build", tmp_path / "bare", "--store", store)
    assert ran.code == 2
    assert ran.err == f"kg: {tmp_path}/bare: no report in this directory. A report ends in {ENDINGS}.\n"
    assert contents(store) == before


def test_an_unknown_report_is_not_removed(kg: Kg, store: Path) -> None:
    before = contents(store)
    ran = kg("remove", "a", "bb", "--store", store)
    assert (ran.code, ran.err) == (2, "kg: No report 'bb'. Did you mean b?\n")
    assert contents(store) == before


def test_a_sidecar_that_does_not_fit(kg: Kg, store: Path, write: Write) -> None:
    path = write("c", 107)
    path.with_suffix(".toml").write_text('coverage = "last year"\n', encoding="utf-8")
    before = contents(store)
    ran = kg("ingest", path, "--store", store)
    assert ran.code == 2
    assert "c.toml: coverage must be two days like 2014-01-01/2014-12-31, not 'last year'." in ran.err
    assert contents(store) == before


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("ontology/vocab/more.ttl", "<https://w3id.org/kaogong/id/metric/x> a", "more.ttl"),
        ("shapes/more.ttl", "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:x> a sh:Shape .", "not implemented"),
    ],
)
def test_knowledge_that_must_be_mended(
    kg: Kg, store: Path, write: Write, tmp_path: Path, name: str, text: str, words: str
) -> None:
    path = tmp_path / "knowledge" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    before = contents(store)
    ran = kg("ingest", write("c", 107), "--store", store, "--knowledge", tmp_path / "knowledge", "--workers", 1)
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err
    assert contents(store) == before


def test_a_knowledge_directory_that_is_not_there(kg: Kg, store: Path, write: Write) -> None:
    ran = kg("ingest", write("c", 107), "--store", store, "--knowledge", "nowhere")
    assert (ran.code, ran.err) == (3, "kg: The knowledge directory nowhere does not exist.\n")


def test_a_store_that_is_a_file(kg: Kg, write: Write, tmp_path: Path) -> None:
    ran = kg("build", write("a"), "--store", write("b"))
    assert ran.code == 4
    assert "a store is a directory, and this is a file" in ran.err


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_disk_that_takes_no_more(store: Path, write: Write, tmp_path: Path) -> None:
    """The vocabulary alone is larger than what the system lets this process write."""
    before = contents(store)
    words = ("build", write("c", 107), "--base-iri", "https://example.org/", "--store", store, "--workers", 1)
    ran = apart(*words, preexec_fn=_limited, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (4, "")
    assert "File too large. The file is larger than the system lets this process write (ulimit -f)." in ran.stderr
    assert "Traceback" not in ran.stderr
    assert served(store) == {"a": [3, 120], "b": [3, 120]}
    assert _published(contents(store)) == _published(before)
    assert apart(*words, cwd=tmp_path).returncode == 0
    assert served(store) == {"c": [3, 120]}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", [("facts",), ("facts", "--json"), ("export", "--format", "nquads"), ("--help",)])
def test_an_answer_that_the_disk_does_not_take(store: Path, words: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_STORE": str(store)}
        command = [sys.executable, "-m", "kg.cli", *words]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment)
    assert ran.returncode == 4
    assert "kg: No space left on device. The disk is full" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_answers_are_utf8_in_any_locale(store: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    words = [sys.executable, "-m", "kg.cli", "facts", "--format", "jsonl", "--store", str(store)]
    ran = subprocess.run(words, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert ran.returncode == 0
    assert "某市政府人事處" in ran.stdout.decode()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX")
@pytest.mark.parametrize("command", ["facts", "reports", "build"])
@pytest.mark.parametrize("part", ["objects", "manifests"])
def test_a_store_that_this_user_may_not_look_into(store: Path, write: Write, command: str, part: str) -> None:
    paths = [write("a", 108), write("b", 109)] if command == "build" else []
    words = [sys.executable, "-m", "kg.cli", command, *paths, "--store", store]
    if os.geteuid() == 0:
        # Root sees everything, unless it gives up that it does.
        if not shutil.which("setpriv"):
            pytest.skip("run as root, and root cannot be made like others here")
        words = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *words]
    (store / part).chmod(0)
    ran = subprocess.run(
        words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    (store / part).chmod(0o755)
    assert ran.returncode == 4
    assert f"{part}/" in ran.stderr
    assert "Permission denied. This user may not do that: change the permissions" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes, where this system lets us have one."""
    path = tmp_path / "disk"
    path.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", path], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield path
    finally:
        subprocess.run(["umount", path], check=True)


def test_a_full_disk(kg: Kg, small_disk: Path, write: Write) -> None:
    store = small_disk / "store"
    assert kg("build", write("a", 108), "--store", store, "--workers", 1).code == 0
    full = small_disk / "full"
    with full.open("wb") as file:
        free = os.statvfs(small_disk)
        file.write(b"x" * (free.f_bavail * free.f_frsize - 20_000))
    before = contents(store)
    ran = kg("build", write("a", 108), write("b", 109), "--store", store, "--workers", 1)
    assert (ran.code, ran.out) == (4, "")
    assert "The disk is full: make room, then do it again. What was published before is untouched." in ran.err
    assert served(store) == {"a": [3, 120]}
    assert _published(contents(store)) == _published(before)
    full.unlink()
    assert kg("build", write("a", 108), write("b", 109), "--store", store, "--workers", 1).code == 0
    assert served(store) == {"a": [3, 120], "b": [3, 120]}


def test_an_export_to_a_full_disk_leaves_the_old_file(kg: Kg, small_disk: Path, store: Path) -> None:
    path = small_disk / "out.nq"
    path.write_bytes(b"old\n")
    (small_disk / "full").write_bytes(b"x" * 2_900_000)
    ran = kg("export", "--format", "nquads", "-o", path, "--store", store)
    assert (ran.code, ran.out) == (4, "")
    assert f"{path}: No space left on device. The disk is full" in ran.err
    assert sorted(small_disk.iterdir()) == [small_disk / "full", path]
    assert path.read_bytes() == b"old\n"
    (small_disk / "full").unlink()
    link = small_disk / "link.nq"
    link.symlink_to(path)
    assert kg("export", "--format", "nquads", "-o", link, "--store", store, "--report", "a").code == 0
    assert link.is_symlink()
    assert path.stat().st_size > 1000


def _published(found: dict[str, str]) -> dict[str, str]:
    """What readers go by: objects that no publication names may be left over."""
    return {name: digest for name, digest in found.items() if not name.startswith("objects/")}


def test_two_builds_at_one_time(kg: Kg, store: Path, write: Write) -> None:
    before = contents(store)
    with Store.open(store).writer():
        ran = kg("ingest", write("c", 107), "--store", store)
    assert (ran.code, ran.out) == (4, "")
    assert f"process {os.getpid()} on" in ran.err
    assert "is writing to this store" in ran.err
    assert contents(store) == before
