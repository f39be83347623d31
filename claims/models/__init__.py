"""All tables. Public code imports `claims.models.record` and nothing else from here."""

from .audit import AuditEntry
from .cases import Case, Review, Revision
from .claims import Claim, ClaimRelation
from .entities import Entity, Grade, Property, Topic
from .evidence import Evidence
from .imports import ImportMark
from .notes import ReviewNote
from .record import Publication, PublishedClaim, PublishedTerm, RecordHead
from .reviews import ClaimText, DeskWord, DismissedReview, OutsideReview, ReviewText
from .sources import Capture, Derivation, Source

__all__ = [
    "AuditEntry",
    "Capture",
    "Case",
    "Claim",
    "ClaimRelation",
    "ClaimText",
    "Derivation",
    "DeskWord",
    "DismissedReview",
    "Entity",
    "Evidence",
    "Grade",
    "ImportMark",
    "OutsideReview",
    "Property",
    "Publication",
    "PublishedClaim",
    "PublishedTerm",
    "RecordHead",
    "Review",
    "ReviewNote",
    "ReviewText",
    "Revision",
    "Source",
    "Topic",
]
