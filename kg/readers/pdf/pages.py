"""Asks the library for PDF about a file, in a process that may be ended, and takes its answers page by page."""

import json
import signal
import subprocess
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kg.errors import TooLargeError, UnreadableError
from kg.model.places import Box
from kg.readers.pdf.extraction import MEMORY, MOST_CHARACTERS, MOST_PAGES

_PROGRAM = Path(__file__).with_name("extraction.py")
_SIGNS = (b"%PDF-", b"\xef\xbb\xbf%PDF-")
# The sign may stand behind other bytes (ISO 32000-2, annex I of the older part 1); readers look so far.
_SIGN_WITHIN = 1024
_ERRORS: Mapping[str, str] = {
    "password": "is protected by a password. Save it without one.",
    "security": "is protected in a way that is not known. Save it without protection.",
    "format": "is no PDF that can be read. The file is damaged or cut off.",
    "memory": f"needs more than {MEMORY >> 20:,} MiB to be read.",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in points from its left and upper edge as it is shown.

    number   from 1
    text     its characters in the order in which they are drawn; U+FFFD where the file does not say which
    turns    for each the direction in which it is read: "0" to the right, "1" down, "2" to the left, "3" up, "x" aslant
    boxes    for each left, top, right, bottom
    strokes  straight strokes, level or upright, as boxes
    counts   what was found and is not in the text: hidden, pictures, remarks
    """

    number: int
    width: float
    height: float
    text: str
    turns: str
    boxes: "array[float]" = field(repr=False)
    strokes: "array[float]" = field(repr=False)
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being read: what it says of itself, and its pages as they come."""

    counts: Mapping[str, int]
    pages: Iterator[Page]


def open_pdf(data: bytes, name: str) -> Opened:
    """Opens a PDF. Raises UnreadableError for what is none, is damaged or protected; TooLargeError for too many pages;
    its pages raise both as they are asked for."""
    if not data:
        raise UnreadableError(f"{name} is empty.")
    if not any(sign in data[: _SIGN_WITHIN + len(sign)] for sign in _SIGNS):
        raise UnreadableError(f"{name} is no PDF: it does not begin with %PDF-.")
    answers = _answers(data, name)
    first: dict[str, Any] = next(answers)[0]
    if first.get("error") == "pages":
        if not first["pages"]:
            raise UnreadableError(f"{name} has no pages. The file is damaged or cut off.")
        raise TooLargeError(f"{name} declares {first['pages']:,} pages; the limit is {MOST_PAGES:,}.")
    if "error" in first:
        raise UnreadableError(f"{name} {_ERRORS.get(str(first['error']), _ERRORS['format'])}")
    return Opened(first, _pages(answers, name))


def _pages(answers: Iterator[tuple[dict[str, Any], "array[float]"]], name: str) -> Iterator[Page]:
    for number, (told, numbers) in enumerate(answers, 1):
        if "error" in told:
            raise TooLargeError(f"{name}: page {number} {_ERRORS[str(told['error'])]}")
        if told.get("damaged"):
            raise UnreadableError(f"{name}: page {number} cannot be read. The file is damaged or cut off.")
        if told.get("too_many"):
            raise TooLargeError(
                f"{name}: page {number} has {told['too_many']:,} characters; the limit is {MOST_CHARACTERS:,}."
            )
        ends = 4 * len(told["text"])
        counts = {what: told.get(what, 0) for what in ("hidden", "pictures", "remarks")}
        yield Page(
            number,
            told["width"],
            told["height"],
            told["text"],
            told["turns"],
            numbers[:ends],
            numbers[ends:],
            counts,
        )


def picture_of(data: bytes, name: str, page: int, boxes: Sequence[Box]) -> bytes:
    """A page (from 1) of a PDF as PNG, with a line around each box. Raises UnreadableError where the page cannot be
    drawn within the limits of the program."""
    edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    asked = json.dumps({"page": page, "boxes": edges})
    ran = subprocess.run([*command(), asked], input=data, capture_output=True, check=False)
    if ran.returncode:
        raise UnreadableError(f"{name}: page {page} cannot be drawn. It is damaged, or takes too much time or memory.")
    return ran.stdout


def command() -> list[str]:
    """What starts the program."""
    return [sys.executable, "-P", str(_PROGRAM)]


def _answers(data: bytes, name: str) -> Iterator[tuple[dict[str, Any], "array[float]"]]:
    """The lines of the program with the numbers behind them; ends it when nobody asks for more."""
    with subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _hand(process.stdin, data)
            came = 0
            for line in process.stdout:
                told = json.loads(line)
                yield told, _numbers(process.stdout, told)
                came += 1
            _refuse_end(process, name, came)
        finally:
            process.kill()


def _hand(pipe: IO[bytes], data: bytes) -> None:
    """Gives the program the file. One that ended before it took all says by its end why."""
    try:
        pipe.write(data)
        pipe.close()
    except BrokenPipeError:
        pass


def _numbers(pipe: IO[bytes], told: Mapping[str, Any]) -> "array[float]":
    numbers = array("f")
    wanted = 16 * (len(told["text"]) + told["strokes"]) if "text" in told else 0
    numbers.frombytes(pipe.read(wanted)[: wanted // 4 * 4])
    return numbers


def _refuse_end(process: "subprocess.Popen[bytes]", name: str, came: int) -> None:
    """Raises where the program did not end as it should: by a limit, or since the library broke off."""
    assert process.stderr is not None
    words = process.stderr.read().decode(errors="replace")
    code = process.wait()
    place = f"page {came}" if came else "the file"
    if code == -signal.SIGXCPU:
        raise TooLargeError(f"{name}: {place} takes longer to be read than it may. Save the file anew.")
    if code < 0:
        raise UnreadableError(f"{name}: reading {place} broke off. It is damaged, or needs too much memory.")
    if code:
        raise RuntimeError(f"{name}: {words}")
