"""First reading: a line is a block, a marked short line without a full stop is a heading."""

import re

from kg.model.text import Block, BlockKind, Outline, Section, Source, Span
from kg.structure.families import Families
from kg.structure.flow import make_flow

_HAN = "一二三四五六七八九十廿卅百○〇零"
_FORMAL = "壹貳叁參肆伍陸柒捌玖拾佰"
_LADDER = (
    re.compile(rf"[-•]?\s*[{_FORMAL}]+、\s*"),
    re.compile(rf"[-•]?\s*[{_HAN}]+、\s*"),
    re.compile(rf"[-•]?\s*[(（][{_HAN}]+[)）]、?\s*"),
    re.compile(r"[-•]?\s*\d{1,2}(?:、|[.．](?!\d{1,2}[.%％]|\d[^\d]))\s*"),
    re.compile(r"[-•]?\s*[(（]\d{1,2}[)）]\s*"),
    re.compile(r"[-•]?\s*[①-⑳]\s*"),
    re.compile(r"[-•]?\s*[A-Z][.、]\s*"),
    re.compile(r"[-•]?\s*[a-z][.、]\s*"),
)
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def read_outline(source: Source, families: Families) -> Outline:
    sections: list[Section] = []
    blocks: list[Block] = []
    stack: list[tuple[int, int]] = []
    lines = [Span(*_trim(source.text, *match.span())) for match in _LINE.finditer(source.text)]
    for line in lines:
        level, mark = _mark(line.cut(source.text))
        body = Span(line.start + mark, line.end)
        flow = make_flow(source.text, (body,))
        if not flow.text:
            continue
        heading = (
            level is not None and len(flow.text) <= 60 and flow.text[-1] not in "。；" and ":" not in flow.text[:-1]
        )
        if heading:
            assert level is not None
            while stack and stack[-1][0] >= level:
                stack.pop()
        section = stack[-1][1] if stack else None
        number = line.cut(source.text)[:mark].strip()
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(len(blocks), kind, line, flow, section, number))
        if heading and level is not None:
            end = body.end - (flow.text[-1] in "。:")
            sections.append(Section(len(sections), section, len(stack), number, Span(body.start, end)))
            stack.append((level, len(sections) - 1))
    return Outline(source, families.rows[0].name, ("thin",), None, tuple(sections), tuple(blocks), ())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _mark(line: str) -> tuple[int | None, int]:
    for level, pattern in enumerate(_LADDER):
        match = pattern.match(line)
        if match:
            return level, match.end()
    return None, 0
