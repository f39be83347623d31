"""The search for the largest set of things of which no two clash."""

import random
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.independent_set import smallest_maximum_independent_set

Parties = list[set[str]]
"""What each thing is held by; two things that share a party clash."""


def solve(things: Parties) -> list[int]:
    parties = sorted(set().union(*things))
    return smallest_maximum_independent_set(
        [sum(1 << number for number, held_by in enumerate(things) if party in held_by) for party in parties]
    )


def go_together(things: Parties, chosen) -> bool:
    return all(things[a].isdisjoint(things[b]) for a, b in combinations(chosen, 2))


def brute_force(things: Parties) -> list[int]:
    """The largest set, the first in order, by trying all of them."""
    sizes = range(len(things), -1, -1)
    return next(
        list(chosen)
        for size in sizes
        for chosen in combinations(range(len(things)), size)
        if go_together(things, chosen)
    )


def made_up(seed: int, things: int, parties: int, each: int) -> Parties:
    """Things that are held by so many of all parties each, drawn evenly: the hardest kind."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    return [set(chance.sample([f"party-{number:02}" for number in range(parties)], each)) for _ in range(things)]


def newsroom(seed: int, pieces: int = 100) -> Parties:
    """Evidence on one subject: a few big papers and speakers that everybody quotes, many authors, some reprints."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    things = []
    for _ in range(pieces):
        held_by = {f"paper-{int(40 * chance.random() ** 2)}", f"author-{chance.randrange(80)}"}
        if chance.random() < 0.6:
            held_by.add(f"speaker-{int(30 * chance.random() ** 2)}")
        if chance.random() < 0.3:
            held_by.add(f"paper-{int(40 * chance.random() ** 2)}")
        things.append(held_by)
    return things


def test_nothing_has_an_empty_set():
    assert solve([]) == []


def test_things_that_do_not_clash_are_all_chosen():
    assert solve([{"a"}, {"b"}, {"c"}]) == [0, 1, 2]


def test_of_things_that_all_clash_the_first_is_chosen():
    assert solve([{"a", "b"}, {"a"}, {"a", "c"}]) == [0]


def test_a_thing_in_the_middle_gives_way_to_two_at_its_sides():
    assert solve([{"a", "b"}, {"a"}, {"b"}]) == [1, 2]


def test_a_circle_of_five_has_room_for_two():
    # The bound says two and a half.
    assert solve([{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "e"}, {"e", "a"}]) == [0, 2]


@given(st.lists(st.sets(st.sampled_from("abcdefghij"), min_size=1, max_size=4), max_size=9))
def test_the_set_is_that_of_brute_force(things):
    assert solve(things) == brute_force(things)


@pytest.mark.parametrize("seed", range(20))
def test_the_set_is_that_of_brute_force_where_every_thing_is_entangled(seed):
    things = made_up(seed, things=15, parties=16, each=3)
    assert solve(things) == brute_force(things)


@pytest.mark.parametrize(
    "things",
    [*(newsroom(seed) for seed in range(5)), made_up(1, things=100, parties=30, each=2)],
    ids=[*(f"newsroom {seed}" for seed in range(5)), "perfect matching"],
)
def test_a_hundred_things_take_a_moment(things):
    started = time.perf_counter()
    chosen = solve(things)
    # It takes about 5 ms. Without the bound the matching takes half a minute.
    assert time.perf_counter() - started < 0.5
    assert go_together(things, chosen)


def test_pairs_of_thirty_parties_are_matched_perfectly():
    assert len(solve(made_up(1, things=100, parties=30, each=2))) == 15
