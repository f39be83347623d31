"""The role matrix: every address of the site × every role × one's own and another's, opened and sent to."""

from collections.abc import Iterator
from copy import copy
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver

from claims.admin.site import site
from claims.admin.transitions import TRANSITIONS
from claims.desk import people, workflow
from claims.desk.permissions import RIGHTS, Role
from claims.models import Claim, Grade, Topic
from tests import factories as make
from tests.admin.roles import ROLES, ROWS

pytestmark = pytest.mark.django_db

REFUSED = (403, 404, 405)


def addresses(resolver: Any, before: str = "", space: str = "") -> Iterator[str]:
    """Every address of the site by its name, or by its pattern where it has none."""
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}" if each.name else f"{before}{each.pattern}"
        else:
            yield from addresses(each, f"{before}{each.pattern}", f"{each.namespace}:" if each.namespace else space)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    rows = {name.partition(" ")[0] for name in ROWS}
    assert set(addresses(get_resolver())) == rows
    transitions = {name.partition(" ")[2] for name in ROWS if name.startswith("admin:claims_claim_transition")}
    assert transitions == set(TRANSITIONS)


def test_every_role_has_a_column() -> None:
    assert set(RIGHTS) == {*Role} <= set(ROLES)


def somebody(role: str) -> User:
    """Whoever asks; nobody is signed in where the role is `anonymous`."""
    match role:
        case "superuser":
            return make.user("asking", is_superuser=True)
        case "anonymous" | "newcomer":
            return make.user("asking")
    return make.user("asking", role)


def in_state(state: str, author: User) -> Claim:
    """A claim that somebody has written, with its working copy in a state."""
    alice, bob = make.user("alice", "editor"), make.user("bob", "reviewer")
    claim = make.checked_claim()
    workflow.save_draft(claim, author=author)
    if state == "withdrawn":
        workflow.withdraw(claim, actor=alice)
    elif state != "draft":
        workflow.submit([claim], actor=alice)
    if state in ("approved", "published"):
        workflow.approve(claim, actor=bob, sha256=claim.revisions.latest("number").sha256)
    if state == "published":
        workflow.publish([claim], actor=bob)
    return claim


def stage(person: User, whose: str) -> tuple[dict[str, object], dict[str, str]]:
    """What fills the addresses, and what is typed: of the person who asks, or of another."""
    author = person if whose == "own" else make.user("carol", "editor")
    drafts = {name: in_state("draft", author) for name in ("claims_claim", "other_claim", "submit", "withdraw")}
    states = {"reopen": "withdrawn", "publish": "approved"}
    claims = drafts | {
        name: in_state(states.get(name, "in_review"), author) for name in ("reopen", "send_back", "approve", "publish")
    }
    live = in_state("published", author)
    live.topics.add(make.topic())
    make.publish_sample(topical := make.checked_claim(topics=[make.topic()]))
    paper = live.evidence.get().source
    Grade.objects.create(entity=paper.publisher, since="2020", letter="B", rationale="By experience.")
    make.capture(paper)
    make.derivation(paper, make.source())
    make.relation(live, topical)
    make.property()
    make.outside_review()
    people.make_account("newcomer-to-the-log", [Role.VIEWER], actor=None)
    filled: dict[str, object] = {name: claim.uid for name, claim in claims.items()}
    filled |= dict.fromkeys(("notice", "retract", "still_true", "plan", "topic"), live.uid)
    filled |= {"live": live.uid, "live_source": paper.uid}
    filled["other_claim"] = claims["other_claim"].pk
    filled["content_type"] = ContentType.objects.get_for_model(Topic).pk
    for model in site._registry:
        filled[model._meta.label_lower.replace(".", "_")] = model._default_manager.values_list("pk", flat=True)[0]
    filled["claims_claim"] = claims["claims_claim"].pk
    filled["claims_evidence"] = claims["claims_claim"].evidence.get().pk
    filled["auth_user"] = author.pk
    filled["auth_group"] = Group.objects.get(name="viewer").pk
    approved = claims["approve"].revisions.latest("number").sha256
    return filled, {"note": "A reason.", "kind": "update", "sha256": approved, "post": "yes", "same": "yes"} | {
        "priority": "2",
        "topic": str(Topic.objects.latest("pk").pk),
        "text": "A note.",
    }


def outcome(client: Client, method: str, path: str, typed: dict[str, str]) -> HttpResponseBase:
    """The answer to one request, of which nothing is kept."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        answer = client.get(path) if method == "GET" else client.post(path, typed)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def is_refused(answer: HttpResponseBase, path: str) -> bool:
    """Whether somebody was not let through."""
    if answer.status_code == 409:  # the workflow refuses; elsewhere it is a form without its version
        return "/transitions/" in path
    is_led_away = answer.headers.get("Location", "").startswith("/admin/login/") and path != "/admin/login/"
    return is_led_away or answer.status_code in REFUSED


@pytest.mark.parametrize("whose", ["own", "other"])
@pytest.mark.parametrize("role", ROLES)
def test_no_cell_is_wrong(role: str, whose: str) -> None:
    person = somebody(role)
    filled, typed = stage(person, whose)
    client = Client()
    if role != "anonymous":
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    wrong = []
    for name, row in ROWS.items():
        path = row.path.format(**filled)
        for method in ("GET", "POST"):
            answer = outcome(client, method, path, typed)
            if is_refused(answer, path) is (role in row.allowed(method, whose)):
                wrong.append(f"{method} {name}: {answer.status_code} {answer.headers.get('Location', '')}")
    assert wrong == []
