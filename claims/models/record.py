"""The public record: everything that a reader can see. It knows no table of the desk."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from claims.judgement.vocab import (
    PUBLICATIONS_WITHOUT_CONTENT,
    FacetKind,
    LiveStatus,
    PublicationKind,
    ReviewKind,
    Standing,
    TermKind,
)

from .searching import SearchText, SearchWord

WITHOUT_CONTENT = sorted(PUBLICATIONS_WITHOUT_CONTENT)


class RecordHead(models.Model):
    """One row, locked by whoever appends to the record, so that the chain cannot fork."""

    class Meta:
        verbose_name = _("head of the record")
        constraints = [CheckConstraint(condition=Q(id=1), name="record_has_one_head")]

    def __str__(self) -> str:
        return "record"


class Publication(models.Model):
    """One entry of the record: the approved bytes, and the envelope of what is known only at publication.

    Append-only and hash-chained (`record.ledger`). `revision` and `review` are the desk's numbers, kept as plain
    integers so that the record stands without the desk.
    """

    seq = models.PositiveBigIntegerField(_("sequence number"), unique=True)
    claim_uid = models.CharField(_("claim"), max_length=10)
    number = models.PositiveIntegerField(_("number"), help_text=_("Counts the publications of this claim."))
    kind = models.CharField(_("kind"), max_length=20, choices=PublicationKind.choices)
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("actor"), max_length=40)
    revision = models.BigIntegerField(_("revision"), null=True)
    review = models.BigIntegerField(_("review"), null=True)
    content = models.TextField(
        _("content"), null=True, help_text=_("Canonical JSON; empty for notices and retractions.")
    )
    envelope = models.TextField(_("envelope"), help_text=_("Canonical JSON."))
    salt = models.CharField(_("salt"), max_length=32)
    commitment = models.CharField(_("commitment"), max_length=64)
    prev = models.CharField(_("hash of the entry before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            UniqueConstraint(fields=["claim_uid", "number"], name="publication_numbered_once"),
            CheckConstraint(
                condition=Q(kind__in=PublicationKind.values),
                name="publication_kind_known",
            ),
            CheckConstraint(
                condition=Q(kind__in=WITHOUT_CONTENT, content=None, revision=None, review=None)
                | (~Q(kind__in=WITHOUT_CONTENT) & Q(revision__isnull=False, review__isnull=False)),
                name="publication_content_reviewed",
            ),
            CheckConstraint(condition=Exact(Length(F("hash")), 64), name="publication_hash_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_uid}/{self.number}"


class PublishedClaim(models.Model):
    """The head of one claim in the record: where its page stands now, and what lists filter and search by."""

    uid = models.CharField(_("uid"), max_length=10, unique=True)
    slug = models.SlugField(_("slug"), max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=LiveStatus.choices)
    content = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="+", verbose_name=_("newest content")
    )
    notice = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("notice in force")
    )
    language = models.CharField(_("language"), max_length=8)
    titles = models.JSONField(_("titles"), help_text=_("Statement and summary by language."))
    rating = models.CharField(_("verdict"), max_length=30)
    rating_scale = models.PositiveSmallIntegerField(_("rating scale"))
    standing = models.CharField(_("standing"), max_length=20, choices=Standing.choices)
    claim_kind = models.CharField(_("kind of claim"), max_length=20)
    review_kind = models.CharField(_("kind of review"), max_length=10, choices=ReviewKind.choices)
    disputes = models.PositiveSmallIntegerField(_("open contradictions"))
    first_published_at = models.DateTimeField(_("first published"))
    changed_at = models.DateTimeField(_("last changed"))

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("published claim")
        verbose_name_plural = _("published claims")
        indexes = [
            models.Index(fields=["status", "-id"], name="published_newest_first"),
            models.Index(fields=["status", "-changed_at", "-id"], name="published_last_changed"),
            models.Index(fields=["status", "-disputes", "-id"], name="published_most_disputed"),
            models.Index(fields=["status", "review_kind", "-content"], name="published_by_review"),
        ]
        constraints = [
            CheckConstraint(condition=Q(status__in=LiveStatus.values), name="published_status_known"),
            CheckConstraint(condition=Q(standing__in=Standing.values), name="published_standing_known"),
            CheckConstraint(condition=Q(review_kind__in=ReviewKind.values), name="published_review_kind_known"),
        ]

    def __str__(self) -> str:
        return self.uid


class PublishedTerm(models.Model):
    """Something that a published claim can be found by: its subject, a source, a linked claim …

    `record.terms` says which there are, and what the detail of each holds.
    """

    published = models.ForeignKey(PublishedClaim, on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField(_("kind"), max_length=20, choices=TermKind.choices)
    key = models.CharField(_("key"), max_length=80)
    label = models.JSONField(_("label"), default=dict, help_text=_("By language."))
    detail = models.JSONField(_("detail"), default=dict, help_text=_("What pages of their own show of it."))

    class Meta:
        ordering = ["kind", "key"]
        verbose_name = _("published term")
        verbose_name_plural = _("published terms")
        indexes = [models.Index(fields=["kind", "key"], name="published_term_lookup")]
        constraints = [
            UniqueConstraint(fields=["published", "kind", "key"], name="published_term_once"),
            CheckConstraint(condition=Q(kind__in=TermKind.values), name="published_term_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class FacetValue(models.Model):
    """One value of a facet, such as a verdict or a subject, and which live claims have it.

    `members` is a roaring bitmap of their primary keys, so that it is quickly said how many claims several choices
    leave together; `label` is what the newest of them calls the value, and `body` its words, for the full-text index.
    """

    kind = models.CharField(max_length=20, choices=FacetKind.choices)
    key = models.CharField(max_length=80)
    label = models.JSONField(default=dict)
    body = models.TextField()
    count = models.PositiveIntegerField()
    members = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["kind", "-count", "key"], name="facet_most_frequent")]
        constraints = [
            UniqueConstraint(fields=["key", "kind"], name="facet_value_once"),
            CheckConstraint(condition=Q(kind__in=FacetKind.values), name="facet_kind_known"),
            CheckConstraint(condition=Q(count__gt=0), name="facet_value_in_use"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class RecordText(SearchText):
    """The searchable text of a live claim in one language."""

    owner = models.ForeignKey(PublishedClaim, on_delete=models.CASCADE, related_name="search_texts")

    class Meta:
        constraints = [UniqueConstraint(fields=["owner", "language"], name="record_text_once_a_language")]

    def __str__(self) -> str:
        return f"{self.owner_id} ({self.language})"


class RecordWord(SearchWord):
    """In how many live claims a term occurs."""
