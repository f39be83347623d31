"""How good a ranking is (average precision and recall among the first five), and how long something takes."""

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

FIRST = 5


def average_precision(found: Sequence[str], right: frozenset[str]) -> float:
    """Average precision at 5; its mean over texts is MAP@5."""
    places = [place for place, key in enumerate(found[:FIRST], start=1) if key in right]
    return sum(hits / place for hits, place in enumerate(places, start=1)) / min(len(right), FIRST)


def recall(found: Sequence[str], right: frozenset[str]) -> float:
    """Which share of what is right is among the first five."""
    return len(right & set(found[:FIRST])) / len(right)


class Times:
    """Milliseconds on the clock, and of them those of the processor: on a busy machine only these compare."""

    def __init__(self) -> None:
        self._clock: list[float] = []
        self._processor: list[float] = []

    @contextmanager
    def one(self) -> Iterator[None]:
        """Time what is done inside."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self._clock.append((time.perf_counter() - clock) * 1000)
        self._processor.append((time.process_time() - processor) * 1000)

    def slow(self) -> float:
        """The 95th percentile of processor time."""
        return _percentile(self._processor, 95)

    def __str__(self) -> str:
        return "  ".join(
            f"{name} p50 {_percentile(times, 50):.1f} p95 {_percentile(times, 95):.1f}"
            for name, times in (("ms", self._clock), ("processor ms", self._processor))
        )


def _percentile(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]
