"""The sample dossier: what the installer publishes, and what every page then says of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from claims.models import Claim, PublishedClaim, Revision

from .refusals import GateClosed
from .workflow import publish_unreviewed

FILES = ("vocabulary.json", "ruffin.json")
"""The files of the sample in `fixtures/`, in the order in which `loaddata` needs them."""

STATEMENT = "Sample dossier, published by the installer from three documents; not reviewed by a second person"
"""What every page, document and log entry of the sample says; translated where it is shown."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many claims of the sample were published now, and why others were not, a sentence each."""

    number: int
    refused: tuple[str, ...]


def sample_files() -> list[Path]:
    """Where the files of the sample are."""
    return [settings.BASE_DIR / "fixtures" / name for name in FILES]


def publish_sample(files: Iterable[Path]) -> Published:
    """Publish the claims of these fixture files that were never published and that no editor has touched.

    They count as live together. One that the gate refuses is left out, with the reason.
    """
    claims = _untouched({uid for file in files for uid in _claim_uids(file)})
    refused: list[str] = []
    while claims:
        try:
            return Published(len(publish_unreviewed(claims.values(), statement=STATEMENT)), tuple(refused))
        except GateClosed as error:
            refused.append(str(error))
            del claims[error.claim.pk]
    return Published(0, tuple(refused))


def _claim_uids(file: Path) -> set[str]:
    return {row["fields"]["uid"] for row in json.loads(file.read_text()) if row["model"] == "claims.claim"}


def _untouched(uids: set[str]) -> dict[int, Claim]:
    """Claims without a page whose revisions are all the importer's; what an editor has begun is not published."""
    published = PublishedClaim.objects.filter(uid__in=uids).values("uid")
    edited = Revision.objects.filter(author__isnull=False).values("claim")
    claims = Claim.objects.filter(uid__in=uids).exclude(uid__in=published).exclude(pk__in=edited)
    return {claim.pk: claim for claim in claims.exclude(case__state="withdrawn").order_by("uid")}
