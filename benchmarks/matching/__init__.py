"""How well and how fast a text finds the checked claims that it repeats.

    python -m benchmarks.matching.evaluate [FOLDER] [--sets train dev]
    python -m benchmarks.matching.tune [FOLDER]

FOLDER holds a collection of claims, queries and judgements (`collection`); nothing of it is part of the project. It is
`../shared/data/matching` unless given.
"""
