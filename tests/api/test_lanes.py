"""What is quick is answered beside queries that never end, and a slot is there again when one of these was ended."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from api.lanes import QUICK, Lanes
from api.problems import TimeLimitError
from api.worker import Job, Lane
from api.workers import WAITING, Bounds, Pool, Ticket
from kg.iris import Iris
from kg.settings import Settings
from tests.api.conftest import serving
from tests.api.test_hostile import ENDLESS, PATH, SORTED, _job

QUOTES = f"SELECT ?fact ?quote {{ ?fact <{Iris().term('quote')}> ?quote }} LIMIT 20"
CHEAP = (
    ("/healthz", {}),
    ("/api/questions/metric", {"metric": "english-rate"}),
    ("/sparql", {"query": QUOTES}),
    ("/sparql", {"query": "ASK {}"}),
)
ROUNDS = 15


@pytest.fixture(scope="module")
def busy(limits: Settings) -> Iterator[httpx.Client]:
    with serving(replace(limits, query_seconds=2.0)) as client:
        yield client


def test_beside_a_hundred_endless_queries(busy: httpx.Client) -> None:
    async def all_at_once() -> tuple[Counter[int], Counter[int]]:
        limits = httpx.Limits(max_connections=120)
        async with httpx.AsyncClient(base_url=busy.base_url, timeout=120, limits=limits) as client:
            texts = (ENDLESS, SORTED, PATH)
            endless = [
                asyncio.create_task(client.post("/sparql", data={"query": texts[number % 3]})) for number in range(100)
            ]
            await asyncio.sleep(0.2)
            cheap: Counter[int] = Counter()
            for _ in range(ROUNDS):
                answers = await asyncio.gather(*(client.get(path, params=given) for path, given in CHEAP))
                cheap.update(answer.status_code for answer in answers)
            assert not all(task.done() for task in endless)
            refused = await asyncio.gather(*endless)
            assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)
            return cheap, Counter(answer.status_code for answer in refused)

    cheap, ended = asyncio.run(all_at_once())
    assert cheap == {200: ROUNDS * len(CHEAP)}
    # Two are answered at one time, and so many wait; others are told at once to come again.
    assert set(ended) <= {503, 504}
    assert ended[503] >= 100 - 2 * (WAITING + 1)
    assert ended[504] > 0


def test_what_looks_quick_and_is_not_goes_to_the_others(limits: Settings) -> None:
    lanes = Lanes(limits)
    lanes.quick = Pool(limits, lanes._templates, replace(QUICK, seconds=0.0001))
    job = _job(limits, "SELECT * { ?s ?p ?o } LIMIT 2000")
    try:
        with pytest.raises(TimeLimitError):
            asyncio.run(lanes.quick.answer(job))
        assert asyncio.run(lanes.answer(job)).body
        assert hash(job.text) in lanes._slow
    finally:
        lanes.stop()


def test_a_slot_is_there_again_when_its_query_was_ended(limits: Settings) -> None:
    lanes = Lanes(limits)
    pool = Pool(limits, lanes._templates, Bounds(Lane.WIDE, 1, 1, 1.0))
    try:
        with ThreadPoolExecutor() as threads:
            pool.enter()
            endless = threads.submit(pool.run, _job(limits, ENDLESS), Ticket())
            pool.enter()
            after = threads.submit(pool.run, _job(limits, "ASK {}"), Ticket())
            with pytest.raises(TimeLimitError, match="ended after 1 seconds"):
                endless.result()
            assert after.result().body
    finally:
        pool.stop()
        lanes.stop()


def test_copies_of_a_process_do_not_share_chance(limits: Settings) -> None:
    lanes = Lanes(limits)
    job = _job(limits, "SELECT (UUID() AS ?one) (STRUUID() AS ?other) {}")
    try:
        answers = {lanes.worker().ask(job) for _ in range(3)}
        assert len(answers) == 3
    finally:
        lanes.stop()


def test_the_process_that_is_copied_has_one_thread(limits: Settings) -> None:
    lanes = Lanes(limits)
    job: Job = _job(limits, "ASK {}")
    try:
        lanes.worker().ask(job)
        process = lanes._templates.of(job.digest)._process.pid
        with open(f"/proc/{process}/status", encoding="ascii") as file:
            assert "Threads:\t1\n" in file.read()
    finally:
        lanes.stop()
