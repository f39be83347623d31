"""Run the benchmarks: `python -m benchmarks`, or `make bench`. Each gives ratios of two things in one run.

python -m benchmarks --sizes 10k,100k,1M --postgresql 100k      every benchmark; writes docs/benchmarks.md
python -m benchmarks --only import,page                         those that need no big database
"""

import argparse
import os
from contextlib import ExitStack
from pathlib import Path

from tests.live import ROOT

from . import claim_page, databases, import_against_loaddata, machine, report, scale

FOLDER = ROOT / "var" / "bench"


def main() -> None:
    """Run what is asked for."""
    options = _options()
    if "import" in options.only:
        import_against_loaddata.main([])
    if "page" in options.only:
        claim_page.main([])
    if "scale" in options.only:
        _scale(options)


def _scale(options: argparse.Namespace) -> None:
    with ExitStack() as running:
        how = (options.seed, options.processes)
        measured = [databases.sqlite(options.folder, size, *how) for size in options.sizes]
        version = None
        if options.postgresql:
            database = running.enter_context(databases.postgresql(options.folder, options.postgresql, *how))
            measured.append(database)
            version = databases.version_of(database)
        load = os.getloadavg()[0]
        found = scale.measure(measured, rounds=options.rounds, seed=options.seed, only=options.questions)
    report.write(found, machine.described(version, load))
    print(f"written: {report.PAGE.relative_to(ROOT)}")


def _options() -> argparse.Namespace:
    cores = os.cpu_count() or 1
    parser = argparse.ArgumentParser(description="Measure the product, and what it is compared with.")
    parser.add_argument("--only", type=_words, default=["import", "page", "scale"], help="import, page, scale")
    parser.add_argument("--sizes", type=_sizes, default=[10_000, 100_000, 1_000_000], help="10k,100k,1M")
    parser.add_argument("--postgresql", type=_size, default=100_000, help="one of the sizes, or 0 for none")
    parser.add_argument("--questions", type=_words, default=[], help="list, filter, search …; all of them unless given")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=cores - 1, help="how many more build databases")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the databases are kept")
    return parser.parse_args()


def _words(written: str) -> list[str]:
    return [word.strip() for word in written.split(",")]


def _sizes(written: str) -> list[int]:
    return sorted({_size(word) for word in _words(written)})


def _size(written: str) -> int:
    """A number of claims: 500, 10k, 1M."""
    for unit, times in (("k", 1_000), ("m", 1_000_000)):
        if written.lower().endswith(unit):
            return int(written[:-1]) * times
    return int(written)


if __name__ == "__main__":
    main()
