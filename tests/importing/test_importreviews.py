"""What `importreviews` does with the fact-checks of others, row by row."""

import tracemalloc

import pytest
from django.db import IntegrityError
from django.utils import timezone

from claims.desk.importing import reviews
from claims.desk.importing.reviews import ReviewImport
from claims.finding.search import desk, index
from claims.models import OutsideReview, ReviewText
from tests import factories as make

from .feeds import BRIDGE, MAPPED, RIVER, as_lines, as_table, found, report, run, stored

pytestmark = pytest.mark.django_db

FIELDS = {name: f"their {name}" for name in reviews.FIELDS}


def many(number, **fields):
    return [{"id": f"n-{each}", "said": f"It rained on day {each}.", **fields} for each in range(number)]


FEW = {"external_id": "id", "text": "said"}


def test_every_field_is_taken_from_the_column_that_is_mapped_to_it(tmp_path):
    row = {f"their {name}": f"the {name}" for name in FIELDS} | {"their url": "https://checks.example/1", "more": [{}]}
    path = as_lines(tmp_path / "all.jsonl", [row])
    before = timezone.now()
    assert report(path, "--language=fr", mapped=FIELDS) == "1 created, 0 updated, 0 unchanged"
    review = OutsideReview.objects.get()
    assert {name: getattr(review, name) for name in FIELDS} == {name: row[f"their {name}"] for name in FIELDS}
    assert (review.feed, review.language) == ("gazette", "fr")
    assert before <= review.imported_at <= timezone.now()


def test_all_formats_say_the_same(tmp_path):
    report(as_lines(tmp_path / "a.jsonl", [BRIDGE, RIVER]))
    assert OutsideReview.objects.get(external_id="r-1").text == RIVER[1]
    for path in (
        as_table(tmp_path / "a.csv", [BRIDGE, RIVER]),
        as_table(tmp_path / "b.csv", [BRIDGE, RIVER], ";"),
        as_table(tmp_path / "A.TSV", [BRIDGE, RIVER], "\t"),
    ):
        assert report(path) == "0 created, 0 updated, 2 unchanged", path


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv"])
def test_a_byte_order_mark_blank_lines_and_line_ends_of_windows_are_fine(tmp_path, name):
    path = tmp_path / name
    as_lines(path, [BRIDGE]) if name == "a.jsonl" else as_table(path, [BRIDGE], "\t" if name == "a.tsv" else ",")
    text = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text)
    assert report(path) == "1 created, 0 updated, 0 unchanged"
    assert stored() == {"b-1"}


def test_a_column_can_be_mapped_to_two_fields_and_the_others_are_left_out(tmp_path):
    path = as_table(tmp_path / "a.csv", [BRIDGE])
    report(path, mapped={"external_id": "link", "url": "link", "text": "said"})
    review = OutsideReview.objects.get()
    assert review.external_id == review.url == BRIDGE[3]
    assert review.title == ""


def test_importing_again_changes_nothing(tmp_path, monkeypatch):
    path = as_lines(tmp_path / "a.jsonl", [BRIDGE, RIVER])
    report(path)
    before = list(OutsideReview.objects.values_list()), list(ReviewText.objects.values_list())
    assert report(path) == "0 created, 0 updated, 2 unchanged"
    assert (list(OutsideReview.objects.values_list()), list(ReviewText.objects.values_list())) == before


def test_what_is_imported_is_found_and_what_is_changed_is_found_by_its_new_words(tmp_path):
    path = tmp_path / "a.jsonl"
    report(as_lines(path, [BRIDGE, RIVER]))
    assert found("bridges opening") == {"b-1"}
    first = OutsideReview.objects.get(external_id="b-1")
    changed = ("b-1", "The tunnel was dug in 1887.", *BRIDGE[2:])
    assert report(as_lines(path, [changed, RIVER])) == "0 created, 1 updated, 1 unchanged"
    assert (found("bridge"), found("tunnels")) == (set(), {"b-1"})
    second = OutsideReview.objects.get(external_id="b-1")
    assert second.pk == first.pk
    assert second.imported_at > first.imported_at


def test_the_index_after_updates_is_the_one_that_is_made_anew(tmp_path):
    path = tmp_path / "a.jsonl"
    report(as_lines(path, [BRIDGE, RIVER]))
    report(as_lines(path, [("b-1", "The tunnel was dug.", "", "")]))

    def everything():
        texts = ReviewText.objects.order_by("owner").values_list("owner", "language", "at", "terms", "texts", "body")
        return list(texts), dict(desk.REVIEWS.words.objects.values_list("word", "count"))

    before = everything()
    index.fill({desk.REVIEWS: desk.reviews()})
    assert everything() == before


