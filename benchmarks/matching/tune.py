"""Choose the parameters of the ranking by cross-validation on the training set.

    python -m benchmarks.matching.tune [FOLDER] [--folds 5]

Parameters are improved one after the other on all folds but one, and judged on that one: what is printed as "held out"
is measured on texts that played no part in the choice. Last comes what the same procedure chooses from all texts. A
value that gains less than a thousandth is left as it is, so that chance moves little.
"""

import argparse
import random
import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from claims.finding.search.asking import ask
from claims.finding.search.scoring import DEFAULT, Document, Query, Statistics, Weights, rank

from .collection import LANGUAGE, add_folder, opened
from .measures import FIRST, average_precision
from .memory import Memory

GRID: dict[str, Sequence[float]] = {
    "likeness": (2, 3, 4.5),
    "title_likeness": (0.5, 1, 2),
    "synonym": (0.2, 0.35, 0.5),
    "presence": (0, 1, 2),
    "title": (0.7, 1, 1.4),
    "subtitle": (0.3, 0.5, 0.8),
    "dilution": (0.3, 0.5, 0.7),
    "saturation": (0.5, 0.8, 1.2),
}
START = {
    "likeness": 3,
    "title_likeness": 1,
    "synonym": 0.5,
    "presence": 1,
    "title": 1,
    "subtitle": 0.5,
    "dilution": 0.5,
    "saturation": 0.8,
}
LEAST_GAIN = 0.001
ROUNDS = 2
SEED = 1

Values = Mapping[str, float]


def weights(values: Values) -> Weights:
    """The parameters from their values in the grid."""
    factors = {"summary": values["title"], "subtitle": values["subtitle"]}
    return replace(
        DEFAULT,
        fields={
            name: replace(each, weight=factors.get(name, each.weight), dilution=values["dilution"])
            for name, each in DEFAULT.fields.items()
        },
        saturation=values["saturation"],
        presence=values["presence"],
        synonym=values["synonym"],
        title_likeness=values["title_likeness"],
        likeness=values["likeness"],
    )


class Tuning:
    """Texts with their candidates, and the average precision of each text for each set of values that was tried."""

    def __init__(self, memory: Memory, texts: Sequence[tuple[str, frozenset[str]]]) -> None:
        self.cases: list[tuple[Query, Mapping[str, Document], Statistics, frozenset[str]]] = []
        for text, right in texts:
            query = ask(text, LANGUAGE, memory)
            self.cases.append((query, *memory.candidates(query), right))
        self.tried: dict[tuple[float, ...], list[float]] = {}

    def mean(self, values: Values, numbers: Collection[int]) -> float:
        """MAP@5 over the texts with these numbers."""
        key = tuple(values.values())
        if key not in self.tried:
            self.tried[key] = [self._precision(weights(values), *case) for case in self.cases]
        return statistics.fmean(self.tried[key][number] for number in numbers)

    @staticmethod
    def _precision(
        chosen: Weights, query: Query, documents: Mapping[str, Document], known: Statistics, right: frozenset[str]
    ) -> float:
        return average_precision([key for key, _score in rank(query, documents, known, chosen, FIRST)], right)

    def chosen(self, numbers: Collection[int]) -> Values:
        """The values that are best for these texts, found by changing one at a time."""
        values, best = dict(START), self.mean(START, numbers)
        for _round in range(ROUNDS):
            before = best
            for name, choices in GRID.items():
                means = {choice: self.mean(values | {name: choice}, numbers) for choice in choices}
                choice = max(means, key=means.__getitem__)
                if means[choice] >= best + LEAST_GAIN:
                    values, best = values | {name: choice}, means[choice]
            if best == before:
                break
        return values


def main() -> None:
    """Cross-validate, choose, print."""
    parser = argparse.ArgumentParser(description="Choose the parameters of the ranking by cross-validation.")
    add_folder(parser)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    collection = opened(options.folder, "train")
    judged = collection.judged("train")
    tuning = Tuning(Memory(collection.claims()), [(case.text, case.right) for case in judged])
    numbers = list(range(len(judged)))
    random.Random(SEED).shuffle(numbers)  # noqa: S311 - not for secrets
    held_out: list[float] = []
    for fold in range(options.folds):
        test = numbers[fold :: options.folds]
        rest = [number for number in numbers if number not in set(test)]
        values = tuning.chosen(rest)
        held_out.append(tuning.mean(values, test))
        print(f"fold {fold + 1}: {tuning.mean(values, rest):.4f}, held out {held_out[-1]:.4f}, {values}", flush=True)
    print(f"MAP@{FIRST} held out, mean of the folds: {statistics.fmean(held_out):.4f}")
    values = tuning.chosen(numbers)
    print(f"start: {tuning.mean(START, numbers):.4f} {START}")
    print(f"chosen from all: {tuning.mean(values, numbers):.4f} {values}; {len(tuning.tried)} sets of values tried")


if __name__ == "__main__":
    main()
