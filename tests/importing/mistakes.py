"""Mistakes that a fixture can hold: what to do to the example, and what must be said of it.

`MISTAKES` holds, by a name: the change, the number of the object that it spoils, how the message goes on after the
place, and how it ends.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from .example import CLAIM, COST, COUNCIL, EVIDENCE, PAPER, RIVAL, Fixture, of

KNOWN = (
    "Fixtures hold: claims.entity, claims.grade, claims.property, claims.topic, claims.source, claims.derivation, "
    "claims.capture, claims.claim, claims.claimrelation, claims.evidence."
)


class Mistake(NamedTuple):
    """One mistake in the example."""

    change: Callable[[Fixture], object]
    number: int
    message: str
    reason: str


def added(fields: Any, model: str = "claims.topic", **beside: Any) -> Callable[[Fixture], object]:
    """One more object: the last one."""
    return lambda fixture: fixture.append({"model": model, "fields": fields, **beside})


def last(message: str, reason: str, fields: Any, model: str = "claims.topic", **beside: Any) -> Mistake:
    """A mistake in one more object."""
    return Mistake(added(fields, model, **beside), 22, message, reason)


def changed(model: str, number: int, position: int = 0) -> Callable[..., Mistake]:
    """Makes mistakes in the fields of one object of the example."""

    def mistake(field: str, shown: str, reason: str, **changes: Any) -> Mistake:
        def change(fixture: Fixture) -> None:
            of(fixture, model, position).update(changes)

        return Mistake(change, number, f'claims.{model} "{KEYS.get(number, "")}{field}{shown}', reason)

    return mistake


KEYS = {1: 'town": ', 10: f'{PAPER}": ', 12: f"{PAPER}, ", 13: f"{PAPER}, ", 15: f'{CLAIM}": ', 19: f'{EVIDENCE}": '}
ENTITY, SOURCE, DERIVATION = changed("entity", 1), changed("source", 10), changed("derivation", 12)
CAPTURE, CLAIM_1, EVIDENCE_1 = changed("capture", 13), changed("claim", 15), changed("evidence", 19)
NAMED = {"key": "new", "label": {"en": "New"}}


def left_out(model: str, number: int, field: str, reason: str, position: int = 0) -> Mistake:
    """A field that is not there."""
    return Mistake(lambda fixture: of(fixture, model, position).pop(field), number, f"claims.{model} ", reason)


MISTAKES: dict[str, Mistake] = {
    # What is no object of content
    "a model of the workflow": last(
        '"claims.case": ',
        f"Belongs to the workflow; an import makes drafts and decides nothing. {KNOWN}",
        {},
        "claims.case",
    ),
    "a model of the record": last(
        '"claims.publication": ',
        f"Belongs to the public record, which only a publication writes. {KNOWN}",
        {},
        "claims.publication",
    ),
    "the memory of imports": last(
        '"claims.importmark": ',
        f"Belongs to the memory of imports, which only an import writes. {KNOWN}",
        {},
        "claims.importmark",
    ),
    "a model of another app": last('"auth.user": ', f"Is no content of the desk. {KNOWN}", {}, "auth.user"),
    "a model that does not exist": last('"claims.clam": ', f"There is no such model. {KNOWN}", {}, "claims.clam"),
    "a model without an app": last('"claim": ', f"There is no such model. {KNOWN}", {}, "claim"),
    "no model": Mistake(
        lambda fixture: fixture.append({"fields": {}}), 22, "“model”", "names the model, such as claims.claim."
    ),
    "no object": Mistake(
        lambda fixture: fixture.append([]),  # type: ignore[arg-type]
        22,
        "An object",
        "is expected: { … }.",
    ),
    "fields that are none": last("claims.topic: “fields” ", "is an object with the fields of the row.", []),
    "a primary key": last(
        'claims.topic "new": “pk” ',
        "is refused: primary keys never leave a database; natural keys name objects.",
        NAMED,
        pk=7,
    ),
    "something beside the fields": last(
        'claims.topic "new": “comment” ', "is unknown: an object has “model” and “fields”.", NAMED, comment="no"
    ),
    "an unknown field": CLAIM_1("colour: ", '"red": ', "There is no such field.", colour="red"),
    "a primary key as a field": CLAIM_1("id: ", "3: ", "There is no such field.", id=3),
    # Natural keys
    "no natural key": last("claims.topic: key: ", "The natural key is needed as text: key.", {"label": {"en": "New"}}),
    "a natural key that is no text": last(
        "claims.topic: key: 7: ", "The natural key is needed as text: key.", {"key": 7, "label": {"en": "New"}}
    ),
    "part of a natural key": last(
        "claims.derivation: derived_from: ",
        "The natural key is needed as text: source.uid, derived_from.uid, kind.",
        {"source": [PAPER], "kind": "cites"},
        "claims.derivation",
    ),
    "the same object twice": last(
        'claims.topic "money": The same object stands at ',
        "bad.json:object 9 (line ",
        {"key": "money", "label": {"en": "Money"}},
    ),
    "a symmetric relation from both ends": last(
        f'claims.claimrelation "{CLAIM}, {RIVAL}, contradicts": The same object stands at ',
        "bad.json:object 18 (line ",
        {"a": [RIVAL], "b": [CLAIM], "kind": "contradicts"},
        "claims.claimrelation",
    ),
    "a uid that is none": last(
        'claims.claim "UPPER": uid: "UPPER": ',
        "Ten characters of Crockford's base32, lower case.",
        {"uid": "UPPER", "statement": "A", "summary": "A"},
        "claims.claim",
    ),
    "a key that is none": last(
        'claims.topic "No Key": key: "No Key": ',
        "Lower-case letters, digits and single hyphens only.",
        {"key": "No Key", "label": {"en": "New"}},
    ),
    # References
    "a reference to nothing": CLAIM_1(
        "subject: ", '["x"]: ', 'claims.entity "x" is neither in the files nor in the database.', subject=["x"]
    ),
    "a list with a reference to nothing": CLAIM_1(
        "topics: ",
        '[["works"], ["x"]]: ',
        'claims.topic "x" is neither in the files nor in the database.',
        topics=[["works"], ["x"]],
    ),
    "a reference by primary key": CLAIM_1(
        "subject: ", "1: ", "A natural key is expected: [key]. Primary keys never leave a database.", subject=1
    ),
    "a reference that is no list": CLAIM_1(
        "subject: ", '"bridge": ', "A natural key is expected: [key].", subject="bridge"
    ),
    "a reference of another length": EVIDENCE_1(
        "capture: ", f'["{PAPER}"]: ', "A natural key is expected: [source.uid, sha256].", capture=[PAPER]
    ),
    "a list of references that is none": CLAIM_1(
        "topics: ", '"works": ', "A list of natural keys is expected, such as [[…], […]].", topics="works"
    ),
    "no required reference": left_out("source", 10, "publisher", "publisher: This field cannot be null."),
    # Fields
    "no required text": left_out("claim", 15, "statement", "statement: This field cannot be blank."),
    "a text that cleaning leaves empty": CLAIM_1(
        "statement: ", r'" \u202e ": ', "This field cannot be blank.", statement=" \u202e "
    ),
    "null for a text": CLAIM_1("analysis: ", "null: ", "This field cannot be null.", analysis=None),
    "a number for a text": CLAIM_1("statement: ", "5: ", "A text is expected.", statement=5),
    "a text for a number": CLAIM_1("rating_scale: ", '"1": ', "A whole number is expected.", rating_scale="1"),
    "a truth for a number": CLAIM_1("rating_scale: ", "true: ", "A whole number is expected.", rating_scale=True),
    "a number for a truth": EVIDENCE_1("is_appearance: ", "1: ", "true or false is expected.", is_appearance=1),
    "a number out of range": EVIDENCE_1(
        "quote_end: ", "10000000000000000000: Ensure this value is less than or equal to ", "7.", quote_end=10**19
    ),
    "a summary that is too long": CLAIM_1(
        "summary: ", f'"{"x" * 59}…": ', "Ensure this value has at most 75 characters (it has 76).", summary="x" * 76
    ),
    "a word that is not in the vocabulary": EVIDENCE_1(
        "stance: ", '"doubts": ', "Value 'doubts' is not a valid choice.", stance="doubts"
    ),
    "a date that is none": SOURCE("published_on: ", '"2021-13": ', "2021-13", published_on="2021-13"),
    "a moment without a time zone": CAPTURE(
        "", "", "The time zone is missing, such as Z at the end.", captured_at="2024-01-31T12:00:00"
    ),
    "a moment outside of the calendar": CAPTURE(
        "", "", "This moment lies outside of the calendar.", captured_at="9999-12-31T23:00:00-05:00"
    ),
    "a value that is no object": CLAIM_1(
        "value: ", '"1887": ', 'A value is an object, such as {"type": "date", "date": "1975"}.', value="1887"
    ),
    "a value of an unknown type": CLAIM_1("value: ", '{"type": "hue"}: ', "hue", value={"type": "hue"}),
    "a value of another type than the property's": CLAIM_1(
        "value: ",
        '{"type": "boolean", "boolean": true}: ',
        "The property takes values of the type “date”, not “boolean”.",
        value={"type": "boolean", "boolean": True},
    ),
    "an address that is none": SOURCE("url: ", '"javascript:1": ', "Enter a valid URL.", url="javascript:1"),
    "an address with a password": SOURCE(
        "url: ",
        '"https://me:secret@example.org/": ',
        "An address may not hold a user name or password.",
        url="https://me:secret@example.org/",
    ),
    "an address that is not in normal form C": SOURCE(
        "url: ", "", "the text is not in Unicode normal form C", url="https://example.org/cafe\u0301"
    ),
    "a map with a language that is none": EVIDENCE_1(
        "note: ", '{"Deutsch": "x"}: ', "“Deutsch” is no language code.", note={"Deutsch": "x"}
    ),
    "a text for a map": EVIDENCE_1("note: ", '"x": ', "An object is expected: { … }.", note="x"),
    "a text for a list": ENTITY("aliases: ", '"x": ', "A list of texts is expected.", aliases="x"),
    "a quotation with a control character": EVIDENCE_1(
        "quote_exact: ",
        r'"bell\u0007": ',
        "Character 4 cannot stand in a quotation (control).",
        quote_exact="bell\a",
    ),
    "a quotation that is not in normal form C": EVIDENCE_1(
        "quote_exact: ", "", "is not in Unicode normal form C", quote_exact="Cafe\u0301"
    ),
    # Rules of a row
    "a quotation that does not stand there": EVIDENCE_1(
        "quote_exact: ",
        '"opened in 1887": ',
        "These words do not stand at this position.",
        quote_start=20,
        quote_end=34,
    ),
    "a captured text of another source": EVIDENCE_1(
        "capture: ", "", "This text was captured from another source.", source=[COUNCIL]
    ),
    "a captured text with another hash": CAPTURE("", "", "This is not the SHA-256 of the text.", text="Our bridge"),
    "a captured text of another length": CAPTURE("", "", "The length is not that of the text.", length=7),
    "a settled contradiction without a reason": left_out(
        "evidence", 21, "resolution_note", "resolution_note: Say why the contradiction is settled.", position=2
    ),
    "a rating that its scale has not": CLAIM_1("rating: ", '"great": ', "great", rating="great"),
    "a rating without a scale": left_out(
        "claim", 15, "rating_scale", "A rating needs its scale, and a scale its rating."
    ),
    "a property without a subject": CLAIM_1("", "", "A property needs the subject whose property it is.", subject=None),
    "an end before the beginning": CLAIM_1("scope_end: ", '"1980": ', "1980", scope_start="1990", scope_end="1980"),
    "a source that rests on itself": DERIVATION("", "", "A source cannot rest on itself.", derived_from=[PAPER]),
    "a claim related to itself": last(
        f'claims.claimrelation "{COST}, {COST}, part_of": ',
        "A claim has no relation to itself.",
        {"a": [COST], "b": [COST], "kind": "part_of"},
        "claims.claimrelation",
    ),
    "a resolution where nothing is contradicted": EVIDENCE_1(
        "", "", "A contradiction has a resolution (perhaps “unresolved”); nothing else has.", resolution="unresolved"
    ),
    "a speaker and another basis": EVIDENCE_1(
        "", "", "What is attributed to somebody has the basis “attributed”.", basis="first_hand"
    ),
}
