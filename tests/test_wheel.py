"""The wheel has everything in it, and works from any directory without the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from kg.resources import KINDS

ROOT = Path(__file__).parents[1]
LIBRARIES = next(path for path in sys.path if path.endswith("site-packages"))
REPORT = "kcg-personnel-2014"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel as hatchling builds it from this checkout."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with the wheel alone; the libraries that it needs are those of the environment that tests it."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", "--quiet", str(wheel)], check=True)
    [packages] = (home / "lib").glob("python*/site-packages")
    # A path in a .pth file is put after this directory, and the .pth files there, such as ours, are not read.
    (packages / "libraries.pth").write_text(f"{LIBRARIES}\n", encoding="utf-8")
    return home / "bin"


@pytest.fixture
def run(installed, tmp_path):
    """Runs a program of the environment where nothing of the checkout can be found."""
    work, home = tmp_path / "work", tmp_path / "home"
    work.mkdir()
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHON"))}
    environment = {**kept, "HOME": str(home), "PATH": f"{installed}:/usr/bin:/bin", "COLUMNS": "200"}

    def run(program, *arguments, code=0):
        done = subprocess.run(
            [installed / program, *arguments], cwd=work, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    return run


def test_every_data_file_is_in_it(names):
    expected = {
        f"kg/_resources/{path.relative_to(ROOT).as_posix()}"
        for kind in KINDS
        for path in (ROOT / kind).rglob("*")
        if path.is_file()
    }
    assert len(expected) > 25
    assert expected <= set(names)
    for name in ("ontology/core.ttl", "shapes/measurement.ttl", "queries/exports/facts.rq", "reports/catalogue.toml"):
        assert f"kg/_resources/{name}" in names


def test_every_module_page_and_table_of_rules_is_in_it(names):
    expected = {
        path.relative_to(ROOT).as_posix()
        for package in ("kg", "api")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len([name for name in expected if name.endswith(".toml")]) > 5
    assert expected <= set(names)


def test_nothing_else_is_in_it(names):
    assert {name.split("/")[0].split("-")[0] for name in names} == {"kg", "api", "kaogong"}
    assert [name for name in names if name.endswith((".pyc", "~", ".orig"))] == []
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert len(names) == len(set(names))


def test_it_runs_from_the_wheel(run):
    place = run("python", "-c", "import kg; print(kg.__file__)").strip()
    assert not place.startswith(str(ROOT))
    assert "site-packages" in place


def test_help_is_shown(run):
    for command in ("build", "outline", "export"):
        assert command in run("kg", "--help")
        assert "Usage: kg" in run("kg", command, "--help")


def test_a_report_is_outlined(run, tmp_path):
    copy = tmp_path / "work" / "report.txt"
    copy.write_bytes((ROOT / "reports" / f"{REPORT}.txt").read_bytes())
    assert "員額" in run("kg", "outline", "report.txt")


def test_the_packaged_corpus_is_built_asked_and_exported(run, tmp_path):
    run("kg", "build", "--store", "store")
    assert REPORT in run("kg", "reports", "--store", "store")
    facts = run("kg", "facts", "--store", "store", "--format", "jsonl")
    assert len(facts.splitlines()) > 500
    run("kg", "export", "--store", "store", "--format", "gexf", "-o", "out.gexf")
    assert (tmp_path / "work" / "out.gexf").stat().st_size > 100_000
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == ["out.gexf", "store"]
    assert list((tmp_path / "home").iterdir()) == []
