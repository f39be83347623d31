"""Two people, one form: the slower one overwrites nothing, is told what happened, and loses nothing."""

import pytest
from django.test import Client

from claims.desk import workflow
from claims.desk.refusals import StaleVersion
from claims.models import Claim, Evidence
from tests import databases
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.admin.forms import Page, read


def opened(client: Client, claim: Claim) -> Page:
    return Page(client, f"/admin/claims/claim/{claim.pk}/change/", "claim_form")


@pytest.fixture
def claim(db: None) -> Claim:
    made = make.checked_claim("Somebody did it.")
    workflow.save_draft(made, author=None)
    return made


def test_a_stale_save_is_answered_with_409_and_changes_nothing(
    editor: Client, other_editor: Client, claim: Claim
) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    assert fast.fill(rating="half_true").save().status_code == 302
    answer = slow.fill(analysis="What I found out").save()
    assert answer.status_code == 409
    claim.refresh_from_db()
    assert (claim.rating, claim.analysis) == ("half_true", "")
    assert claim.revisions.count() == 2


def test_it_says_who_saved_what_since(editor: Client, other_editor: Client, claim: Claim) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.fill(rating_explanation="Their words").save()
    answer = slow.fill(rating_explanation="My words", **{"evidence-0-locator": "page 3"}).save()
    conflict = answer.context["conflict"]
    assert [(save.by, save.revision) for save in conflict.saves] == [("Emma Example", 2)]
    assert {(each.label, each.theirs, each.mine) for each in conflict.differences} == {
        ("Explanation", "Their words", "My words"),
        ("Place", "–", "page 3"),
    }
    page = answer.content.decode()
    assert "Revision 2 by Emma Example" in page
    assert "Their words" in page


def test_everything_that_was_typed_is_still_in_the_form(editor: Client, other_editor: Client, claim: Claim) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.fill(summary="Theirs").save()
    typed = {
        "statement": "My statement\nin two lines",
        "translations__fr__statement": "Ma phrase",
        "claimed_on": "not even a date",
        "evidence-0-quote_exact": " my quotation ",
    }
    slow.fill(**typed).add_evidence(stance="context", source=str(make.source().pk), locator="my new piece")
    answer = slow.save()
    assert answer.status_code == 409
    fields = read(answer, "claim_form")
    assert {name: fields[name][0].replace("\r\n", "\n") for name in typed} == typed
    assert fields["evidence-1-locator"] == ["my new piece"]


def test_saving_again_is_on_purpose_and_puts_mine_on_top(editor: Client, other_editor: Client, claim: Claim) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.fill(summary="Theirs").save()
    slow.fields = read(slow.fill(summary="Mine").save(), "claim_form")
    assert slow.save().status_code == 302
    claim.refresh_from_db()
    assert claim.summary == "Mine"
    assert [revision.author and revision.author.username for revision in claim.revisions.order_by("number")] == [
        None,
        "emma",
        "alice",
    ]


def test_a_save_on_top_is_stale_too_when_somebody_was_faster_again(
    editor: Client, other_editor: Client, claim: Claim
) -> None:
    slow = opened(editor, claim)
    opened(other_editor, claim).fill(summary="Theirs").save()
    slow.fields = read(slow.fill(summary="Mine").save(), "claim_form")
    opened(other_editor, claim).fill(summary="Theirs again").save()
    assert slow.save().status_code == 409


def test_evidence_that_they_added_stays(editor: Client, other_editor: Client, claim: Claim) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.add_evidence(stance="context", source=str(make.source("Their source").pk)).save()
    answer = slow.fill(**{"evidence-0-locator": "page 3"}).save()
    assert [title for title in answer.context["conflict"].added if "Their source" in title]
    slow.fields = read(answer, "claim_form")
    assert slow.save().status_code == 302
    assert sorted(piece.locator for piece in claim.evidence.all()) == ["", "page 3"]


