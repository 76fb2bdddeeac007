"""Which queries wait for which workers: what is quick does not stand behind what may never end."""

from collections import OrderedDict

from api.problems import TimeLimitError
from api.template import Templates
from api.worker import Job, Lane, Written
from api.workers import WAITING, Bounds, Pool, Worker
from kg.settings import Settings
from kg.store.simple import is_simple

# Queries of one simple pattern take milliseconds. One that does not goes to the others.
REMEMBERED = 1_000
QUICK = Bounds(Lane.QUICK, workers=2, waiting=200, seconds=0.25)


class Lanes:
    """The lane of what is quick, and that of all else."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._templates = Templates(settings)
        self._bounds = Bounds(Lane.WIDE, settings.query_workers, WAITING, settings.query_seconds)
        self._slow: OrderedDict[int, None] = OrderedDict()
        self.quick = Pool(settings, self._templates, QUICK)
        self.wide = Pool(settings, self._templates, self._bounds)

    def start(self, digest: str) -> None:
        """Loads a publication and makes the workers, beside what else is done."""
        for pool in (self.quick, self.wide):
            pool.start(digest)

    def stop(self) -> None:
        """Ends all processes."""
        for pool in (self.quick, self.wide):
            pool.stop()
        self._templates.stop()

    def worker(self) -> Worker:
        """A worker outside of the lanes, for what is done one after the other."""
        return Worker(self._settings, self._templates, self._bounds)

    def take_up(self, digest: str) -> None:
        """Loads a publication before it returns. Raises as `Templates.of` does."""
        self._templates.of(digest)

    async def answer(self, job: Job) -> Written:
        """The answer. Raises as `Pool.answer` does."""
        if hash(job.text) not in self._slow and is_simple(job.text):
            try:
                return await self.quick.answer(job)
            except TimeLimitError:  # simple, and yet not quick
                self._slow[hash(job.text)] = None
                if len(self._slow) > REMEMBERED:
                    self._slow.popitem(last=False)
        return await self.wide.answer(job)
