"""The largest set of things of which no two clash: a maximum independent set, exactly, by branch and bound.

Things are numbered from 0, and a set of things is an `int` used as a bit set. What clashes is given by groups: any two
things of one group do. (For evidence, a group is all that one party had a hand in.) The problem is hard in general.
Here things that clash with more than they need to are dropped first, which leaves little to try out; and the bound is
close, so that a hundred things take some milliseconds, and seconds if the groups are made up to be as hard as can be.
"""

from collections.abc import Iterator, Sequence

WHOLE = 60
"""One, in the units of the bound: integers, so that nothing is rounded the wrong way; divisible by 2 to 6."""


def smallest_maximum_independent_set(groups: Sequence[int]) -> list[int]:
    """The largest set of things without a clash, in rising order; of several the one that comes first as a list.

    Takes the things one after the other and keeps each that still leaves a set of full size possible.
    """
    search = _Search(groups)
    chosen: list[int] = []
    for part in search.parts(search.everything):
        candidates, missing = part, search.size(part)
        for thing in _members(part):
            if candidates >> thing & 1:
                candidates &= ~(1 << thing)
                compatible = candidates & ~search.clashes[thing]
                if search.fits(compatible, missing - 1):
                    chosen.append(thing)
                    candidates, missing = compatible, missing - 1
    return sorted(chosen)


class _Search:
    """Answers how many things go together. A part is a set of things that clashes hold together.

    Remembers for each part what is known of its size, at least and at most: the same parts come back again and again.
    `clashes[thing]` is all that the thing clashes with, itself included.
    """

    def __init__(self, groups: Sequence[int]) -> None:
        self._groups = groups
        self._known: dict[int, tuple[int, int]] = {}
        self.everything = 0
        for group in groups:
            self.everything |= group
        self.clashes = [0] * self.everything.bit_length()
        for group in groups:
            for thing in _members(group):
                self.clashes[thing] |= group

    def parts(self, things: int) -> Iterator[int]:
        """Splits `things` into parts with no clash between them."""
        while things:
            part, edge = 0, things & -things
            while edge:
                part |= edge
                reached = 0
                for thing in _members(edge):
                    reached |= self.clashes[thing]
                edge = reached & things & ~part
            yield part
            things &= ~part

    def size(self, part: int) -> int:
        """The size of the largest set without a clash."""
        size = self._limits(part)[1]
        while not self._part_fits(part, size):
            size -= 1
        return size

    def fits(self, things: int, wanted: int) -> bool:
        """Whether `wanted` of `things` go together."""
        parts = list(self.parts(self._without_dominated(things)))
        if len(parts) == 1:
            return self._part_fits(parts[0], wanted)
        spare = sum(self._limits(part)[1] for part in parts) - wanted
        for part in parts:
            if spare < 0:
                return False
            spare -= self._limits(part)[1] - self.size(part)
        return spare >= 0

    def _part_fits(self, part: int, wanted: int) -> bool:
        """The same for one part: either its most entangled thing is among those wanted, or it is not."""
        least, most = self._limits(part)
        if not least < wanted <= most:
            return wanted <= least
        worst = max(_members(part), key=lambda thing: (self.clashes[thing] & part).bit_count())
        found = self.fits(part & ~self.clashes[worst], wanted - 1) or self.fits(part & ~(1 << worst), wanted)
        self._known[part] = (wanted, most) if found else (least, wanted - 1)
        return found

    def _without_dominated(self, things: int) -> int:
        """Drops each thing that clashes with all that one of its rivals clashes with: the rival does in its place.

        A piece of evidence that has all the parties of another, and more, is such a thing.
        """
        dropped = True
        while dropped:
            dropped = False
            for thing in _members(things):
                harmless = things & ~self.clashes[thing]
                rivals = things & self.clashes[thing] & ~(1 << thing)
                if any(not self.clashes[rival] & harmless for rival in _members(rivals)):
                    things &= ~(1 << thing)
                    dropped = True
        return things

    def _limits(self, part: int) -> tuple[int, int]:
        """What is known of the size of a part: at least, at most."""
        if part not in self._known:
            self._known[part] = (1, self._bound(part))
        return self._known[part]

    def _bound(self, part: int) -> int:
        """A size that the largest set surely does not exceed, by weak duality of linear programming.

        Give every group a weight, such that the groups of each thing weigh one whole together, or more. Things that go
        together share no group, so that there cannot be more of them than all the weights amount to.
        """
        if part & (part - 1) == 0:
            return 1
        groups = sorted((list(_members(group & part)) for group in self._groups), key=len)
        groups = [group for group in groups if len(group) > 1]
        shares = dict.fromkeys(_members(part), 0)
        for group in groups:
            for thing in group:
                shares[thing] += 1
        # Start with an equal share for each group of a thing, then take away what is more than enough for all.
        weights = [max(-(-WHOLE // shares[thing]) for thing in group) for group in groups]
        carried = dict.fromkeys(shares, 0)
        for group, weight in zip(groups, weights, strict=True):
            for thing in group:
                carried[thing] += weight
        total = sum(weights)
        for group, weight in zip(groups, weights, strict=True):
            needless = min(weight, min(carried[thing] for thing in group) - WHOLE)
            for thing in group:
                carried[thing] -= needless
            total -= needless
        return total // WHOLE


def _members(things: int) -> Iterator[int]:
    """The numbers in a bit set, rising."""
    while things:
        lowest = things & -things
        yield lowest.bit_length() - 1
        things &= ~lowest
