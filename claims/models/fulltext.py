"""Full-text indexes over searchable texts: FTS5 on SQLite, GIN over a `tsvector` on PostgreSQL. Both only say which
rows hold a term; what a term is, `claims.text` decides, and ranking is done in Python.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("claims_recordtext", "claims_claimtext", "claims_reviewtext", "claims_facetvalue")
"""The tables with a column `body` of terms, separated by single spaces."""

_TOKENS = "unicode61 remove_diacritics 0 categories ''L* M* N* S* Co'' tokenchars ''.%:-''"
"""FTS5 takes every run of what a term may hold as one word, as it stands; spaces part them."""

BLOCK = ":block:"
BLOCK_BITS = 16
"""On PostgreSQL, a text has one more word, which says in which block of so many bits of primary keys it is: the index
gives its rows in no order, and can so be asked for the newest ones."""

_CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {table}_words USING fts5(body, content='{table}', content_rowid='id',"
        f" detail='none', columnsize=0, tokenize='{_TOKENS}')",
    ),
    "postgresql": (
        "ALTER TABLE {table} ADD COLUMN words tsvector"
        " GENERATED ALWAYS AS"
        " (array_to_tsvector(string_to_array(ltrim(body || '{block}' || (id >> {bits})), ' '))) STORED",
        "CREATE INDEX {table}_words ON {table} USING gin (words) WITH (fastupdate = off)",
    ),
}


def create(connection: BaseDatabaseWrapper) -> None:
    """Create the indexes of the tables, which are empty."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in _CREATE[connection.vendor]:
                cursor.execute(statement.format(table=table, block=f" {BLOCK}", bits=BLOCK_BITS))
