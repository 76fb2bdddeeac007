"""The collector of cycles stands still while a report is computed.

A report becomes very many values that stay alive and hold no cycles. The collector would look them through again and
again, a hundred times for five megabytes, and find nothing: the time would grow faster than the text.
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
