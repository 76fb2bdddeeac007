"""The overview, the help of every command, and what a command is."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest

from kg import __version__
from kg.cli import BUG, EXITS, exit_code, group
from kg.cli.group import COMMANDS
from kg.cli.group import kg as all_commands
from kg.errors import InputError, KgError, KnowledgeError, NotConformingError, StoreError, UnknownNameError
from tests.cli.conftest import ROOT, Ran

Kg = Callable[..., Ran]
HEAVY = ("pyoxigraph", "rdflib", "owlrl", "networkx", "rich", "fastapi", "rapidfuzz")


def command(name: str) -> click.Command:
    found = getattr(import_module(COMMANDS[name][0]), name)
    assert isinstance(found, click.Command)
    return found


def test_the_overview_lists_every_command(kg: Kg) -> None:
    ran = kg("--help")
    assert (ran.code, ran.err) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in ran.out] == []
    assert len(COMMANDS) >= 17


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_json(kg: Kg, name: str) -> None:
    ran = kg(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: kg {name} ")
    assert "--json" in ran.out
    assert "--store" in ran.out
    assert command(name).name == name
    assert len(COMMANDS[name][1]) <= 90


def test_the_overview_loads_no_library_that_it_does_not_need() -> None:
    script = (
        "import sys, kg.cli\n"
        "code = kg.cli._run(['--help'])\n"
        f"print(code, [name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.splitlines()[-1] == "0 []"


def test_the_version(kg: Kg) -> None:
    assert kg("--version").out == f"kg {__version__}\n"


def test_an_unknown_command(kg: Kg) -> None:
    ran = kg("biuld")
    assert (ran.code, ran.out) == (2, "")
    assert "No such command 'biuld'" in ran.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotConformingError("x"), 1),
        (InputError("x"), 2),
        (UnknownNameError("x", "y"), 2),
        (KnowledgeError("x"), 3),
        (StoreError("x"), 4),
    ],
)
def test_an_error_ends_with_the_code_of_who_must_act(
    kg: Kg, monkeypatch: pytest.MonkeyPatch, error: KgError, code: int
) -> None:
    def fail(**_arguments: object) -> None:
        raise error

    monkeypatch.setattr(command("reports"), "callback", fail)
    ran = kg("reports")
    assert (ran.code, ran.out, ran.err) == (code, "", f"kg: {error}\n")
    assert exit_code(error) == code
    assert len(EXITS) == 4


def test_a_bug_stays_a_traceback_with_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch, kg: Kg) -> None:
    def fail(**_arguments: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(command("reports"), "callback", fail)
    ran = kg("reports")
    assert (ran.code, ran.out) == (BUG, "")
    assert ran.err.startswith("Traceback (most recent call last):")
    assert ran.err.endswith("ZeroDivisionError: a bug\n")
    assert BUG not in {code for _, code in EXITS}


@pytest.mark.parametrize(("code", "served"), [(0, True), (1, True), (2, False), (4, False), (BUG, False)])
def test_what_was_built_is_served_but_not_after_a_crash(tmp_path: Path, code: int, served: bool) -> None:
    """`make serve`, with a command in the place of `kg` whose build ends with this code."""
    script = tmp_path / "kg"
    script.write_text(f'#!/bin/sh\nif [ "$1" = build ]; then exit {code}; fi\necho served "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    ready = tmp_path / "ready"
    ready.touch()
    words = ["make", "--silent", "-C", ROOT, "serve", f"BIN={tmp_path}", f"READY={ready}", "STORE=there"]
    made = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (made.returncode == 0) is served
    assert ("served serve --store there" in made.stdout) is served


def test_what_the_machine_refuses_is_told_with_a_way_out(monkeypatch: pytest.MonkeyPatch, kg: Kg) -> None:
    def fail(**_arguments: object) -> None:
        raise PermissionError(13, "Permission denied", "secret/a.txt")

    monkeypatch.setattr(command("reports"), "callback", fail)
    monkeypatch.setattr("kg.cli._give_up_stdout", lambda: None)
    ran = kg("reports")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("kg: secret/a.txt: Permission denied. This user may not do that: change the permissions")


def test_interrupted(monkeypatch: pytest.MonkeyPatch, kg: Kg) -> None:
    def fail(**_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command("reports"), "callback", fail)
    ran = kg("reports")
    assert (ran.code, ran.err.strip()) == (130, "kg: interrupted")


def test_a_setting_that_cannot_be(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_QUERY_ROWS", "many")
    ran = kg("reports")
    assert (ran.code, ran.err) == (2, "kg: KG_QUERY_ROWS='many': it must be a whole number above 0.\n")
    monkeypatch.delenv("KG_QUERY_ROWS")
    assert kg("reports", "--base-iri", "example").err.startswith("kg: KG_BASE_IRI='example': it must be an http")


def test_a_store_that_is_not_there(kg: Kg) -> None:
    for name in ("reports", "facts", "entities", "events", "coverage"):
        ran = kg(name)
        assert (ran.code, ran.out) == (4, "")
        assert "nothing is published here. Build it first: kg build --store .kg/store" in ran.err
    assert kg("trace", "abc").code == kg("query", "ASK {}").code == kg("export", "--format", "gexf").code == 4


def test_commands_of_others_are_found(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def hello() -> None:
        """Say hello."""
        click.echo("hello")

    class Point:
        name = "hello"

        def load(self) -> click.Command:
            return hello

    monkeypatch.setattr(group, "entry_points", lambda group: [Point()])
    assert all_commands.list_commands(click.Context(all_commands)) == [*COMMANDS, "hello"]
    assert kg("hello").out == "hello\n"
    assert "Say hello." in kg("--help").out


def test_a_reader_of_the_pipe_that_leaves(corpus_store: object) -> None:
    script = (
        f"{sys.executable} -m kg.cli facts --store {corpus_store} --format jsonl | head -1; echo ${{PIPESTATUS[0]}}"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, env=environment)
    first, code = ran.stdout.splitlines()
    assert json.loads(first)["report"] == "kcg-personnel-2014"
    assert code == "141"
    assert "Traceback" not in ran.stderr
    assert "Broken" not in ran.stderr
