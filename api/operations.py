"""What operators look at: whether the server is ready, and its figures in the format of Prometheus."""

from collections.abc import Iterator

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.publication import Publications
from kg.errors import StoreError

# Seconds; the aims of answers lie between 0.05 and 2.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30)
NONE = "none"


class Figures:
    """The figures of one server. Requests are counted by the template of their route, so that there are not as many
    series as there are addresses."""

    def __init__(self, publications: Publications) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "kaogong_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "kaogong_request_seconds",
            "Time to the end of an answer.",
            ["route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.under_way = Gauge("kaogong_requests_under_way", "Requests not yet answered.", registry=self.registry)
        self.bytes = Counter("kaogong_answer_bytes", "Bytes of content sent.", registry=self.registry)
        self.registry.register(_Published(publications))


class _Published(Collector):
    """What is served, asked for when the figures are."""

    def __init__(self, publications: Publications) -> None:
        self._publications = publications

    def collect(self) -> Iterator[Metric]:
        manifest = self._publications.loaded().manifest
        for name, words, value in (
            ("kaogong_publication", "Number of the publication that is served.", manifest.number),
            ("kaogong_reports", "Reports that are served.", len(manifest.reports)),
            ("kaogong_reports_held", "Reports that are held back.", len(manifest.held)),
        ):
            yield GaugeMetricFamily(name, words, value=value)


def operations_router(publications: Publications, figures: Figures) -> APIRouter:
    """`/readyz` and `/metrics`."""
    router = APIRouter(tags=["Service"])

    @router.get("/readyz", operation_id="ready", summary="是否就緒 · Whether it is ready", responses=READY)
    async def ready() -> JSONResponse:
        """Whether the publication is in memory. 503 while it is read for the first time, with how far that is and what
        is served meanwhile, and where the store cannot be read; `/healthz` says only that the process answers."""
        digest, loaded = publications.store.pointer(), publications.loaded_digest()
        reading = publications.reading()
        if reading:
            raise StoreError(reading)
        return JSONResponse({"status": "ready", "digest": loaded, "current": loaded == digest})

    @router.get("/metrics", operation_id="metrics", summary="運作數據 · Figures for Prometheus", responses=FIGURES)
    def metrics() -> Response:
        """Requests by route and status, their time, what is under way and what is served (Prometheus text format)."""
        return Response(generate_latest(figures.registry), media_type=CONTENT_TYPE_LATEST)

    return router


def route_of(scope: object) -> str:
    """The template of the route that a request came to, `none` where it came to none."""
    assert isinstance(scope, dict)
    return str(getattr(scope.get("route"), "path", NONE))


READY: dict[int | str, dict[str, object]] = {
    200: {"description": "It answers from the publication of that hash."},
    503: {"description": "Not yet, or no more; says why."},
}
FIGURES: dict[int | str, dict[str, object]] = {200: {"description": "The figures.", "content": {"text/plain": {}}}}
