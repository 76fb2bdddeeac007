"""What the README shows is what the commands print. `python -m tests.test_readme` writes their output into it anew."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.test_passages import FILES, RECORDED

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = "127.0.0.1:8000"
SECONDS = re.compile(r"\d+\.\d+ s$", re.MULTILINE)
# What the answer at the top of the README has to say.
RATES = ("25.34", "26.21", "26.19", "28.27", "33.52")
SCORES = {
    "kcg-personnel-2014": "2014",
    "kcg-personnel-2016-09_2017-02": "2016",
    "kcg-personnel-2017-07_2017-12": "2017",
    "kcg-personnel-2020-07_2020-12": "2020",
    "kcg-personnel-2025-03_2025-08": "2025",
}


def commands(block):
    """Pairs of a command, its further lines after `> ` included, and the output that stands below it."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(([line[2:]], []))
        elif line.startswith("> ") and not found[-1][1]:
            found[-1][0].append(line[2:])
        else:
            found[-1][1].append(line)
    return [("\n".join(command), "".join(f"{line}\n" for line in output)) for command, output in found]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return kept | {"PATH": path, "COLUMNS": "100", "LC_ALL": "C.UTF-8"}


@contextmanager
def tour(directory):
    """Runs commands in a directory, one after another; a server starts with the first that asks for it."""
    port, started = free_port(), []

    def run(command):
        if ADDRESS in command and not started:
            started.append(_serve(directory, port))
        words = command.replace(ADDRESS, f"127.0.0.1:{port}")
        ran = subprocess.run(
            ["bash", "-o", "pipefail", "-c", words],
            check=False,  # a command of the README may fail on purpose; what it says is compared
            cwd=directory,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
        text = ran.stdout.decode("utf-8", "replace").replace(f"127.0.0.1:{port}", ADDRESS)
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        return SECONDS.sub("… s", text)

    try:
        yield run
    finally:
        for server in started:
            server.terminate()
            server.wait(timeout=20)


def _serve(directory, port):
    server = subprocess.Popen(
        ["kg", "serve", "--port", str(port)], cwd=directory, env=environment(), stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
            return server
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    server.kill()
    raise RuntimeError("the server does not answer")


def score_lines():
    recorded = json.loads((ROOT / "tests/corpus/scores.json").read_text(encoding="utf-8"))
    for report, name in [*SCORES.items(), ("all", "all five")]:
        row = recorded[report]
        yield f"| {name} | {row['p']:.3f}, {row['r']:.3f} | {row['usable']:.3f} | {row['series_f1']:.3f} |"


def passage_lines():
    for name, row in RECORDED.items():
        facts = sum(len(passage["facts"]) for passage in FILES[name])
        yield f"| `{name}` | {facts} | {row['f1']:.3f} | {row['usable']:.3f} |"


def between(text, name, lines):
    """The text with these lines between the two marks of a name."""
    body = "".join(f"{line}\n" for line in lines)
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return pattern.sub(lambda found: found[1] + body + found[2], text)


def written_anew(text, directory):
    """The README with the output that its commands print now, and the recorded scores."""
    first = BLOCK.search(text)
    with tour(directory) as run:

        def block(found):
            parts = []
            for command, _ in commands(found[1]):
                parts.append("$ " + command.replace("\n", "\n> ") + "\n" + run(command))
            return f"```console\n{''.join(parts)}```"

        # The answer at the top stands before the tour, which begins with nothing.
        run("kg build")
        top = text[: first.start()] + block(first)
        shutil.rmtree(directory / ".kg")
        shown = top + BLOCK.sub(block, text[first.end() :])
        return between(between(shown, "scores", score_lines()), "passages", passage_lines())


def test_the_readme_shows_what_the_commands_print(tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed, by which the README asks the server")
    text = README.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) >= 8
    assert [share for share in RATES if share not in BLOCK.search(text)[1]] == []
    assert text == written_anew(text, tmp_path)


def test_the_readme_names_every_setting():
    from dataclasses import fields

    from kg.settings import Settings

    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(KG_\w+)`", text, re.MULTILINE))
    assert named == {f"KG_{field.name.upper()}" for field in fields(Settings)}


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        README.write_text(written_anew(README.read_text(encoding="utf-8"), Path(place)), encoding="utf-8")
