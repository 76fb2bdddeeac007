"""Brings what is no file of its own to where files are read from: ZIP files of reports, and standard input."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from kg.errors import InputError, TooLargeError, UnreadableError
from kg.pipeline.gather import find_files, is_report
from kg.readers import READERS
from kg.readers.archive import MOST_AT_ONCE, is_archive, unpack

STANDARD_INPUT = Path("-")
NAMED = "standard-input"
DESCRIBING = ".toml"
TYPES = tuple(sorted({ending.removeprefix(".") for ending in READERS} | {"zip"}))
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where files are brought to.

    directory  an empty one, which the caller takes away when all is read
    limit      largest size of a report, in bytes
    type_      what standard input is: an ending of a reader without its dot, or "zip"; None where nobody said it
    stream     standard input
    tell       is told what of an archive was passed over
    """

    directory: Path
    limit: int
    type_: str | None
    stream: IO[bytes]
    tell: Tell


def bring(paths: Sequence[Path], landing: Landing) -> tuple[Path, ...]:
    """The report files at these paths: as `find_files` finds them, those in ZIP files, and standard input for "-".

    Raises InputError for "-" without a type, or given twice, for a type without "-", and for an archive without
    reports; else as `unpack` and `find_files` do.
    """
    inputs = paths.count(STANDARD_INPUT)
    if inputs > 1:
        raise InputError("Standard input can be read once only: name - once.")
    if landing.type_ is not None and not inputs:
        raise InputError("--type says what standard input is, and no path is -.")
    brought = [file for number, path in enumerate(paths) for file in _brought(path, number, landing)]
    return find_files(brought)


def _brought(path: Path, number: int, landing: Landing) -> Sequence[Path]:
    if path == STANDARD_INPUT:
        if landing.type_ is None:
            raise InputError(f"What comes on standard input? Say --type {', '.join(TYPES)}.")
        data = _limited(landing.stream, landing, "standard input", archive=landing.type_ == "zip")
        if landing.type_ == "zip":
            return _unpacked(data, NAMED, number, landing)
        return [_write(landing.directory / str(number), PurePosixPath(f"{NAMED}.{landing.type_}"), data)]
    if path.is_file() and is_archive(path.name):
        try:
            with path.open("rb") as file:
                data = _limited(file, landing, str(path), archive=True)
        except OSError as error:
            raise UnreadableError(f"{path}: {error.strerror or error}.") from error
        return _unpacked(data, path.name, number, landing)
    return [path]


def _limited(file: IO[bytes], landing: Landing, name: str, *, archive: bool) -> bytes:
    limit = MOST_AT_ONCE * landing.limit if archive else landing.limit
    data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(f"{name} has more than {limit:,} bytes, which is the limit.")
    return data


def _unpacked(data: bytes, name: str, number: int, landing: Landing) -> list[Path]:
    """Writes the reports of an archive, with what describes them beside them."""
    found: list[Path] = []
    passed: list[str] = []
    for member in unpack(data, name, landing.limit):
        report = is_report(member.path.name)
        if report or member.path.suffix.lower() == DESCRIBING:
            written = _write(landing.directory / str(number), member.path, member.data)
            found += [written] if report else []
        else:
            passed.append(str(member.path))
    if not found:
        raise InputError(f"{name}: no report in this archive. A report ends in {', '.join(sorted(READERS))}.")
    if passed:
        landing.tell(f"{name}: passed over {len(passed)} files that are no reports: {', '.join(passed[:5])}")
    return found


def _write(directory: Path, path: PurePosixPath, data: bytes) -> Path:
    target = directory / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be written to {directory}: {error.strerror or error}.") from error
    return target
