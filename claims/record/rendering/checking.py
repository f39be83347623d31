"""How a claim was checked: by whom, what the gate found, and the entry of the record that holds the page."""

from dataclasses import dataclass

from claims.judgement.vocab import GateCheck, PublicationKind, ReviewKind

from .dates import Moment, day_of, month_after
from .given import Entry, Published
from .unreviewed import statement_of


@dataclass(frozen=True, slots=True)
class CheckPart:
    """One check of the gate."""

    label: str
    passed: bool


@dataclass(frozen=True, slots=True)
class CheckingPart:
    """How this publication came about. `review` says who reviewed it, in a few words without a full stop.

    `statement` is the same where nobody did, and empty where a second person has.
    `sha256` is that of the document, `hash` that of the entry in the public log.
    """

    checked: Moment
    due: Moment | None
    review: str
    statement: str
    authors: tuple[str, ...]
    reviewer: str
    gate: tuple[CheckPart, ...]
    number: int
    kind: str
    note: str
    sha256: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class NoticePart:
    """What the editors say on top of a page, or in place of one that was retracted."""

    published: Moment
    number: int
    note: str


def checking_part(published: Published) -> CheckingPart:
    """How the newest content of a claim was checked."""
    envelope = published.entry.envelope
    statement = statement_of(envelope)
    recheck = (published.document["property"] or {}).get("recheck_after_days")
    return CheckingPart(
        checked=day_of(envelope["at"]),
        due=month_after(envelope["at"], recheck) if recheck else None,
        review=statement or str(ReviewKind(envelope["review"]["kind"]).label),
        statement=statement,
        authors=tuple(envelope["credits"]["authors"]),
        reviewer=envelope["credits"]["reviewer"] or "",
        gate=tuple(CheckPart(str(GateCheck(result["check"]).label), result["passed"]) for result in envelope["gate"]),
        number=envelope["number"],
        kind=str(PublicationKind(envelope["kind"]).label),
        note="" if envelope["note"] == envelope["review"]["statement"] else envelope["note"],
        sha256=envelope["sha256"],
        seq=published.entry.seq,
        hash=published.entry.hash,
    )


def notice_part(entry: Entry) -> NoticePart:
    """A notice or a retraction."""
    return NoticePart(day_of(entry.envelope["at"]), entry.envelope["number"], entry.envelope["note"])
