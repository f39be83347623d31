"""Made-up claims, each with three pieces of evidence: what a desk would hold before anybody reviewed it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any

from claims.judgement.dates import PartialDate
from claims.judgement.values import (
    BooleanValue,
    DateValue,
    EntityValue,
    TextValue,
    Value,
    build_number,
)
from claims.judgement.vocab import Approximation, ValueType
from claims.models import Claim, Entity, Evidence

from .words import BY_CODE, LANGUAGES, Language, one_of, rare, zipf
from .world import FIRST_DAY, PROPERTIES, TOPICS, YEARS, Kind, World, partial, uid

PIECES = 3
RATINGS = (
    "false",
    "reported",
    "true",
    "mostly_false",
    "half_true",
    "misleading",
    "contested",
    "mostly_true",
    "outdated",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One claim with everything that hangs on it alone."""

    claim: Claim
    topics: list[int]
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Words:
    """What the sentences about one claim are filled with, whatever their language."""

    subject: Entity
    property: int | None
    value: str
    year: int
    rare: list[str]

    def sentence(self, random: Random, templates: tuple[str, ...], language: Language) -> str:
        """One of some templates, filled."""
        english, french = PROPERTIES[self.property or 0][:2]
        rare_words = iter(self.rare)
        sentence = random.choice(templates)
        while "{" in sentence:  # each gap is drawn for itself
            before, _brace, rest = sentence.partition("{")
            gap, _brace, after = rest.partition("}")
            match gap:
                case "subject":
                    filled = self.subject.label["en"]
                case "property":
                    filled = french if language.code == "fr" else english.replace("-", " ")
                case "value":
                    filled = self.value
                case "year":
                    filled = str(self.year)
                case "rare":
                    filled = next(rare_words, self.rare[0])
                case _:
                    filled = one_of(random, getattr(language, f"{gap}s"))
            sentence = before + filled + after
        return sentence[0].upper() + sentence[1:]


def drawn(world: World, number: int) -> Drawn:
    """The claim of a number. No query."""
    random = world.random(Kind.CLAIM, number)
    language = random.choices(LANGUAGES, [each.weight for each in LANGUAGES])[0]
    property = zipf(random, len(PROPERTIES)) if random.random() < 0.8 else None
    value: Any = None if property is None else _value(random, world, property)
    subject = subject_of(world, zipf(random, world.subjects))
    year = FIRST_DAY.year + random.randrange(YEARS)
    words = Words(subject, property, _written(value), year, [rare(random), rare(random)])
    fact = random.random() < 0.85
    statement, summary = _texts(random, words, language)
    # Whatever else is said of it has no rare word that the statement has not, so that all who search find the same.
    words = replace(words, rare=[word for word in words.rare if word in statement] or words.rare[:1])
    claim = Claim(
        pk=number + 1,
        uid=uid("c", number),
        statement=statement,
        summary=summary,
        language=language.code,
        claim_kind="fact" if fact else random.choice(("reported_speech", "characterisation", "prediction")),
        claimed_on=_sometimes(random, 0.5, partial(str(year))),
        subject=subject,
        property_id=None if property is None else property + 1,
        value=value,
        scope_start=_sometimes(random, 0.3, partial(str(year))),
        rating_scale=1,
        rating=one_of(random, RATINGS),
        rating_explanation=words.sentence(random, language.explanations, language),
    )
    if random.random() < 0.3:
        other = BY_CODE["fr" if language.code == "en" else "en"]
        statement, summary = _texts(random, words, other)
        claim.translations = {
            other.code: {
                "statement": statement,
                "summary": summary,
                "rating_explanation": words.sentence(random, other.explanations, other),
            }
        }
    topics = {zipf(random, TOPICS) + 1 for _topic in range(random.choice((1, 1, 2)))}
    return Drawn(claim, sorted(topics), list(_evidence(random, world, claim, words, language)))


@lru_cache(maxsize=50_000)
def subject_of(world: World, number: int) -> Entity:
    """A subject, made once for the many claims about it."""
    return world.subject(number)


def _texts(random: Random, words: Words, language: Language) -> tuple[str, str]:
    """Statement and summary."""
    templates = language.deeds if words.property is None else language.sentences
    statement = words.sentence(random, templates, language)
    short = f"{words.subject.label['en']}: {one_of(random, language.nouns)}, {words.year}, {words.rare[0]}"
    return statement, short[:75]


def _evidence(random: Random, world: World, claim: Claim, words: Words, language: Language) -> Iterator[Evidence]:
    sources: set[int] = set()
    while len(sources) < PIECES:
        sources.add(int(world.sources * random.random() ** 3))
    for place, source in enumerate(sorted(sources)):
        stance = random.choices(("supports", "contradicts", "context"), (8, 1, 1))[0]
        attributed = random.random() < 0.2
        templates = language.deeds if words.property is None else language.sentences
        yield Evidence(
            pk=(claim.pk - 1) * PIECES + place + 1,
            uid=uid("e", (claim.pk - 1) * PIECES + place),
            claim=claim,
            source_id=source + 1,
            stance=stance,
            basis="attributed" if attributed else random.choice(("first_hand", "unstated")),
            attributed_to_id=zipf(random, world.subjects) + 1 if attributed else None,
            is_appearance=place == 0,
            quote_exact=words.sentence(random, templates, language),
            locator=f"p. {random.randrange(1, 400)}",
            value=_sometimes(random, 0.5, claim.value),
            note={"en": "As it says."} if random.random() < 0.3 else {},
            resolution=random.choice(("unresolved", "rounding")) if stance == "contradicts" else None,
        )


def _sometimes(random: Random, share: float, value: Any) -> Any:
    """A value, or nothing; `Any`, because the stubs do not know what our columns take."""
    return value if value is not None and random.random() < share else None


def _value(random: Random, world: World, property: int) -> Value:
    kind, unit = ValueType(PROPERTIES[property][2]), PROPERTIES[property][3]
    match kind:
        case ValueType.DATE:
            return DateValue(PartialDate.parse(f"{random.randrange(1900, 2025)}-{random.randrange(1, 13):02}"))
        case ValueType.ENTITY:
            return EntityValue(subject_of(world, zipf(random, world.subjects)).key)
        case ValueType.TEXT:
            return TextValue(f"{rare(random)} {rare(random)}")
        case ValueType.BOOLEAN:
            return BooleanValue(random.random() < 0.5)
        case _:
            amount = random.randrange(1, 1000) if kind == ValueType.PERCENTAGE else int(10 ** random.uniform(1, 9))
            number = Decimal(amount) / 10 if kind == ValueType.PERCENTAGE else Decimal(amount)
            return build_number(kind, number, unit, Approximation.EXACT, None)


def _written(value: Value | None) -> str:
    """A value as a sentence has it."""
    match value:
        case None:
            return "nothing"
        case DateValue(date):
            return str(date)
        case EntityValue(key):
            return key.replace("-", " ").title()
        case TextValue(text):
            return text
        case BooleanValue(true):
            return str(true)
        case _:
            return f"{getattr(value, 'amount')} {getattr(value, 'unit', '')}"  # noqa: B009
