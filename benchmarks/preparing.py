"""What is measured but not generated, made once: somebody who can sign in, a claim with a hundred pieces of evidence,
and Datasette's index.

python -m benchmarks.preparing     on the database of the environment
"""

import django

FULL_TEXT = "benchmark_titles"

HEAVY, PIECES = "cmeasured0", 100
"""The uid of the claim with much evidence, and how much that is."""


def prepare() -> None:
    """Add what is missing."""
    from django.contrib.auth.models import User
    from django.db import connection

    from benchmarks.client import PASSWORD, USERNAME
    from claims.models import PublishedClaim

    if not User.objects.filter(username=USERNAME).exists():
        User.objects.create_superuser(USERNAME, password=PASSWORD)
    _heavy_claim()
    table = PublishedClaim._meta.db_table
    if connection.vendor == "sqlite" and FULL_TEXT not in connection.introspection.table_names():
        with connection.cursor() as cursor:
            # As `datasette` and `sqlite-utils enable-fts` want it: the name of the table in double quotes.
            cursor.execute(
                f'CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5(titles, content="{table}", content_rowid="id")'
            )
            cursor.execute(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}) VALUES ('rebuild')")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _heavy_claim() -> None:
    """A draft that repeats the first claim, with the evidence of many."""
    from django.contrib.auth.models import User
    from django.db import transaction

    from benchmarks.client import USERNAME
    from claims.desk import workflow
    from claims.models import Claim, Evidence

    if Claim.objects.filter(uid=HEAVY).exists():
        return
    with transaction.atomic():
        claim = Claim.objects.order_by("pk").first()
        pieces = list(Evidence.objects.order_by("pk")[:PIECES])
        assert claim is not None, "the database has claims"
        claim.pk, claim.uid, claim._state.adding = None, HEAVY, True
        claim.save()
        for number, piece in enumerate(pieces):
            piece.pk, piece.uid, piece.claim, piece._state.adding = None, f"emeasure{number:02}", claim, True
            piece.value = None  # it may be one of another property
        Evidence.objects.bulk_create(pieces)
        workflow.save_draft(claim, author=User.objects.get(username=USERNAME))


if __name__ == "__main__":
    django.setup()
    prepare()