def test_another_language_is_a_change_and_words_are_then_read_in_it(tmp_path):
    path = as_lines(tmp_path / "a.jsonl", [("x", "Les chevaux mangent.", "", "")])
    report(path)
    assert report(path, "--language=fr") == "0 created, 1 updated, 0 unchanged"
    assert found("cheval", "fr") == {"x"}


def test_fields_that_are_not_mapped_stay_and_those_that_are_become_empty(tmp_path):
    path = tmp_path / "a.jsonl"
    report(as_lines(path, [BRIDGE]))
    changed = {"id": "b-1", "said": "It was 1888.", "link": None}
    report(as_lines(path, [changed]), mapped={"external_id": "id", "text": "said", "url": "link"})
    review = OutsideReview.objects.get()
    assert (review.text, review.title, review.url) == ("It was 1888.", BRIDGE[2], "")
    assert found("No, it was 1889") == {"b-1"}


def test_nothing_is_deleted(tmp_path):
    report(as_lines(tmp_path / "a.jsonl", [BRIDGE, RIVER]))
    report(as_lines(tmp_path / "a.jsonl", [RIVER]))
    assert stored() == {"b-1", "r-1"}


def test_the_same_identity_in_another_feed_is_another_review(tmp_path):
    make.outside_review(feed="town", external_id="b-1")
    assert report(as_lines(tmp_path / "a.jsonl", [BRIDGE])) == "1 created, 0 updated, 0 unchanged"
    assert OutsideReview.objects.count() == 2


def test_text_and_identity_are_cleaned_before_they_are_compared(tmp_path):
    path = as_lines(tmp_path / "a.jsonl", [("  Cafe\u0301\n1 ", " \u202eopen\x00ed ", "", "")])
    report(path)
    review = OutsideReview.objects.get()
    assert (review.external_id, review.text) == ("Café 1", "opened")
    assert report(path) == "0 created, 0 updated, 1 unchanged"


def test_what_was_imported_before_a_failure_stays_and_running_again_finishes(tmp_path, monkeypatch):
    path = as_lines(tmp_path / "a.jsonl", many(25))
    monkeypatch.setattr(reviews, "AT_ONCE", 10)
    update, calls = reviews.update_reviews, []

    def fail_at_the_second(some):
        calls.append(len(some))
        if len(calls) == 2:
            raise IntegrityError("somebody was faster")
        update(some)

    monkeypatch.setattr(reviews, "update_reviews", fail_at_the_second)
    code, lines, _errors = run(path, mapped=FEW)
    assert (code, lines) == (1, ["10 created, 0 updated, 0 unchanged, 0 refused"])
    assert OutsideReview.objects.count() == ReviewText.objects.count() == 10
    monkeypatch.undo()
    assert report(path, mapped=FEW) == "15 created, 0 updated, 10 unchanged"
    assert OutsideReview.objects.count() == ReviewText.objects.count() == 25


def test_a_transaction_ends_with_the_rows_or_the_characters_that_it_may_hold(tmp_path, monkeypatch):
    sizes = []
    monkeypatch.setattr(ReviewImport, "_write", lambda self, some: sizes.append(len(some)))
    run(as_lines(tmp_path / "a.jsonl", many(1001)), mapped=FEW)
    assert sizes == [500, 500, 1]
    sizes.clear()
    long = [{"id": str(number), "said": "x" * 40_000} for number in range(5)]
    run(as_lines(tmp_path / "a.jsonl", long), mapped=FEW)
    assert sizes == [2, 2, 1]


def test_the_number_of_queries_grows_with_the_transactions_alone(tmp_path, django_assert_max_num_queries):
    path = tmp_path / "a.jsonl"
    with django_assert_max_num_queries(60):
        report(as_lines(path, many(500)), mapped=FEW)
    with django_assert_max_num_queries(5):
        report(path, mapped=FEW)
    with django_assert_max_num_queries(80):
        report(as_lines(path, many(500, headline="New")), mapped=FEW | {"title": "headline"})


def test_memory_does_not_grow_with_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(ReviewImport, "_write", lambda self, some: None)

    def peak(number):
        path = as_lines(tmp_path / "a.jsonl", many(number, more="x" * 2_000))
        tracemalloc.start()
        run(path, mapped=FEW)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4_000) < 1.5 * peak(1_000)


def test_a_column_that_no_row_has_is_named_in_the_report(tmp_path):
    path = as_lines(tmp_path / "a.jsonl", [BRIDGE])
    code, lines, _errors = run(path, mapped=MAPPED | {"rating": "ratng"})
    assert (code, lines) == (0, ['No row has the column "ratng".', "1 created, 0 updated, 0 unchanged, 0 refused"])
