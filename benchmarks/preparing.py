"""What peers need in a database that is measured, made once: somebody who can sign in, and Datasette's index.

python -m benchmarks.preparing     on the database of the environment
"""

import django

FULL_TEXT = "benchmark_titles"


def prepare() -> None:
    """Add what is missing."""
    from django.contrib.auth.models import User
    from django.db import connection

    from benchmarks.client import PASSWORD, USERNAME
    from claims.models import PublishedClaim

    if not User.objects.filter(username=USERNAME).exists():
        User.objects.create_superuser(USERNAME, password=PASSWORD)
    table = PublishedClaim._meta.db_table
    if connection.vendor == "sqlite" and FULL_TEXT not in connection.introspection.table_names():
        with connection.cursor() as cursor:
            # As `datasette` and `sqlite-utils enable-fts` want it: the name of the table in double quotes.
            cursor.execute(
                f'CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5(titles, content="{table}", content_rowid="id")'
            )
            cursor.execute(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}) VALUES ('rebuild')")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    django.setup()
    prepare()
