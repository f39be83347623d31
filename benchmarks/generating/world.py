"""What made-up claims share: subjects, publishers, authors, properties, topics, sources and the people of the desk.

Each row follows from the seed and its number alone, so that it can be made again anywhere. Primary keys count from 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from random import Random
from typing import Any

from django.contrib.auth.models import User

from claims.judgement.dates import PartialDate
from claims.models import Entity, Property, Source, Topic

from .words import LANGUAGES, rare, syllables, zipf

PUBLISHERS, AUTHORS, TOPICS = 400, 5_000, 40
EDITORS, REVIEWERS = 15, 5

_NEVER: Any = None

FIRST_DAY = date(2011, 1, 1)
YEARS = 15

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


class Kind(IntEnum):
    """What is drawn; each draws from numbers of its own."""

    ENTITY = 1
    SOURCE = 2
    CLAIM = 3


PROPERTIES: tuple[tuple[str, str, str, str, str], ...] = (
    ("budget", "budget", "money", "EUR", "single_at_a_time"),
    ("population", "population", "quantity", "inhabitant", "single_at_a_time"),
    ("share", "taux", "percentage", "percent", "single_at_a_time"),
    ("founding-date", "début", "date", "", "single_ever"),
    ("salary", "salaire", "money", "EUR", "single_at_a_time"),
    ("length", "tracé", "quantity", "kilometre", "many"),
    ("head", "dirigeant", "entity", "", "single_at_a_time"),
    ("unemployment", "chômage", "percentage", "percent", "single_at_a_time"),
    ("birth-date", "jour de naissance", "date", "", "single_ever"),
    ("motto", "slogan", "text", "", "many"),
    ("death-toll", "bilan", "quantity", "person", "single_ever"),
    ("turnout", "vote exprimé", "percentage", "percent", "single_ever"),
    ("revenue", "revenu", "money", "USD", "single_at_a_time"),
    ("membership", "parti", "entity", "", "many"),
    ("area", "territoire", "quantity", "hectare", "single_ever"),
)
"""Key, French name, type of value, unit, cardinality; the first ones are claimed most often."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything around a number of claims. No method asks the database."""

    claims: int
    seed: int

    @property
    def subjects(self) -> int:
        """How many entities there are to speak about: more with more claims, but ever fewer new ones."""
        return int(40 * self.claims**0.5) + 20

    @property
    def sources(self) -> int:
        """How many sources there are for three pieces of evidence a claim."""
        return self.claims * 3 // 4 + 10

    def random(self, kind: Kind, number: int) -> Random:
        """The draws of one row; nobody can guess them from those of another, and nobody has to."""
        return Random(((self.seed << 8) + kind) << 40 | number)

    def subject(self, number: int) -> Entity:
        """A person, an organisation or a place."""
        random = self.random(Kind.ENTITY, number)
        name = f"{syllables(number)[:5].capitalize()} {syllables(number + 7_000_000).capitalize()}n"
        return Entity(
            pk=number + 1,
            key=f"{name.lower().replace(' ', '-')}-{number}",
            kind=random.choice(("person", "person", "organisation", "place")),
            label={"en": name, "fr": name},
            description={"en": f"of {rare(random)}", "fr": f"de {rare(random)}"},
            aliases=[f"{syllables(number + 9_000_000).capitalize()}n"] if number % 5 == 0 else [],
        )

    def publisher(self, number: int) -> Entity:
        """A newspaper."""
        name = syllables(number + 11_000_000).capitalize()
        return Entity(
            pk=self.subjects + number + 1,
            key=f"publisher-{number}",
            kind="organisation",
            label={"en": f"The {name} Times", "fr": f"Le Courrier de {name}"},
            domain=f"publisher-{number}.example",
        )

    def author(self, number: int) -> Entity:
        """Somebody who writes for newspapers."""
        name = f"{syllables(number + 13_000_000)[:4].capitalize()} {syllables(number + 15_000_000).capitalize()}n"
        return Entity(
            pk=self.subjects + PUBLISHERS + number + 1,
            key=f"author-{number}",
            kind="person",
            label={"en": name, "fr": name},
        )

    def entities(self) -> Iterator[Entity]:
        """Subjects, publishers and authors."""
        yield from map(self.subject, range(self.subjects))
        yield from map(self.publisher, range(PUBLISHERS))
        yield from map(self.author, range(AUTHORS))

    def properties(self) -> Iterator[Property]:
        """What is claimed of subjects."""
        for number, (key, french, value_type, unit, cardinality) in enumerate(PROPERTIES):
            label = {"en": key.replace("-", " "), "fr": french}
            yield Property(
                pk=number + 1, key=key, label=label, value_type=value_type, unit=unit, cardinality=cardinality
            )

    def topics(self) -> Iterator[Topic]:
        """Subject fields."""
        for number in range(TOPICS):
            name = syllables(number + 16_000_000).capitalize()
            yield Topic(pk=number + 1, key=f"topic-{number}", label={"en": f"{name} affairs", "fr": f"Affaires {name}"})

    def source(self, number: int) -> tuple[Source, list[int]]:
        """A document, and the primary keys of its authors."""
        random = self.random(Kind.SOURCE, number)
        language = random.choices(LANGUAGES, [each.weight for each in LANGUAGES])[0]
        day = FIRST_DAY + timedelta(days=random.randrange(365 * YEARS))
        source = Source(
            pk=number + 1,
            uid=uid("s", number),
            title=f"{rare(random)}: {random.choice(language.adjectives)} {random.choice(language.nouns)}",
            publisher_id=self.subjects + zipf(random, PUBLISHERS) + 1,
            url=f"https://publisher.example/{number}",
            published_on=partial(day.isoformat()[: random.choice((4, 7, 10, 10))]),
            language=language.code,
            work_type=random.choice(("article", "article", "report", "book", "dataset", "interview", "social_post")),
            retracted_on=partial(str(day.year + 1)) if number % 300 == 7 else _NEVER,
        )
        authors = {self.subjects + PUBLISHERS + random.randrange(AUTHORS) + 1 for _author in range(number % 3)}
        return source, sorted(authors)


def people() -> Iterator[User]:
    """Who writes and who reviews; nobody of them can sign in."""
    for number in range(EDITORS + REVIEWERS):
        role = "editor" if number < EDITORS else "reviewer"
        yield User(pk=number + 1, username=f"{role}-{number}", is_staff=True, password="!")


def uid(letter: str, number: int) -> str:
    """Ten characters of Crockford's base32 for a number, scattered as random ones would be, and each once."""
    number = number * 0x9E3779B97F4B % 32**9
    text = ""
    for _position in range(9):
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    return letter + text


def partial(written: str) -> Any:
    """A partial date, for columns of which the stubs do not know that they take one."""
    return PartialDate.parse(written)
