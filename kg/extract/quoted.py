"""Finds quotations, and lists of them: what holds of one of a list holds of all."""

import re
from collections.abc import Iterator, Sequence

Place = tuple[int, int]

# A quotation of another sort may stand inside one.
QUOTATION = re.compile(
    r"「([^「」]{1,80})」|『([^『』]{1,80})』|《([^《》]{1,80})》|〈([^〈〉]{1,80})〉|【([^【】]{1,80})】"
)
BETWEEN = re.compile(r"[」』》〉】](?:[、,，]|及|與|和|暨|以及|、及)[「『《〈【]")


def quotations(text: str) -> list[Place]:
    """The places of what is quoted, marks left out; of quotations inside one another the outermost."""
    return [found.span(found.lastindex or 0) for found in QUOTATION.finditer(text)]


def lists(text: str, quoted: Sequence[Place]) -> Iterator[Sequence[Place]]:
    """Runs of quotations with nothing but 、 or 及 between them."""
    run: list[Place] = []
    for place in quoted:
        if run and not BETWEEN.fullmatch(text[run[-1][1] : place[0]]):
            yield run
            run = []
        run.append(place)
    if run:
        yield run
