"""How alike the letters of two texts are: the cosine between their runs of four characters. Pure functions."""

import math
from collections import Counter
from collections.abc import Sequence

GRAM = 4


def grams(text: str) -> frozenset[str]:
    """The runs of four characters of a text, the spaces around it included."""
    text = f" {text} "
    return frozenset([text[start : start + GRAM] for start in range(len(text) - GRAM + 1)])


def likenesses(asked: frozenset[str], texts: Sequence[frozenset[str]]) -> list[float]:
    """The cosine between what is asked and each text, a run of letters counting for more the fewer texts have it.

    The same to the last digit whenever it is worked out: sets have no order, and `fsum` needs none.
    """
    having = Counter[str]()
    for text in texts:
        having.update(text)
    squares = [math.log(1 + (len(texts) - each + 0.5) / (each + 0.5)) ** 2 for each in range(len(texts) + 1)]
    weights = {gram: squares[each] for gram, each in having.items()}
    length = math.sqrt(math.fsum(weights.get(gram, squares[0]) for gram in asked)) or 1
    return [
        math.fsum(map(weights.__getitem__, asked & text))
        / length
        / (math.sqrt(math.fsum(map(weights.__getitem__, text))) or 1)
        for text in texts
    ]
