"""Examples of rule files as scenes: "heading // text with 【figures】 and ＜names＞ => said of one; of the next"."""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kg.interpret.above import Above
from kg.interpret.scenes import make_scenes
from kg.model.mentions import Mentions, NameKind, NameMention, Quantity
from kg.model.text import Block, BlockKind, Outline, Section, Source, Span
from kg.structure.flow import make_flow

RULES = Path(__file__).parents[2] / "kg" / "interpret" / "rules"
SIGN = re.compile(r"[【】＜＞]")
NUMBER = re.compile(r"[\d,.]*\d|(?:[一二三四五六七八九十千萬]|百(?!分))+(?:分之[一二三四五六七八九十]+)?")


@dataclass(frozen=True)
class Written:
    """An example: the mentions that it marks, and what it says of each figure."""

    example: str
    outline: Outline
    mentions: Mentions
    expected: tuple

    @property
    def scenes(self):
        return make_scenes(self.outline, self.mentions)

    @property
    def above(self):
        return Above(self.outline, self.mentions)

    @property
    def texts(self):
        return [self.above.texts(scene.passage.block.ordinal) for scene in self.scenes]


def load(name):
    return tomllib.loads((RULES / name).read_text(encoding="utf-8"))


def read_example(example, kind=NameKind.QUOTED):
    """The outline and the mentions of an example; its names are of `kind`."""
    written, _, expected = example.partition(" => ")
    heading, _, body = written.rpartition(" // ")
    text, quantities, names, blocks, sections = "", [], [], [], []
    for part in ([heading] if heading else []) + [body]:
        start = len(text)
        plain, spans = _marked(part, start)
        text += plain + "\n"
        flow = make_flow(text, [Span(start, start + len(plain))])
        is_heading = heading != "" and not blocks
        if is_heading:
            sections.append(Section(0, None, 0, "", Span(start, start + len(plain))))
        section = 0 if sections and not is_heading else None
        block_kind = BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH
        blocks.append(Block(len(blocks), block_kind, Span(start, start + len(plain)), flow, section))
        for sign, span in spans:
            place = flow.offsets.index(span.start), flow.offsets.index(span.end - 1) + 1
            if sign == "【":
                quantities.append(_quantity(len(blocks) - 1, place, span, span.cut(text)))
            else:
                name = span.cut(text)
                names.append(NameMention(len(blocks) - 1, *place, span, kind, name, name))
    source = Source("example.txt", "text/plain", "utf-8", "0" * 64, text)
    outline = Outline(source, "general", (), None, tuple(sections), tuple(blocks), ())
    said = tuple(part.strip() for part in expected.split(";"))
    return Written(example, outline, Mentions(tuple(quantities), (), tuple(names), ()), said)


def _marked(part, start):
    """The text without its signs, and the marked spans."""
    text, spans, opened, place = "", [], [], 0
    for sign in SIGN.finditer(part):
        text += part[place : sign.start()]
        place = sign.end()
        if sign.group() in "【＜":
            opened.append((sign.group(), len(text)))
        else:
            kind, begin = opened.pop()
            spans.append((kind, Span(start + begin, start + len(text))))
    return text + part[place:], spans


def _quantity(block, place, span, quote):
    number = NUMBER.search(quote)
    assert number, quote
    bare = Span(span.start + number.start(), span.start + number.end())
    unit = quote[number.end() :].removesuffix("以上")
    scaled = re.match(r"(?:[萬億千]|百(?!分))+(?:\d[\d,]*)?(?:萬|千)?", unit)
    if scaled:
        unit = unit[scaled.end() :]
    value = Decimal(-1 if quote.startswith("-") else 1)
    return Quantity(block, *place, span, bare, value, unit, None, Decimal(1))
