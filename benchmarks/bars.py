"""What the project promises of its speed, as ratios of two things that were measured in one run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .client import percentile
from .scale import Figures, Key

BASE, NEXT, FULL = 10_000, 100_000, 1_000_000
LISTS = ("list", "filter", "deep")


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure over another, round by round: a percentile of `over`, divided by that of `under`."""

    over: Key
    under: Key
    share: float

    def rounds(self, figures: Figures) -> list[float]:
        """The ratio in each round; nothing where one of the two was not measured, or they are one."""
        if self.over == self.under or self.over not in figures or self.under not in figures:
            return []
        pairs = zip(figures[self.over], figures[self.under], strict=True)
        return [percentile(over, self.share) / percentile(under, self.share) for over, under in pairs]


@dataclass(frozen=True, slots=True)
class Bar:
    """A promise: the median of a ratio is at least (or at most) so much."""

    sentence: str
    ratio: Ratio
    at_least: float | None = None
    at_most: float | None = None

    @property
    def wanted(self) -> str:
        """The threshold as it is written."""
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"

    def is_reached(self, median: float) -> bool:
        """Whether a median keeps the promise."""
        return median >= self.at_least if self.at_least is not None else median <= (self.at_most or 0)


def bars(full: int, base: int, common: int) -> Iterator[Bar]:
    """All promises, about the greatest and the least number of claims, and the greatest that both engines have."""
    for name in LISTS:
        yield Bar(f"{name}: p95, against {base:,} claims", _growth(name, full, base), at_most=3)
        yield Bar(f"{name}: the naive view takes so many times as long (p50)", _peer(name, "naive", full), 40)
        yield Bar(f"{name}: Datasette takes so many times as long (p50)", _peer(name, "datasette", full), 40)
    yield Bar(f"search: p95, against {base:,} claims", _growth("search", full, base), at_most=15)
    yield Bar("search: `icontains` takes so many times as long (p50)", _peer("search", "naive", full), 100)
    yield Bar("search: Datasette takes so many times as long (p50)", _peer("search", "datasette", full), 4)
    yield Bar("admin: the stock changelist takes so many times as long (p50)", _peer("admin", "stock", full), 2)
    yield Bar("admin search: the stock one takes so many times as long (p50)", _peer("admin search", "stock", full), 20)
    middle = NEXT if full > NEXT else base
    yield Bar(f"matching: p95, against {middle:,} claims", _growth("matching", full, middle), at_most=2)
    for name in (*LISTS, "search", "matching", "claim", "admin", "admin search"):
        ratio = Ratio(_key("PostgreSQL", common, name), _key("SQLite", common, name), 0.5)
        yield Bar(f"{name}: PostgreSQL against SQLite, {common:,} claims (p50)", ratio, at_most=2)


def peers(keys: Sequence[Key]) -> Iterator[Ratio]:
    """Every peer's p50 over the product's, for the same question on the same rows."""
    for key in keys:
        if key.server not in ("product", "nginx"):
            yield Ratio(key, Key(key.engine, key.claims, key.question, "product"), 0.5)


def limits(keys: Sequence[Key]) -> Iterator[Ratio]:
    """The product's list over the same bytes from nginx: what there could be gained at most."""
    for key in keys:
        if key.server == "nginx":
            yield Ratio(Key(key.engine, key.claims, "list", "product"), key, 0.5)


def _key(engine: str, claims: int, question: str) -> Key:
    return Key(engine, claims, question, "product")


def _growth(question: str, full: int, base: int) -> Ratio:
    return Ratio(_key("SQLite", full, question), _key("SQLite", base, question), 0.95)


def _peer(question: str, server: str, claims: int) -> Ratio:
    return Ratio(Key("SQLite", claims, question, server), _key("SQLite", claims, question), 0.5)
