"""The throw-away databases: what a test commits there is gone afterwards, and is seen by other connections before."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from tests.conftest import pytest_runtest_setup
from tests.databases import copied, in_threads, pointing_at, why_it_cannot_run


def test_what_is_committed_in_one_thread_is_read_in_another(throwaway_database):
    Group.objects.create(name="night desk")
    assert in_threads(lambda: Group.objects.filter(name="night desk").count()) == [1]


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_find(throwaway_database, time):
    assert not Group.objects.filter(name="day desk").exists()
    Group.objects.create(name="day desk")


def test_a_copy_has_the_migrated_tables_and_their_triggers(throwaway_database):
    from claims.models.triggers import faults

    assert "claims_publication" in connection.introspection.table_names()
    assert list(faults(connection)) == []


def test_after_the_copy_the_connection_is_back_at_the_first_database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        with copied("other") as name, pointing_at(name):
            Group.objects.create(name="elsewhere")
            assert connection.settings_dict["NAME"] == name != before
        assert connection.settings_dict["NAME"] == before
        assert not Group.objects.filter(name="elsewhere").exists()
        connection.close()


@pytest.mark.django_db
def test_the_connection_is_as_the_settings_promise():
    with connection.cursor() as cursor:

        def ask(question):
            cursor.execute(question)
            return cursor.fetchone()[0]

        if connection.vendor == "sqlite":
            assert ask("PRAGMA journal_mode") == "wal"
            assert ask("PRAGMA synchronous") == 1  # NORMAL
            assert ask("PRAGMA foreign_keys") == ask("PRAGMA recursive_triggers") == 1
            assert ask("PRAGMA busy_timeout") == 20_000
        else:
            assert ask("SHOW statement_timeout") == "30s"
            assert ask("SHOW lock_timeout") == "10s"
            assert ask("SHOW idle_in_transaction_session_timeout") == "1min"


def test_two_writers_that_read_first_wait_for_one_another(throwaway_database):
    """On SQLite that needs IMMEDIATE transactions, on PostgreSQL a row that is locked before it is read."""
    group = Group.objects.create(name="0")

    def count_up():
        for _ in range(20):
            with transaction.atomic():
                row = Group.objects.select_for_update().get(pk=group.pk)
                row.name = str(int(row.name) + 1)
                row.save()

    assert in_threads(*[count_up] * 4) == [None] * 4
    group.refresh_from_db()
    assert group.name == "80"


@pytest.mark.parametrize(
    ("fixtures", "django_db"),
    [
        ([], {"transaction": True}),
        ([], {"reset_sequences": True}),
        (["transactional_db"], None),
        (["live_server", "client"], None),
    ],
)
def test_a_test_that_would_flush_is_told_which_fixture_to_use(fixtures, django_db):
    assert "throwaway_database" in why_it_cannot_run(fixtures, django_db)


@pytest.mark.parametrize(
    ("fixtures", "django_db"), [(["throwaway_database"], {}), (["throwaway_database", "db"], None)]
)
def test_a_throwaway_database_and_a_transaction_on_another_one_do_not_mix(fixtures, django_db):
    assert "stands alone" in why_it_cannot_run(fixtures, django_db)


@pytest.mark.parametrize(("fixtures", "django_db"), [([], None), (["db"], {}), (["throwaway_database"], None)])
def test_other_tests_may_run(fixtures, django_db):
    assert why_it_cannot_run(fixtures, django_db) is None


def test_the_rule_is_applied_to_every_test_before_its_fixtures():
    item = SimpleNamespace(fixturenames=["live_server"], get_closest_marker=lambda name: None)
    with pytest.raises(pytest.fail.Exception, match="throwaway_database"):
        pytest_runtest_setup(item)
