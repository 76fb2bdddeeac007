"""`kg serve`: the server as a command. Registered as an entry point, so that `kg` knows no web framework."""

import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import StoreError
from kg.settings import Settings, read_settings

if TYPE_CHECKING:
    import uvicorn

# How long answers under way may go on after the server was told to end, in seconds.
GRACE = 3
BACKLOG = 128
# What stands around address and headers in the head of a request, in bytes.
FRAME = 4_096


@click.command(short_help="Serve the store over HTTP: questions, reports, facts, SPARQL.")
@click.option("--store", type=click.Path(path_type=Path), help="Directory of the store. [KG_STORE, else .kg/store]")
@click.option("--knowledge", type=click.Path(path_type=Path), help="Overlay of vocabulary, judgements, families.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--json", "as_json", is_flag=True, help="Say on stdout, as JSON, where it listens.")
def serve(*, store: Path | None, knowledge: Path | None, host: str, port: int, as_json: bool) -> None:
    """Serve the store over HTTP until Ctrl-C.

    What is built meanwhile is served from the next request on. Limits of queries are settings: KG_QUERY_SECONDS,
    KG_QUERY_ROWS, KG_QUERY_MEMORY, KG_QUERY_WORKERS.
    """
    settings = read_settings()
    settings = replace(settings, store=store or settings.store, knowledge=knowledge or settings.knowledge)
    from kg.store import Store  # here, so that the overview of commands loads no store

    if not settings.token:
        Store.open(
            settings.store
        ).view()  # before the server's libraries are loaded: says at once that nothing is there
    server = make_server(settings)
    from api.logs import set_up_logs

    set_up_logs(settings.log)
    with listen(host, port) as listening:
        address = _address(listening)
        click.echo(
            f"Kaogong listens on {address}/ (API {address}/docs, SPARQL {address}/sparql). Ctrl-C ends.", err=True
        )
        if as_json:
            click.echo(f'{{"url": "{address}/"}}')
        server.run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises StoreError where the system does not let it.

    It says that it is TCP: only then does the event loop turn Nagle's algorithm off, which costs each answer 40 ms.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise _refused(host, port, error) from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise _refused(host, port, error) from error
    return listening


def _refused(host: str, port: int, error: OSError) -> StoreError:
    return StoreError(f"Cannot listen on {host} port {port}: {error.strerror or error}. Name another: --host, --port.")


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_server(settings: Settings) -> "uvicorn.Server":
    """The server of a store, which runs until a signal ends it."""
    import uvicorn

    from api.app import create_app

    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # the app looks at them itself, by its own setting
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=settings.url_bytes + settings.header_bytes + FRAME,
    )
    return uvicorn.Server(config)
