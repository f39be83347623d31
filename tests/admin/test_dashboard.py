"""The index of the desk: the beginning of each list, and all of it behind a link, in a fixed number of queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.admin import dashboard
from claims.desk import planning, workflow
from claims.desk.worklists import WORK_LISTS
from claims.models import Case, Source
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.guard import attacking

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"


def shown(client: Client) -> dict[str, dashboard.Shown]:
    return {each.name: each for each in client.get("/admin/").context["lists"]}


def fill_every_list(number: int) -> None:
    """So many more claims on each list, for Alice, who assigns, and Bob, who reviews."""
    alice, carol, dora = make.user("alice", "editor"), make.user("carol", "editor"), make.user("dora", "reviewer")
    polls = make.property("polls", recheck_after_days=30)
    for _index in range(number):
        value: dict[str, Any] = {"property": polls, "value": {"type": "date", "date": "1815"}}
        live, waiting = make.checked_claim(**value), make.checked_claim(**value)
        text = make.capture(make.source())
        make.evidence(live, source=text.source, capture=text, quote_exact="never said")
        make.publish(live, editor=carol, reviewer=dora)
        make.evidence(live, "contradicts")
        make.relation(live, waiting, "narrows", status="suggested")
        workflow.save_draft(live, author=carol)
        workflow.save_draft(waiting, author=carol)
        workflow.submit([waiting], actor=carol)
        planning.plan([live, waiting], actor=carol, assignee=alice, due=date(2020, 1, 1))
        Source.objects.filter(evidence__claim=live).update(retracted_on="2026")
        with attacking():
            Case.objects.filter(claim=live).update(checked_at=timezone.now() - timedelta(days=31))


def test_every_list_is_shown_to_those_who_have_use_for_it(editor: Client, reviewer: Client) -> None:
    fill_every_list(1)
    assert [name for name, each in shown(editor).items() if not each.number] == []
    assert shown(editor).keys() == WORK_LISTS.keys() - {"to_review"}
    lists = shown(reviewer)
    assert lists.keys() == WORK_LISTS.keys()
    assert [name for name, each in lists.items() if not each.number] == ["mine"]


def test_the_dashboard_costs_as_many_queries_for_any_number_of_claims(reviewer: Client) -> None:
    def queries() -> int:
        reviewer.get("/admin/")
        with CaptureQueriesContext(connection) as counted:
            reviewer.get("/admin/")
        return len(counted)

    fill_every_list(2)
    few = queries()
    fill_every_list(5)
    assert queries() == few <= 20


def test_every_list_leads_to_all_of_it(reviewer: Client, editor: Client) -> None:
    fill_every_list(7)
    for client in (reviewer, editor):
        for name, each in shown(client).items():
            answer = client.get(each.address)
            assert answer.status_code == 200
            rows = [claim.summary for claim in answer.context["cl"].result_list]
            assert [entry.summary for entry in each.entries] == rows[: dashboard.SHOWN], name
            assert len(rows) == each.number


def test_a_long_list_is_counted_only_so_far(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "COUNTED", 6)
    fill_every_list(7)
    disputed = shown(editor)["disputed"]
    assert (disputed.number, disputed.has_more, len(disputed.entries)) == (6, True, 5)
    assert "6+" in editor.get("/admin/").content.decode()


def test_an_entry_says_what_matters_on_its_list(editor: Client) -> None:
    fill_every_list(1)
    page = editor.get("/admin/").content.decode()
    assert "was due 01/01/2020" in page
    [mine, *_others] = shown(editor)["mine"].entries
    assert mine.is_late
    [assigned, *_others] = shown(editor)["assigned"].entries
    assert assigned.assignee == "alice"
    assert assigned.since is not None
    [week] = shown(editor)["this_week"].entries
    assert week.publication == "First publication"


def test_a_list_that_is_not_ones_own_or_unheard_of_narrows_nothing(editor: Client) -> None:
    fill_every_list(1)
    for name in ("to_review", "nonsense", "%00"):
        assert len(editor.get(f"{LIST}?list={name}").context["cl"].result_list) == 2


def test_a_list_is_searched_and_narrowed_further(editor: Client) -> None:
    fill_every_list(1)
    [claim] = editor.get(f"{LIST}?list=changed").context["cl"].result_list
    for query, number in ((f"q={claim.uid}", 1), ("q=unheard-of", 0), ("state=draft", 1), ("state=in_review", 0)):
        found = editor.get(f"{LIST}?list=changed&{query}").context["cl"].result_list
        assert len(found) == number, query


def test_somebody_without_a_role_has_nothing_to_do(db: None) -> None:
    fill_every_list(1)
    assert at_the_desk("newcomer").get("/admin/").context["lists"] == []
