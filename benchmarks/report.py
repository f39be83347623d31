"""`docs/benchmarks.md`, as a run of the benchmark writes it."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tests.live import ROOT

from .bars import FULL, Bar, Ratio, bars, limits, peers
from .client import percentile
from .scale import Key, Measured

PAGE = ROOT / "docs" / "benchmarks.md"

INTRODUCTION = """# Benchmarks

`make bench` makes claims, serves them by the product and by its peers, asks all of them the same, and writes this page.

    make bench BENCH="--sizes 10k,100k,1M --postgresql 100k"

The claims are made up but shaped like real ones: five languages, subjects, words, sources and publishers by Zipf's law,
a vocabulary that grows with the texts, three pieces of evidence each, published one after the other over fifteen years
through the product's own dossiers, gate, log and indexes. The same size and seed give the same rows.

- **naive** is a Django view with django-filter, `Paginator`, `icontains` and one GROUP BY for each of three facets, on
  the same table.
- **datasette** shows the same table of the same file, with the same facets, and a full-text index of its own.
- **stock** is a `ModelAdmin` with the same columns, filters and rows to a page.
- **nginx** sends the bytes of the product's list from a file: no program can answer faster.

All answer over HTTP on this machine, the Django ones under the same gunicorn with two workers, to one client with a
connection that is kept. In each round, every question is put to every server in a new order; a round before the first
warms up. A ratio is that of two figures of one round; given are its median, least and most over the rounds. Ratios
travel from one machine to another, milliseconds do not.
"""

QUESTIONS = """
| question | is |
|---|---|
| list | the first page of all claims, newest first, with counts by facet |
| filter | one verdict or one standing |
| subject | the claims about one subject, from the most frequent one to one that has few |
| deep | a page somewhere between a tenth and nine tenths of the way through the list |
| search | one word, from one that stands in one claim to one that stands in one claim of a hundred |
| matching | “has this been checked?” with a statement of which some words are missing |
| claim | the page of one claim |
| admin | the first page of claims at the desk |
| admin search | the same words there |
| dashboard | what there is to do, for somebody with every right |
| workbench | the form of a claim with a hundred pieces of evidence |
"""


def write(measured: Measured, machine: Iterable[tuple[str, str]]) -> None:
    """Put a run in place of what the page said before."""
    PAGE.write_text("\n".join(_lines(measured, list(machine))) + "\n", encoding="utf-8")


def _lines(measured: Measured, machine: Sequence[tuple[str, str]]) -> Iterator[str]:
    figures, keys = measured.figures, sorted(measured.figures, key=_place)
    sizes = sorted({key.claims for key in keys if key.engine == "SQLite"})
    common = max({key.claims for key in keys if key.engine == "PostgreSQL"} & set(sizes), default=sizes[-1])
    rounds = len(next(iter(figures.values())))
    yield INTRODUCTION
    yield f"Written on {date.today():%d %B %Y}, after {rounds} rounds with {_sizes(sizes)} claims."  # noqa: DTZ011
    yield QUESTIONS
    yield "## What was promised\n"
    if sizes[-1] < FULL:
        yield f"The promises are about {FULL:,} claims. This run had no more than {sizes[-1]:,}, so they are open.\n"
    yield "| ratio | promised | median | least | most | |"
    yield "|---|---|---|---|---|---|"
    for bar in bars(sizes[-1], sizes[0], common):
        yield _bar(bar, bar.ratio.rounds(figures), sizes[-1])
    yield "\n## Against others\n"
    yield "How many times as long the other takes, at p50.\n"
    yield from _ratios("other", peers(keys), measured)
    yield "\nHow many times as long the product's list takes as its bytes take from nginx, at p50.\n"
    yield from _ratios("limit", limits(keys), measured)
    yield "\n## Milliseconds\n"
    yield "| question | server | engine | claims | requests | p50 | p95 |"
    yield "|---|---|---|---|---|---|---|"
    for key in keys:
        spent = [each for one_round in figures[key] for each in one_round]
        yield (
            f"| {key.question} | {key.server} | {key.engine} | {key.claims:,} | {len(spent)}"
            f" | {_short(percentile(spent, 0.5))} | {_short(percentile(spent, 0.95))} |"
        )
    yield "\n## What was compared\n"
    yield "Before the first round, and the run ends where something differs. Totals are compared where both say one.\n"
    yield from (f"- {sentence}" for sentence in dict.fromkeys(measured.compared))
    for reason in measured.missing:
        yield f"\nNot measured: {reason}."
    yield "\n## The machine\n"
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {name} | {which} |" for name, which in machine)


def _bar(bar: Bar, rounds: Sequence[float], claims: int) -> str:
    if not rounds:
        return f"| {bar.sentence} | {bar.wanted} | | | | not measured |"
    median = statistics.median(rounds)
    reached = "reached" if bar.is_reached(median) else "**not reached**"
    if claims < FULL:
        reached = f"{'as promised' if bar.is_reached(median) else 'less than promised'} at {claims:,}"
    return f"| {bar.sentence} | {bar.wanted} | {_spread(rounds)} | {reached} |"


def _ratios(column: str, ratios: Iterable[Ratio], measured: Measured) -> Iterator[str]:
    yield f"| question | {column} | engine | claims | median | least | most |"
    yield "|---|---|---|---|---|---|---|"
    for ratio in ratios:
        key = ratio.over if ratio.over.server != "product" else ratio.under
        question = ratio.over.question
        if rounds := ratio.rounds(measured.figures):
            yield f"| {question} | {key.server} | {key.engine} | {key.claims:,} | {_spread(rounds)} |"


def _spread(rounds: Sequence[float]) -> str:
    return f"{_short(statistics.median(rounds))} | {_short(min(rounds))} | {_short(max(rounds))}"


def _short(figure: float) -> str:
    return f"{figure:.1f}" if figure < 100 else f"{figure:,.0f}"


def _sizes(sizes: Sequence[int]) -> str:
    return " and ".join(f"{size:,}" for size in sizes)


def _place(key: Key) -> tuple[int, str, str, int]:
    names = [line.split("|")[1].strip() for line in QUESTIONS.splitlines() if line.startswith("| ")]
    return (names.index(key.question) if key.question in names else len(names), key.engine, key.server, key.claims)
