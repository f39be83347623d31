"""Roles as data."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from claims.desk import permissions
from claims.desk.permissions import RIGHTS, Role, actor_key, credit, put_roles, require
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_roles_have_exactly_their_rights() -> None:
    put_roles()
    Group.objects.get(name="viewer").permissions.clear()
    put_roles()
    for role, rights in RIGHTS.items():
        given = Group.objects.get(name=role).permissions.select_related("content_type")
        assert {f"{right.content_type.app_label}.{right.codename}" for right in given} == rights


@pytest.mark.parametrize(
    ("right", "holders"),
    [
        ("claims.view_claim", {"viewer", "editor", "reviewer", "administrator"}),
        ("claims.change_claim", {"editor"}),
        ("claims.submit_case", {"editor"}),
        ("claims.assign_case", {"editor", "reviewer"}),
        ("claims.import_claims", {"editor"}),
        ("claims.approve_case", {"reviewer"}),
        ("claims.publish_case", {"reviewer"}),
        ("claims.retract_case", {"reviewer"}),
        ("auth.change_user", {"administrator"}),
        ("auth.change_group", set()),
        ("claims.delete_claim", set()),
        ("claims.change_grade", set()),
        ("claims.change_capture", set()),
        ("claims.change_case", set()),
        ("claims.add_publication", set()),
        ("claims.change_publishedclaim", set()),
    ],
)
def test_who_may_do_what(right: str, holders: set[str]) -> None:
    assert {role.value for role, rights in RIGHTS.items() if right in rights} == holders


def test_nobody_may_delete_anything_but_evidence() -> None:
    deletions = {right for rights in RIGHTS.values() for right in rights if ".delete_" in right}
    assert deletions == {"claims.delete_evidence"}


def test_somebody_who_has_left_has_no_right() -> None:
    alice = make.user("alice", "editor", is_active=False)
    with pytest.raises(PermissionDenied, match=r"claims\.submit_case"):
        require(alice, "claims.submit_case")


def test_reviewers_and_administrators_need_a_second_factor() -> None:
    assert set(permissions.SECOND_FACTOR) == {Role.REVIEWER, Role.ADMINISTRATOR}


def test_the_key_of_a_person_is_theirs_and_says_nothing() -> None:
    alice, bob = make.user("alice"), make.user("bob")
    assert actor_key(alice) == actor_key(make.user("alice")) != actor_key(bob)
    assert credit(alice) == actor_key(alice)
    assert credit(make.user("carol", first_name="Carol", last_name="West")) == "Carol West"
