"""The collector of cycles stands still while a report is computed, or a page of it is made.

A report becomes very many values that stay alive and hold no cycles. The collector would look them through again and
again, a hundred times for five megabytes, and find nothing: the time would grow faster than the text. Where threads do
so at once it runs again when the first is done, which costs time and nothing else.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No collection while it lasts; afterwards as it was before."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
