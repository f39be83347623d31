"""Every list and every page of the admin opens, for those who may see it, in a number of queries that does not grow."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.admin.site import site
from claims.desk import audit, workflow
from claims.judgement.vocab import AuditAction
from claims.models import Claim, Grade
from tests import factories as make

pytestmark = pytest.mark.django_db

TABLES = {str(model._meta.model_name): model for model in site._registry}
READ_ONLY = ("case", "revision", "review", "publication", "publishedclaim", "outsidereview", "auditentry")
PEOPLE = ("user", "group")
CONTENT = tuple(name for name in TABLES if name not in (*READ_ONLY, *PEOPLE))

MOST_QUERIES = {"claim": 24, "user": 8}
"""By table, the most that its list may cost; all others eight."""


def address(name: str, page: str = "") -> str:
    return f"/admin/{TABLES[name]._meta.app_label}/{name}/{page}"


def fill_all_tables(number: int) -> None:
    """Rows in every table: claims by several people, with everything that hangs on them, published or not."""
    for index in range(number):
        carol, dora = make.user(f"carol-{index}", "editor"), make.user(f"dora-{index}", "reviewer")
        property = make.property(f"property-{index}")
        claim = make.claim(property=property, value={"type": "date", "date": "1815"}, claimant=make.entity())
        claim.topics.add(make.topic(f"topic-{index}"))
        copy, original = make.source(authors=[make.entity()]), make.source()
        make.derivation(copy, original)
        make.evidence(claim, source=copy, capture=make.capture(copy, f"Text {index}"))
        make.evidence(claim, "contradicts", attributed_to=make.entity())
        Grade.objects.create(entity=copy.publisher, since="2020", letter="B", rationale="By experience.")
        make.publish(claim, editor=carol, reviewer=dora)
        workflow.notice(claim, actor=dora, note="Under review.")
        draft = make.checked_claim()
        make.relation(claim, draft)
        workflow.save_draft(draft, author=carol)
        make.outside_review()
        audit.note(AuditAction.CODES_MADE, dora, actor=carol)


def queries(client: Client, path: str) -> int:
    client.get(path)  # what is cached per process is cached now
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(path)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return len(counted)


def test_no_list_costs_more_queries_for_more_rows(superuser: Client) -> None:
    fill_all_tables(2)
    few = {name: queries(superuser, address(name)) for name in TABLES}
    fill_all_tables(6)
    many = {name: queries(superuser, address(name)) for name in TABLES}
    assert many == few
    assert {name: number for name, number in many.items() if number > MOST_QUERIES.get(name, 8)} == {}


def test_every_page_opens_for_adding_changing_and_reading(superuser: Client, viewer: Client, editor: Client) -> None:
    fill_all_tables(1)
    for name, model in TABLES.items():
        row = model._default_manager.first()
        assert row is not None, f"the test makes no {name}"
        assert superuser.get(address(name, f"{row.pk}/change/")).status_code == 200
        assert superuser.get(address(name, f"{row.pk}/history/")).status_code == 200
        if name in CONTENT:
            assert editor.get(address(name, "add/")).status_code == 200
        if name not in PEOPLE:
            assert viewer.get(address(name, f"{row.pk}/change/")).status_code == 200


def test_every_list_can_be_searched_for_anything(superuser: Client) -> None:
    fill_all_tables(1)
    for name in TABLES:
        for words in ("somebody", "été % _ ' \" \\", "\x00", "x" * 3000):
            answer = superuser.get(address(name), {"q": words})
            assert answer.status_code == 200, f"{name} does not survive {words[:10]!r}"


def test_every_autocomplete_answers(editor: Client) -> None:
    fill_all_tables(1)
    for name in CONTENT:
        for field in site._registry[TABLES[name]].autocomplete_fields:
            query = {"app_label": "claims", "model_name": name, "field_name": field, "term": "a"}
            assert editor.get("/admin/autocomplete/", query).status_code == 200, f"{name}.{field}"


def test_every_foreign_key_of_content_is_an_autocomplete() -> None:
    for model in (TABLES[name] for name in CONTENT):
        foreign = {field.name for field in model._meta.get_fields() if field.many_to_one or field.many_to_many}
        own = {name for name in foreign if model._meta.get_field(name).concrete}
        assert own == set(site._registry[model].autocomplete_fields), model.__name__


def test_entities_are_found_by_name_key_and_other_names(editor: Client) -> None:
    make.entity("ada-lovelace", label={"en": "Ada King", "fr": "Ada, comtesse"}, aliases=["Enchantress"])
    for term in ("ada-love", "king", "comtesse", "enchantress"):
        query = {"app_label": "claims", "model_name": "claim", "field_name": "subject", "term": term}
        found = editor.get("/admin/autocomplete/", query).json()["results"]
        assert [each["text"] for each in found] == ["Ada King"]


def test_outside_reviews_are_found_by_their_words_and_narrowed_by_feed(viewer: Client) -> None:
    bridge = make.outside_review("The old bridge was opened in 1887.", feed="gazette")
    make.outside_review("The new bridges cost too much.", feed="town")
    make.outside_review("Nobody has seen the river.", feed="town")

    def found(**query: str) -> set[str]:
        answer = viewer.get(address("outsidereview"), query)
        return {str(review) for review in answer.context["cl"].result_list}

    assert found(q="bridge opening") == {str(bridge)}
    assert len(found(q="bridge")) == 2
    assert len(found(feed="town")) == 2
    assert found(q="bridge", feed="gazette") == {str(bridge)}
    assert found(q=bridge.external_id) == {str(bridge)}
    assert found(q="dragon") == set()


def test_claims_are_listed_with_what_their_evidence_amounts_to(editor: Client) -> None:
    claim = make.checked_claim()
    make.evidence(claim, "contradicts")
    make.publish_sample(claim)
    page = editor.get(address("claim")).content.decode()
    assert "Disputed" in page
    assert "Published" in page
    assert f"/claims/{claim.uid}/" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=draft", {"Never saved", "Draft"}),
        ("state=published", {"Live"}),
        ("page=live", {"Live"}),
        ("page=none", {"Never saved", "Draft"}),
        ("verdict=reported", {"Never saved", "Live"}),
        ("verdict=none", {"Draft"}),
        ("verdict=%00&state=nonsense&page=nonsense", {"Never saved", "Draft", "Live"}),
    ],
)
def test_claims_are_narrowed_by_state_page_and_verdict(editor: Client, query: str, expected: set[str]) -> None:
    make.checked_claim("Never saved")
    workflow.save_draft(make.checked_claim("Draft", rating="", rating_scale=None), author=None)
    make.publish_sample(make.checked_claim("Live"))
    answer = editor.get(f"{address('claim')}?{query}")
    assert {claim.summary for claim in answer.context["cl"].result_list} == expected


def test_the_index_names_every_table_under_its_heading(superuser: Client) -> None:
    groups = superuser.get("/admin/").context["app_list"]
    assert [str(group["name"]) for group in groups][:3] == ["Claims", "Sources", "Vocabulary"]
    listed = {table["object_name"] for group in groups for table in group["models"]}
    assert listed == {model.__name__ for model in TABLES.values()}


def test_the_desk_speaks_the_language_of_the_browser(editor: Client) -> None:
    claim = make.checked_claim(translations={"fr": {"statement": "Quelqu’un l’a fait."}})
    make.publish_sample(claim)
    for path in ("/admin/", address("claim"), address("claim", f"{claim.pk}/change/")):
        page = editor.get(path, headers={"accept-language": "fr"}).content.decode()
        assert 'lang="fr"' in page
    assert f"/fr/claims/{claim.uid}/" in page


def test_a_capture_is_pasted_and_its_hash_is_counted(editor: Client) -> None:
    source = make.source()
    typed = {
        "source": source.pk,
        "captured_at": "2026-11-21T10:00",
        "normaliser": "nfc-lf-1",
        "text": "Elle est ne\u0301e\r\nen 1815.",
        "version": "",
    }
    answer = editor.post(address("capture", "add/"), typed)
    assert answer.status_code == 302
    capture = source.captures.get()
    assert (capture.text, capture.length) == ("Elle est née\nen 1815.", 21)
    typed |= {"text": "Somebody else's words", "is_withheld": "on"}
    assert editor.post(address("capture", "add/"), typed).status_code == 302
    withheld = source.captures.get(text=None)
    assert withheld.length == 21
    assert withheld.captured_at == datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_what_may_only_be_read_is_shown_in_words(viewer: Client) -> None:
    polls = make.property("polls", value_type="percentage", cardinality="single_at_a_time", tolerance="1")
    value = {"type": "percentage", "amount": "5", "unit": "percent", "approximation": "around"}
    claim = make.claim(property=polls, value=value | {"lower": "4", "upper": "6"})
    piece = make.evidence(claim, value=claim.value, note={"en": "Of voters", "fr": "Des électeurs"})
    page = viewer.get(address("evidence", f"{piece.pk}/change/")).content.decode()
    assert "around 5" in page
    assert "Des électeurs" in page
    assert "NumberValue" not in page
    assert "{&quot;" not in page
    assert "around 5%" in viewer.get(address("claim", f"{claim.pk}/change/")).content.decode()


def test_a_tolerance_that_cannot_be_read_is_an_error_of_its_field(editor: Client) -> None:
    typed = {"key": "polls", "label__en": "polls", "value_type": "percentage", "cardinality": "many", "tolerance": "0"}
    answer = editor.post(address("property", "add/"), typed | {"version": ""})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["tolerance"]


def test_a_claim_that_is_not_there_is_no_error(editor: Client) -> None:
    for key in ("999999", "nonsense", "9" * 40):
        path = address("claim", f"{key}/change/")
        assert editor.get(path).status_code == 302
        assert editor.post(path, {"evidence-INITIAL_FORMS": "1"}).status_code == 409
    assert not Claim.objects.exists()
