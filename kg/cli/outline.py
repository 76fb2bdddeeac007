"""`kg outline`: what is heading, paragraph and skipped in a file, before anything is read from it."""

from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, say
from kg.model.text import Block, BlockKind, Outline
from kg.readers import read_file
from kg.structure import load_families, read_outline

COLUMNS = ("ordinal", "kind", "level", "number", "text", "start", "end", "section", "label", "lead")
SHORT = 60


def outline_of(room: Room, path: Path) -> Outline:
    """The outline of a file, by the families of the package and of the knowledge directory."""
    extra = room.resources().added("families", "*.toml")
    return read_outline(read_file(path, room.settings.source_bytes), load_families(extra))


def block_rows(outline: Outline) -> Iterator[dict[str, object]]:
    """A row for every block: its text without its mark, its offsets in the source, the headings above it."""
    levels = {section.heading.start: section.level for section in outline.sections}
    for block in outline.blocks:
        yield {
            "ordinal": block.ordinal,
            "kind": block.kind.value,
            "level": _level(block, levels),
            "number": block.number,
            "text": block.flow.text,
            "start": block.span.start,
            "end": block.span.end,
            "section": list(outline.headings(block.section)),
            "label": block.label.cut(outline.source.text) if block.label else None,
            "lead": block.lead,
        }


def _level(block: Block, levels: dict[int, int]) -> int | None:
    if block.kind is not BlockKind.HEADING:
        return None
    inside = (levels[start] for start in sorted(levels) if block.span.start <= start < block.span.end)
    return next(inside, None)


def _shown(row: Row) -> str:
    text = str(row["text"])
    cut = text if len(text) <= SHORT or row["kind"] == "heading" else f"{text[:SHORT]}… ({len(text)} characters)"
    above = row["section"]
    depth = len(above) if isinstance(above, list) else 0
    mark = "# " if row["kind"] == "heading" else ""
    return f"{'  ' * depth}{mark}{row['number']}{cut}"


@click.command(short_help="Show the headings and paragraphs that are read from a file.")
@click.argument("file", type=click.Path(path_type=Path))
@in_room
@prints("table", "jsonl", "csv")
def outline(*, room: Room, out: Output, file: Path) -> None:
    """Show what is read from FILE as heading (#), as paragraph, and what is skipped."""
    read = outline_of(room, file)
    say(f"{read.source.name}: family {read.family} ({'; '.join(read.reasons)})")
    for left_out in read.source.left_out:
        say(f"left out: {left_out.what.value} ({left_out.count})")
    rows = block_rows(read)
    if out.for_people:
        for row in rows:
            click.echo(_shown(row))
    else:
        out.rows(COLUMNS, rows)
    for skipped in read.skipped:
        say(f"skipped {skipped.span.start}-{skipped.span.end}: {skipped.reason.value}")
