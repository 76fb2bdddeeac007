"""What a file of plain text says: encodings, marks, damage; nothing is ever changed."""

import codecs
import hashlib
from pathlib import Path

import pytest

from kg.errors import InputError, TooLargeError, UnreadableError, UnsupportedTypeError
from kg.readers import load_file, read_file, read_source

LIMIT = 20_000_000
PROSE = "本府公務人員通過英語檢定比例達28.27%，較108年增加１,２３４人。\r\n第二行\n\n第三行，佔51 億 344 萬元。"


def text_of(data: bytes, name: str = "report.txt") -> str:
    return read_source(data, name, LIMIT).text


def test_utf8_is_read_as_it_stands() -> None:
    source = read_source(PROSE.encode(), "directory/report.txt", LIMIT)
    assert source.text == PROSE
    assert (source.name, source.media_type, source.encoding) == ("report.txt", "text/plain", "utf-8")
    assert source.sha256 == hashlib.sha256(PROSE.encode()).hexdigest()


def test_a_byte_order_mark_is_a_character_of_the_text() -> None:
    source = read_source(codecs.BOM_UTF8 + PROSE.encode(), "report.txt", LIMIT)
    assert source.text == f"\ufeff{PROSE}"
    assert source.encoding == "utf-8-sig"


def test_offsets_are_those_of_opening_the_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(codecs.BOM_UTF8 + PROSE.encode())
    with path.open(encoding="utf-8", newline="") as file:
        assert read_file(path, LIMIT).text == file.read()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_stay(ending: str) -> None:
    assert text_of(f"一{ending}二".encode()) == f"一{ending}二"


def test_compatibility_characters_stay() -> None:
    text = "\uf9e4 ⁺ ㈠ ﹙１﹚ ^{人方} [bookmark: _GoBack] Å"
    assert text_of(text.encode()) == text


def test_big5_is_recognised() -> None:
    data = PROSE.encode("cp950")
    source = read_source(data, "report.txt", LIMIT)
    assert (source.text, source.encoding) == (PROSE, "cp950")
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("cut", [1, 2])
def test_a_sequence_cut_off_at_the_end_is_named(cut: int) -> None:
    data = PROSE.encode()[: -len("元。".encode()) - cut]
    place = len(data) - (3 - cut)
    with pytest.raises(
        UnreadableError, match=rf"UTF-8 but for byte {place} \(0xe8, .*\). The file is damaged or cut off"
    ):
        text_of(data)


def test_a_damaged_byte_in_the_middle_is_named() -> None:
    data = PROSE.encode().replace("英".encode(), b"\xe8\xff\xb1", 1)
    place = data.index(b"\xff") - 1
    with pytest.raises(UnreadableError, match=f"UTF-8 but for byte {place} "):
        text_of(data)


def test_utf8_with_a_mark_is_never_taken_for_big5() -> None:
    with pytest.raises(UnreadableError, match="UTF-8 but for byte 3 "):
        text_of(codecs.BOM_UTF8 + PROSE.encode("cp950"))


@pytest.mark.parametrize("encoding", ["euc_jp", "shift_jis"])
def test_another_encoding_is_refused_by_its_first_byte(encoding: str) -> None:
    data = ("ひらがなとカタカナの文章です。" * 20).encode(encoding)
    with pytest.raises(UnreadableError, match=r"byte 0 \(0x"):
        text_of(data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_wide_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(UnreadableError, match=r"Save it as UTF-8|is NUL"):
        text_of("報告 2014".encode(encoding))


def test_a_binary_is_refused_by_its_byte() -> None:
    with pytest.raises(UnreadableError, match=r"report.txt is no text: byte 4 is NUL"):
        text_of(b"\x7fELF\x00\x01")


@pytest.mark.parametrize(("data", "words"), [(b"", "is empty"), (b" \r\n\t\f\n", "nothing but white space")])
def test_nothing_to_read(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=f"report.txt .*{words}"):
        text_of(data)


def test_a_mark_and_ideographic_blanks_are_nothing_too() -> None:
    with pytest.raises(UnreadableError, match="nothing but white space"):
        text_of(codecs.BOM_UTF8 + "\u3000\n".encode())


def test_the_limit_is_named_and_not_read_past(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(TooLargeError, match="more than 20,000,000 bytes, which is the limit"):
        load_file(path, LIMIT)
    with pytest.raises(TooLargeError, match=r"report\.txt has 21 bytes; the limit is 20"):
        read_source(b"x" * 21, "report.txt", 20)
    assert len(read_source(b"x" * 20, "report.txt", 20).text) == 20


@pytest.mark.parametrize("name", ["report.doc", "report", "report.txt.gz", ".txt"])
def test_only_known_endings_are_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(PROSE.encode())
    with pytest.raises(UnsupportedTypeError, match=r"a report ends in \.docx, .*\.txt"):
        read_file(path, LIMIT)


def test_endings_count_in_small_and_large_letters(tmp_path: Path) -> None:
    path = tmp_path / "REPORT.TXT"
    path.write_bytes(PROSE.encode())
    assert read_file(path, LIMIT).name == "REPORT.TXT"


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "directory.txt").mkdir()
    with pytest.raises(InputError, match=r"directory\.txt is a directory"):
        read_file(tmp_path / "directory.txt", LIMIT)
    with pytest.raises(InputError, match=r"missing\.txt is no file"):
        read_file(tmp_path / "missing.txt", LIMIT)