def test_evidence_that_they_deleted_is_not_lost_with_what_i_typed(
    editor: Client, other_editor: Client, claim: Claim
) -> None:
    kept, gone = claim.evidence.get(), make.evidence(claim, source=make.source("Gone source"))
    workflow.save_draft(claim, author=None)
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.fill(**{"evidence-1-DELETE": "on"}).save()
    assert claim.evidence.get() == kept
    slow.fill(**{"evidence-0-locator": "page 1", "evidence-1-locator": "page 2"})
    answer = slow.save()
    assert answer.status_code == 409
    assert answer.context["conflict"].deleted == ("Gone source",)
    slow.fields = read(answer, "claim_form")
    assert slow.fields["evidence-1-locator"] == ["page 2"]
    assert slow.save().status_code == 302
    assert {piece.locator for piece in claim.evidence.all()} == {"page 1", "page 2"}
    assert not Evidence.objects.filter(pk=gone.pk).exists()


def test_when_the_workflow_itself_refuses_all_is_rolled_back_and_the_form_is_checked_again(
    editor: Client, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_draft, calls = workflow.save_draft, []

    def overtaken_once(claim: Claim, *, author, version: int):
        calls.append(Claim.objects.get(pk=claim.pk).analysis)
        if len(calls) == 1:
            raise StaleVersion(claim, version, version + 1)
        return save_draft(claim, author=author, version=version)

    monkeypatch.setattr(workflow, "save_draft", overtaken_once)
    assert opened(editor, claim).fill(analysis="Mine").save().status_code == 302
    assert calls == ["Mine", "Mine"]
    assert [revision.number for revision in claim.revisions.order_by("number")] == [1, 2]


def test_of_two_saves_at_the_same_moment_one_wins_and_the_other_gets_its_words_back(throwaway_database: None) -> None:
    claim = make.checked_claim("Somebody did it.")
    workflow.save_draft(claim, author=None)
    pages = [opened(at_the_desk(name, "editor"), claim).fill(analysis=f"By {name}") for name in ("alice", "emma")]
    answers = dict(zip(("alice", "emma"), databases.in_threads(*(page.save for page in pages)), strict=True))
    assert sorted(answer.status_code for answer in answers.values()) == [302, 409]
    [loser] = [name for name, answer in answers.items() if answer.status_code == 409]
    assert f"By {loser}" in answers[loser].content.decode()
    claim.refresh_from_db()
    assert claim.analysis == f"By {'emma' if loser == 'alice' else 'alice'}"
    assert claim.revisions.count() == claim.case.version == 2


def test_a_form_without_its_version_is_stale(editor: Client, claim: Claim) -> None:
    page = opened(editor, claim)
    del page.fields["version"]
    page.fill(analysis="Mine")
    assert page.save().status_code == 409


def test_evidence_on_its_own_page_is_stale_when_its_claim_was_saved(
    editor: Client, other_editor: Client, claim: Claim
) -> None:
    piece = claim.evidence.get()
    slow = Page(editor, f"/admin/claims/evidence/{piece.pk}/change/", "evidence_form")
    opened(other_editor, claim).fill(analysis="Theirs").save()
    answer = slow.fill(locator="page 3").save()
    assert answer.status_code == 409
    assert read(answer, "evidence_form")["locator"] == ["page 3"]


def test_evidence_that_was_deleted_while_its_own_page_was_open_gives_back_what_was_typed(
    editor: Client, other_editor: Client, claim: Claim
) -> None:
    piece = make.evidence(claim)
    workflow.save_draft(claim, author=None)
    address = f"/admin/claims/evidence/{piece.pk}/change/"
    slow = Page(editor, address, "evidence_form").fill(locator="page 3", note__en="First line\nsecond line")
    assert other_editor.post(f"/admin/claims/evidence/{piece.pk}/delete/", {"post": "yes"}).status_code == 302
    answer = slow.save()
    assert answer.status_code == 409
    assert {("Place", "page 3"), ("Note (English)", "First line\nsecond line")} <= set(answer.context["typed"])
    assert "First line<br>second line" in answer.content.decode()
    assert editor.get(address).status_code == 302  # whoever typed nothing is led away


def test_a_second_save_from_the_same_page_is_stale_like_any_other(editor: Client, claim: Claim) -> None:
    page = opened(editor, claim).fill(analysis="First")
    assert page.save().status_code == 302
    assert page.fill(analysis="Second, after the browser went back").save().status_code == 409
