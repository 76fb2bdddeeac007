"""The formats of dossiers by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from api.dossier.content import Dossier


@dataclass(frozen=True, slots=True)
class Form:
    """A format: the media type of its bytes, and who writes them."""

    media_type: str
    write: Callable[[Dossier], bytes]


def _odt(dossier: Dossier) -> bytes:
    from api.dossier.odt import write_odt

    return write_odt(dossier)


def _html(dossier: Dossier) -> bytes:
    from api.dossier.html import write_html

    return write_html(dossier)


def _pdf(dossier: Dossier) -> bytes:
    from api.dossier.pdf import write_pdf

    return write_pdf(dossier)


# The libraries are imported where they are needed, so that the server starts fast.
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "odt": Form("application/vnd.oasis.opendocument.text", _odt),
        "html": Form("text/html; charset=utf-8", _html),
        "pdf": Form("application/pdf", _pdf),
    }
)
