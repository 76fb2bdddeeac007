"""Plain text: UTF-8 with or without byte order mark, else CP950 (Big5). The text is what the bytes say, nothing is
normalised, line ends stay as they are.

A byte order mark at the beginning is a code point of the text (U+FEFF), as `open(file, encoding="utf-8", newline="")`
gives it, so that offsets are the same for everybody who opens the file in that way.
"""

import codecs

from kg.errors import UnreadableError
from kg.model.text import Source

MEDIA_TYPE = "text/plain"
_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# Big5 orders its 5,401 frequent characters before the others (Big5-1984, level 1: lead bytes A4 to C6; A1 to A3 are
# punctuation). Prose has hardly any of level 2; bytes of another encoding read as Big5 have many.
_FREQUENT = range(0xA1, 0xC7)
_FREQUENT_SHARE = 0.9


def read_plain(data: bytes, name: str, sha256: str) -> Source:
    """Reads plain text. Raises UnreadableError for an empty file, for bytes that are no text and for bytes that are in
    neither encoding; the message names the byte (counted from 0)."""
    _refuse_other(data, name)
    encoding, text = decode(data, name)
    if not text.strip("\ufeff \t\r\n\f\v\u3000"):
        raise UnreadableError(f"{name} is empty." if not data else f"{name} holds nothing but white space.")
    return Source(name=name, media_type=MEDIA_TYPE, encoding=encoding, sha256=sha256, text=text)


def _refuse_other(data: bytes, name: str) -> None:
    for mark, encoding in _OTHER_MARKS:
        if data.startswith(mark):
            raise UnreadableError(f"{name} is {encoding} by its first bytes. Save it as UTF-8.")
    place = data.find(0)
    if place >= 0:
        raise UnreadableError(f"{name} is no text: byte {place} is NUL.")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The encoding and the text of bytes that are UTF-8 or CP950. Raises as `read_plain` does."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "cp950", _decode_cp950(data, name, error)
    return ("utf-8-sig" if text.startswith("\ufeff") else "utf-8"), text


def _decode_cp950(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """The text as CP950, unless the bytes are damaged UTF-8 or in another encoding: then the UTF-8 error stands."""
    place = f"byte {error.start} (0x{data[error.start]:02x}, {error.reason})"
    if data.startswith(codecs.BOM_UTF8) or _mostly_utf8(data):
        raise UnreadableError(f"{name} is UTF-8 but for {place}. The file is damaged or cut off.") from error
    try:
        text = data.decode("cp950")
    except UnicodeDecodeError as other:
        raise UnreadableError(
            f"{name} is neither UTF-8, by {place}, nor Big5, by byte {other.start} (0x{data[other.start]:02x})."
        ) from error
    if _frequent_share(data) < _FREQUENT_SHARE:
        raise UnreadableError(f"{name} is not UTF-8, by {place}, and makes no Chinese text as Big5.") from error
    return text


def _mostly_utf8(data: bytes) -> bool:
    """Whether more than half of the bytes above 0x7f stand in well-formed UTF-8 sequences."""
    high = len(data.translate(None, bytes(range(0x80))))
    well_formed = data.decode("utf-8", errors="ignore")
    return 2 * sum(len(char.encode()) for char in well_formed if char > "\x7f") > high


def _frequent_share(data: bytes) -> float:
    """The share of Big5's two-byte characters that are punctuation or of its first level, from 0 to 1."""
    frequent = total = place = 0
    while place < len(data):
        if data[place] < 0x80:
            place += 1
            continue
        total += 1
        frequent += data[place] in _FREQUENT
        place += 2
    return frequent / total if total else 0.0
