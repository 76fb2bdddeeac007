"""Chooses what to answer with by the Accept header (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import NotAcceptableError

TYPE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+", re.ASCII)
QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to write an answer.

    name         short, as in ?format=
    media_types  the first is its own; the others are names by which it may be asked for as well
    """

    name: str
    media_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer, and the media type under which it was asked for."""

    offer: Offer
    media_type: str


def choose(accept: str | None, offers: Sequence[Offer], wanted: str | None = None) -> Choice:
    """The offer that fits best; of equals the first. `wanted`, from ?format=, goes before the header.

    Raises NotAcceptableError that lists what there is.
    """
    if wanted is not None:
        named = next((offer for offer in offers if offer.name == wanted), None)
        if named is None:
            raise NotAcceptableError(f"There is no format '{wanted}' of this: {_listed(o.name for o in offers)}.")
        return Choice(named, named.media_types[0])
    if not (accept or "").strip():
        return Choice(offers[0], offers[0].media_types[0])
    ranges = dict(_ranges(accept or ""))
    graded = [
        (_quality(ranges, media_type), Choice(offer, media_type))
        for offer in offers
        for media_type in offer.media_types
    ]
    quality, best = max(graded, key=lambda one: one[0])  # max takes the first of equals
    if quality <= 0:
        raise NotAcceptableError(f"This can be given as {_listed(offer.media_types[0] for offer in offers)}.")
    return best


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Every media range of the header with its quality. What is no media range is left out."""
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((text.removeprefix("q=") for text in parameters if text.startswith("q=")), "1")
        if TYPE.fullmatch(name) and QUALITY.fullmatch(quality):
            yield name, float(quality)


def _quality(ranges: Mapping[str, float], media_type: str) -> float:
    """The most particular range that holds a type decides."""
    for name in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
