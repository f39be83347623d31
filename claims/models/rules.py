"""The rules that the triggers state: when the database refuses a write, and the sentence it gives.

The conditions are SQL that SQLite and PostgreSQL both understand; NEW and OLD are the row after and before. What
columns and constraints can say is said there; here is only what needs a look at another row or at the row before.

A change here comes with a migration, be it one without operations: it is what puts the new triggers into databases.
"""

from typing import NamedTuple

ZERO_HASH = "0" * 64
"""What the first entry of the record names as the hash of the entry before it."""


class Rule(NamedTuple):
    """Refuse an event on a table when a condition holds."""

    name: str
    table: str
    events: tuple[str, ...]
    refuse_when: str
    because: str


PUBLICATION, REVISION, REVIEW = "claims_publication", "claims_revision", "claims_review"
CAPTURE, GRADE, CASE = "claims_capture", "claims_grade", "claims_case"
PUBLISHED, HEAD = "claims_publishedclaim", "claims_recordhead"
EVIDENCE, RELATION = "claims_evidence", "claims_claimrelation"
AUDIT = "claims_auditentry"

APPEND_ONLY = (PUBLICATION, REVISION, REVIEW, CAPTURE, GRADE, AUDIT)
"""Tables whose rows are written once. No UPDATE, DELETE, REPLACE or TRUNCATE."""

KEPT = (CASE, PUBLISHED, HEAD)
"""Tables whose rows change but are never removed. No DELETE, REPLACE or TRUNCATE."""

UNIQUE: dict[str, tuple[str, ...]] = {
    PUBLICATION: (
        "id = NEW.id",
        "seq = NEW.seq",
        "hash = NEW.hash",
        "prev = NEW.prev",
        "claim_uid = NEW.claim_uid AND number = NEW.number",
    ),
    REVISION: ("id = NEW.id", "claim_id = NEW.claim_id AND number = NEW.number"),
    REVIEW: ("id = NEW.id",),
    CAPTURE: ("id = NEW.id", "source_id = NEW.source_id AND sha256 = NEW.sha256"),
    GRADE: ("id = NEW.id", "entity_id = NEW.entity_id AND since = NEW.since"),
    AUDIT: ("id = NEW.id", "seq = NEW.seq", "hash = NEW.hash", "prev = NEW.prev"),
    CASE: ("id = NEW.id", "claim_id = NEW.claim_id"),
    PUBLISHED: ("id = NEW.id", "uid = NEW.uid"),
    HEAD: ("id = NEW.id",),
}
"""By table, the columns that SQLite's REPLACE would make room for by deleting the old row without a word."""

NEWEST_REVISION = "(SELECT MAX(newer.id) FROM claims_revision newer WHERE newer.claim_id = {claim})"
"""Revisions are numbered as they are written, so the greatest primary key is the newest."""

CONTENT_KINDS = "NOT IN ('retraction', 'notice')"


def _no_replace(table: str) -> Rule:
    taken = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {columns})" for columns in UNIQUE[table])
    return Rule(f"{table}_replace", table, ("insert",), taken, "this row exists already")


