"""Who may write what in the admin: content by editors, nothing by viewers, the workflow's tables by nobody."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from claims.admin.site import site
from claims.desk import audit, people, workflow
from claims.desk.permissions import CONTENT, Role
from claims.models import AuditEntry, Capture, Claim, Evidence, Grade
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.admin.forms import Page

pytestmark = pytest.mark.django_db

READ_ONLY = ("case", "revision", "review", "publication", "publishedclaim", "outsidereview", "auditentry")
APPEND_ONLY = ("grade", "capture")


def fill_all_tables() -> None:
    """One row or more in every table."""
    claim = make.claim(property=make.property(), value={"type": "date", "date": "1815"})
    claim.topics.add(make.topic())
    source = make.source()
    make.derivation(source, make.source())
    make.evidence(claim, source=source, capture=make.capture(source))
    make.relation(claim, make.checked_claim())
    Grade.objects.create(entity=source.publisher, since="2020", letter="B", rationale="By experience.")
    make.publish(claim)
    make.outside_review()
    people.make_account("newcomer-at-work", [Role.VIEWER], actor=None)


def first(name: str) -> int:
    [model] = [model for model in site._registry if model._meta.model_name == name]
    return model._default_manager.values_list("pk", flat=True)[0]


@pytest.mark.parametrize("role", ["viewer", "reviewer", "administrator"])
@pytest.mark.parametrize("name", CONTENT)
def test_content_is_written_by_editors_alone(name: str, role: str) -> None:
    fill_all_tables()
    client = at_the_desk("somebody", role)
    before = [model._default_manager.count() for model in site._registry]
    assert client.post(f"/admin/claims/{name}/add/", {}).status_code == 403
    assert client.post(f"/admin/claims/{name}/{first(name)}/change/", {}).status_code == 403
    assert client.post(f"/admin/claims/{name}/{first(name)}/delete/", {"post": "yes"}).status_code == 403
    assert [model._default_manager.count() for model in site._registry] == before


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_the_workflow_writes_is_written_by_nobody_else(name: str, superuser: Client) -> None:
    fill_all_tables()
    assert superuser.get(f"/admin/claims/{name}/").status_code == 200
    assert superuser.post(f"/admin/claims/{name}/add/", {}).status_code == 403
    assert superuser.post(f"/admin/claims/{name}/{first(name)}/change/", {}).status_code == 403
    assert superuser.post(f"/admin/claims/{name}/{first(name)}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [first(name)], "post": "yes"}
    superuser.post(f"/admin/claims/{name}/", chosen)
    assert first(name)


@pytest.mark.parametrize("name", [name for name in CONTENT if name != "evidence"])
def test_content_is_deleted_by_nobody(name: str, superuser: Client, editor: Client) -> None:
    fill_all_tables()
    for client in (superuser, editor):
        assert client.get(f"/admin/claims/{name}/{first(name)}/delete/").status_code == 403
        assert client.post(f"/admin/claims/{name}/{first(name)}/delete/", {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": [first(name)], "post": "yes"}
        client.post(f"/admin/claims/{name}/", chosen)
        assert first(name)


def test_evidence_is_taken_out_by_editors(viewer: Client, reviewer: Client, editor: Client) -> None:
    piece = make.evidence(make.checked_claim())
    address = f"/admin/claims/evidence/{piece.pk}/delete/"
    for client in (viewer, reviewer):
        assert client.post(address, {"post": "yes"}).status_code == 403
    assert editor.post(address, {"post": "yes"}).status_code == 302
    assert not Evidence.objects.filter(pk=piece.pk).exists()


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_what_is_only_added_is_changed_by_nobody(name: str, superuser: Client, editor: Client) -> None:
    fill_all_tables()
    for client in (superuser, editor):
        assert client.post(f"/admin/claims/{name}/{first(name)}/change/", {"rationale": "x"}).status_code == 403


def test_a_grade_is_added_beside_the_old_one_on_the_publishers_page(editor: Client) -> None:
    fill_all_tables()
    grade = Grade.objects.get()
    page = Page(editor, f"/admin/claims/entity/{grade.entity.pk}/change/", "entity_form")
    new = {"since": "2026", "letter": "C", "rationale": "Two corrections that were never made."}
    page.fields["grades-TOTAL_FORMS"] = ["2"]
    page.fill(**{f"grades-1-{name}": value for name, value in new.items()})
    page.fields |= {"grades-1-id": [""], "grades-1-entity": [str(grade.entity.pk)]}
    # The old one cannot be reached from the form, whatever is sent.
    page.fill(**{"grades-0-letter": "A", "grades-0-rationale": "Better than it is"})
    assert page.save().status_code == 302
    assert sorted((each.letter, str(each.since)) for each in Grade.objects.all()) == [("B", "2020"), ("C", "2026")]


def test_nothing_is_edited_in_a_list() -> None:
    assert not [model_admin for model_admin in site._registry.values() if model_admin.list_editable]


def test_a_capture_is_not_added_on_the_page_of_its_source(editor: Client) -> None:
    source = make.source()
    page = Page(editor, f"/admin/claims/source/{source.pk}/change/", "source_form")
    page.fields["captures-TOTAL_FORMS"] = ["1"]
    page.fields |= {"captures-0-text": ["made up"], "captures-0-source": [str(source.pk)]}
    page.save()
    assert not Capture.objects.exists()


def test_a_key_is_chosen_once(editor: Client) -> None:
    entity = make.entity("ada-lovelace")
    page = Page(editor, f"/admin/claims/entity/{entity.pk}/change/", "entity_form")
    assert "key" not in page.fields
    page.fields["key"] = ["somebody-else"]
    page.save()
    entity.refresh_from_db()
    assert entity.key == "ada-lovelace"


def test_evidence_cannot_be_moved_to_another_claim(editor: Client) -> None:
    claim, other = make.checked_claim(), make.checked_claim()
    workflow.save_draft(claim, author=None)
    page = Page(editor, f"/admin/claims/evidence/{claim.evidence.get().pk}/change/", "evidence_form")
    page.fields["claim"] = [str(other.pk)]
    assert page.save().status_code == 302
    assert claim.evidence.count() == 1


def test_an_administrator_appoints_people_and_never_above_themselves(administrator: Client) -> None:
    person, root = make.user("person", "editor"), make.user("root", is_superuser=True)
    page = Page(administrator, f"/admin/auth/user/{person.pk}/change/", "user_form")
    reviewer = Group.objects.get(name="reviewer")
    page.fill(groups=[str(reviewer.pk)])
    page.fields |= {"is_superuser": ["on"], "user_permissions": ["1"]}
    assert page.save().status_code == 302
    person = User.objects.get(pk=person.pk)
    assert [group.name for group in person.groups.all()] == ["reviewer"]
    assert not person.is_superuser
    assert not person.user_permissions.exists()
    assert administrator.post(f"/admin/auth/user/{root.pk}/change/", {"username": "mine"}).status_code == 403
    assert administrator.get(f"/admin/auth/user/{root.pk}/password/").status_code == 403


def test_nobody_gives_themselves_a_role_without_a_trace_that_everybody_can_read(
    administrator: Client, viewer: Client
) -> None:
    ada = User.objects.get(username="ada")
    page = Page(administrator, f"/admin/auth/user/{ada.pk}/change/", "user_form")
    page.fill(groups=[str(group.pk) for group in Group.objects.filter(name__in=["administrator", "reviewer"])])
    assert page.save().status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.person) == ("access_changed", ada, ada)
    detail = audit.detail_of(entry)
    assert detail["before"]["roles"] == ["administrator"]
    assert detail["after"]["roles"] == ["administrator", "reviewer"]
    assert "ada" in viewer.get("/admin/claims/auditentry/").content.decode()
    assert viewer.get(f"/admin/claims/auditentry/{entry.pk}/change/").status_code == 200


def test_a_change_that_is_no_right_is_not_logged(administrator: Client) -> None:
    person = make.user("person", "editor")
    page = Page(administrator, f"/admin/auth/user/{person.pk}/change/", "user_form")
    page.fill(first_name="Pat")
    assert page.save().status_code == 302
    assert not AuditEntry.objects.exists()


def test_an_account_that_is_made_or_closed_is_logged(administrator: Client) -> None:
    page = Page(administrator, "/admin/auth/user/add/", "user_form")
    page.fill(username="newcomer", password1="correct horse battery", password2="correct horse battery")
    assert page.save().status_code == 302
    newcomer = User.objects.get(username="newcomer")
    page = Page(administrator, f"/admin/auth/user/{newcomer.pk}/change/", "user_form")
    del page.fields["is_active"]
    assert page.save().status_code == 302
    made, closed = AuditEntry.objects.all()
    assert (made.action, closed.action) == ("account_made", "access_changed")
    assert not audit.detail_of(closed)["after"]["active"]


def test_setting_somebodys_password_is_logged(administrator: Client) -> None:
    person = make.user("person", "editor")
    address = f"/admin/auth/user/{person.pk}/password/"
    typed = {"password1": "correct horse battery", "password2": "correct horse battery"}
    assert administrator.post(address, typed | {"password2": "another horse battery"}).status_code == 200
    assert not AuditEntry.objects.exists()
    assert administrator.post(address, typed).status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.person, entry.actor) == ("password_set", person, User.objects.get(username="ada"))
    assert "correct horse" not in entry.detail


@pytest.mark.parametrize("role", ["viewer", "editor", "reviewer"])
def test_accounts_are_for_administrators(role: str) -> None:
    client = at_the_desk("somebody", role)
    assert client.get("/admin/auth/user/").status_code == 403
    assert client.get("/admin/auth/group/").status_code == 403


def test_roles_are_code(superuser: Client) -> None:
    make.user("somebody", "editor")
    group = Group.objects.get(name="viewer")
    assert superuser.get(f"/admin/auth/group/{group.pk}/change/").status_code == 200
    assert superuser.post(f"/admin/auth/group/{group.pk}/change/", {"name": "viewer"}).status_code == 403
    assert superuser.post("/admin/auth/group/add/", {"name": "boss"}).status_code == 403


def test_somebody_without_a_role_sees_nothing(db: None) -> None:
    fill_all_tables()
    client = at_the_desk("newcomer")
    assert client.get("/admin/").context["app_list"] == []
    for model in site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert client.get(address).status_code == 403


def test_answers_of_the_admin_are_kept_by_nobody(editor: Client) -> None:
    claim = make.checked_claim()
    for path in ("/admin/", "/admin/claims/claim/", f"/admin/claims/claim/{claim.pk}/change/"):
        assert editor.get(path)["Cache-Control"] == "private, no-store"
    assert Claim.objects.count() == 1