RULES: tuple[Rule, ...] = (
    *(_no_replace(table) for table in (*APPEND_ONLY, *KEPT)),
    *(Rule(f"{table}_kept", table, ("delete",), "true", "rows are never removed") for table in (*APPEND_ONLY, *KEPT)),
    *(
        Rule(f"{table}_unchanging", table, ("update",), "true", "rows are never changed")
        for table in (PUBLICATION, REVISION, REVIEW, CAPTURE, AUDIT)
    ),
    Rule(
        "claims_grade_unchanging",
        GRADE,
        ("update",),
        "NEW.entity_id <> OLD.entity_id OR NEW.since <> OLD.since OR NEW.letter <> OLD.letter"
        " OR NEW.rationale <> OLD.rationale OR NEW.id <> OLD.id",
        "a grade is never changed; add one with a later date",
    ),
    Rule(
        "claims_publication_in_line",
        PUBLICATION,
        ("insert",),
        "NEW.seq <> COALESCE((SELECT MAX(seq) FROM claims_publication), 0) + 1"
        f" OR NEW.prev <> COALESCE((SELECT hash FROM claims_publication WHERE seq = NEW.seq - 1), '{ZERO_HASH}')"
        " OR NEW.number <> COALESCE("
        "(SELECT MAX(number) FROM claims_publication WHERE claim_uid = NEW.claim_uid), 0) + 1"
        " OR (NEW.kind = 'first') <> (NEW.number = 1)",
        "an entry continues the record and its claim without a gap",
    ),
    Rule(
        "claims_publication_reviewed",
        PUBLICATION,
        ("insert",),
        f"NEW.kind {CONTENT_KINDS} AND NOT EXISTS ("
        "SELECT 1 FROM claims_revision r"
        " JOIN claims_claim c ON c.id = r.claim_id"
        " JOIN claims_review v ON v.revision_id = r.id"
        " WHERE r.id = NEW.revision AND v.id = NEW.review AND c.uid = NEW.claim_uid"
        " AND r.content = NEW.content AND v.sha256 = r.sha256 AND v.decision = 'approve'"
        " AND v.kind = {review_kind}"
        f" AND r.id = {NEWEST_REVISION.format(claim='r.claim_id')}"
        " AND v.id = (SELECT MAX(last.id) FROM claims_review last WHERE last.revision_id = r.id))",
        "only the bytes of the newest revision, approved as they are, can be published",
    ),
    Rule(
        "claims_revision_in_line",
        REVISION,
        ("insert",),
        "NEW.number <> COALESCE((SELECT MAX(number) FROM claims_revision WHERE claim_id = NEW.claim_id), 0) + 1",
        "revisions of a claim are numbered without a gap",
    ),
    Rule(
        "claims_review_of_these_bytes",
        REVIEW,
        ("insert",),
        "NOT EXISTS (SELECT 1 FROM claims_revision r WHERE r.id = NEW.revision_id AND r.sha256 = NEW.sha256)",
        "a review names the bytes of its revision",
    ),
    Rule(
        "claims_review_of_the_newest",
        REVIEW,
        ("insert",),
        "NEW.decision = 'approve' AND NEW.revision_id <> "
        + NEWEST_REVISION.format(claim="(SELECT r.claim_id FROM claims_revision r WHERE r.id = NEW.revision_id)"),
        "only the newest revision can be approved",
    ),
    Rule(
        "claims_review_four_eyes",
        REVIEW,
        ("insert",),
        "NEW.kind = 'peer' AND NEW.decision = 'approve' AND EXISTS ("
        "SELECT 1 FROM claims_revision mine"
        " JOIN claims_revision r ON r.claim_id = mine.claim_id"
        " JOIN claims_claim c ON c.id = r.claim_id"
        " WHERE r.id = NEW.revision_id AND mine.author_id = NEW.reviewer_id"
        " AND mine.id > COALESCE((SELECT MAX(p.revision) FROM claims_publication p"
        f" WHERE p.claim_uid = c.uid AND p.kind {CONTENT_KINDS}), 0))",
        "nobody approves a revision that holds their own edits",
    ),
    Rule(
        "claims_case_approved",
        CASE,
        ("insert", "update"),
        "NEW.state = 'approved' AND NOT EXISTS ("
        "SELECT 1 FROM claims_review v WHERE v.decision = 'approve'"
        f" AND v.revision_id = {NEWEST_REVISION.format(claim='NEW.claim_id')}"
        " AND v.id = (SELECT MAX(last.id) FROM claims_review last WHERE last.revision_id = v.revision_id))",
        "a case is approved by a review of its newest revision",
    ),
    Rule(
        "claims_case_published",
        CASE,
        ("insert", "update"),
        "NEW.state = 'published' AND NOT EXISTS ("
        "SELECT 1 FROM claims_publication p JOIN claims_claim c ON c.uid = p.claim_uid"
        f" WHERE c.id = NEW.claim_id AND p.revision = {NEWEST_REVISION.format(claim='NEW.claim_id')})",
        "a case is published by a publication of its newest revision",
    ),
    Rule(
        "claims_case_onward",
        CASE,
        ("update",),
        "NEW.version < OLD.version OR NEW.claim_id <> OLD.claim_id OR NEW.id <> OLD.id",
        "a case stays with its claim and its version never goes back",
    ),
    Rule(
        "claims_publishedclaim_of_the_record",
        PUBLISHED,
        ("insert", "update"),
        "NOT EXISTS (SELECT 1 FROM claims_publication p WHERE p.id = NEW.content_id AND p.claim_uid = NEW.uid"
        " AND p.seq = (SELECT MAX(q.seq) FROM claims_publication q"
        f" WHERE q.claim_uid = NEW.uid AND q.kind {CONTENT_KINDS}))"
        " OR (NEW.notice_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claims_publication n"
        " WHERE n.id = NEW.notice_id AND n.claim_uid = NEW.uid AND n.kind IN ('retraction', 'notice')))"
        " OR (NEW.status = 'retracted') <> COALESCE((SELECT p.kind = 'retraction' FROM claims_publication p"
        " WHERE p.claim_uid = NEW.uid AND p.kind <> 'notice' ORDER BY p.seq DESC LIMIT 1), false)",
        "a page stands where the record says",
    ),
    Rule(
        "claims_publishedclaim_uid_kept",
        PUBLISHED,
        ("update",),
        "NEW.uid <> OLD.uid OR NEW.id <> OLD.id",
        "a page keeps its uid",
    ),
    Rule(
        "claims_evidence_of_its_source",
        EVIDENCE,
        ("insert", "update"),
        "EXISTS (SELECT 1 FROM claims_capture c WHERE c.id = NEW.capture_id AND c.source_id <> NEW.source_id)",
        "the captured text is of another source",
    ),
    Rule(
        "claims_claimrelation_in_order",
        RELATION,
        ("insert", "update"),
        "NEW.kind IN ('contradicts', 'same_as') AND (SELECT c.uid FROM claims_claim c WHERE c.id = NEW.a_id)"
        " > (SELECT c.uid FROM claims_claim c WHERE c.id = NEW.b_id)",
        "a symmetric relation is stored once, with the smaller uid first",
    ),
    Rule(
        "claims_auditentry_in_line",
        AUDIT,
        ("insert",),
        "NEW.seq <> COALESCE((SELECT MAX(seq) FROM claims_auditentry), 0) + 1"
        f" OR NEW.prev <> COALESCE((SELECT hash FROM claims_auditentry WHERE seq = NEW.seq - 1), '{ZERO_HASH}')",
        "an entry continues the log of people without a gap",
    ),
)
