"""The index follows from the record: after whatever happened, it is what `manage.py reindex` makes of it."""

from datetime import UTC, datetime
from io import StringIO

import hypothesis
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from claims.desk import workflow
from claims.finding.search import engine, index
from claims.finding.search.record import RECORD
from claims.models import Case
from claims.models.record import PublishedClaim, RecordText, RecordWord
from tests import factories as make

pytestmark = pytest.mark.django_db

EXAMPLES = max(5, hypothesis.settings().max_examples * 15 // 100)
"""Each example publishes, which is slow."""

NOW = datetime(2026, 1, 2, tzinfo=UTC)
STATEMENTS = ("The wolf met 12 sheep.", "Sheep voted on 5 May 2017.", "Nobody's wolf isn't here.", "北京 is a town.")
FRENCH = ("", "Le loup a rencontré les brebis.", "L’élection des brebis.")


def tables():
    """What the two tables hold."""
    texts = RecordText.objects.values_list("pk", "owner", "language", "terms", "body", "at")
    folded = {(text.owner_id, text.language): text.texts for text in RecordText.objects.all()}
    return set(texts), folded, dict(RecordWord.objects.values_list("word", "count"))


def answers():
    """For each word, the owners of the texts that the engine gives for it."""
    words = sorted(RecordWord.objects.exclude(word__startswith=":").values_list("word", flat=True))
    owners = {text.pk: (text.owner_id, text.language) for text in RecordText.objects.all()}
    return {
        word: sorted(owners[pk] for _place, pk in engine.postings(RECORD, [word], 10_000)) for word in [*words, "zebra"]
    }


def check_the_engine():
    """Have SQLite compare its index with the texts; PostgreSQL cannot disagree with itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO claims_recordtext_words(claims_recordtext_words, rank) VALUES('integrity-check', 1)"
            )


def check_the_counts():
    """Each word stands in as many texts as the table of words says, and no word in none."""
    for word, owners in answers().items():
        assert RecordWord.objects.filter(word=word, count=len(owners)).exists() or (word == "zebra" and not owners)
    assert not RecordWord.objects.filter(count__lte=0).exists()


class Newsroom:
    """Claims to which something happens."""

    def __init__(self):
        self.claims = []
        self.editor, self.reviewer = make.user("alice", "editor"), make.user("bob", "reviewer")

    def publish(self, statement, french):
        translations = {"fr": {"statement": french, "summary": french}} if french else {}
        claim = make.checked_claim(statement, translations=translations)
        make.publish_sample(claim)
        self.claims.append(claim)

    def update(self, claim, statement, french):
        claim.refresh_from_db()
        claim.statement, claim.summary = statement, f"{statement[:40]} {claim.pk} {claim.case.version}"
        claim.translations = {"fr": {"statement": french, "summary": french}} if french else {}
        claim.save()
        head = PublishedClaim.objects.get(uid=claim.uid)
        kind = "reinstatement" if head.status == "retracted" else "correction"
        make.publish(claim, editor=self.editor, reviewer=self.reviewer, kind=kind, note="New words")

    def notice(self, claim):
        if PublishedClaim.objects.get(uid=claim.uid).status == "live":
            workflow.notice(claim, actor=self.reviewer, note="Something turned up")

    def retract(self, claim):
        if PublishedClaim.objects.get(uid=claim.uid).status == "live":
            workflow.retract(Case.objects.get(claim=claim).claim, actor=self.reviewer, note="Wrong")


steps = st.tuples(
    st.sampled_from(["publish", "update", "notice", "retract"]),
    st.integers(0, 3),
    st.sampled_from(STATEMENTS),
    st.sampled_from(FRENCH),
)


@hypothesis.settings(max_examples=EXAMPLES)
@given(st.lists(steps, min_size=1, max_size=6))
def test_after_any_sequence_the_index_is_the_one_that_would_be_made_anew(sequence):
    with transaction.atomic():
        newsroom = Newsroom()
        for step, which, statement, french in sequence:
            if step == "publish" or not newsroom.claims:
                newsroom.publish(statement, french)
            elif step == "update":
                newsroom.update(newsroom.claims[which % len(newsroom.claims)], statement, french)
            else:
                getattr(newsroom, step)(newsroom.claims[which % len(newsroom.claims)])
        check_the_engine()
        check_the_counts()
        before = tables(), answers()
        call_command("reindex", verbosity=0, stdout=StringIO())
        check_the_engine()
        assert (tables(), answers()) == before
        transaction.set_rollback(True)


def test_reindex_mends_an_index_that_was_lost_and_says_how_many_texts_there_are(capsys):
    newsroom = Newsroom()
    for statement in STATEMENTS:
        newsroom.publish(statement, FRENCH[1])
    newsroom.retract(newsroom.claims[0])
    before = tables(), answers()
    engine.clear(RECORD)
    RecordText.objects.filter(language="fr").delete()
    RecordWord.objects.all().delete()
    call_command("reindex")
    assert "6 texts of the record" in capsys.readouterr().out
    assert (tables(), answers()) == before
    check_the_engine()


def test_reindex_of_nothing_leaves_nothing(capsys):
    call_command("reindex")
    assert "0 texts of the record" in capsys.readouterr().out
    assert tables() == (set(), {}, {})


def entry(owner, language="en", **fields):
    """A text of a claim."""
    return index.Entry(owner.pk, language, NOW, {"statement": "The wolf came."} | fields)


@pytest.fixture
def heads():
    """Two published claims, with nothing in the index."""
    make.publish_sample(make.checked_claim("One"), make.checked_claim("Two"))
    index.fill({RECORD: []})
    return list(PublishedClaim.objects.order_by("pk"))


def test_the_texts_of_an_owner_are_replaced_and_those_of_others_stay(heads):
    one, two = heads
    index.put(RECORD, [one.pk, two.pk], [entry(one), entry(one, "fr"), entry(two)])
    index.put(RECORD, [one.pk], [entry(one, statement="A sheep left.")])
    assert sorted(RecordText.objects.values_list("owner", "language")) == [(one.pk, "en"), (two.pk, "en")]
    assert index.frequencies(RECORD, ["wolf", "sheep", "zebra"]) == {"wolf": 1, "sheep": 1}
    check_the_engine()


def test_an_owner_without_texts_leaves_no_word_behind(heads):
    index.put(RECORD, [heads[0].pk], [entry(heads[0])])
    index.put(RECORD, [heads[0].pk], [])
    assert tables() == (set(), {}, {})
    check_the_engine()


def test_texts_and_the_lengths_of_their_fields_are_counted(heads):
    assert index.measures(RECORD)[0] == 0
    index.put(RECORD, [head.pk for head in heads], [entry(heads[0]), entry(heads[1], summary="Wolf, wolf, wolf")])
    count, lengths = index.measures(RECORD)
    assert (count, lengths["statement"], lengths["summary"]) == (2, 2, 1.5)


def test_a_text_keeps_the_terms_of_each_field_in_their_order(heads):
    index.put(RECORD, [heads[0].pk], [entry(heads[0], names="Ada , Carl", quotes="Wolf! Wolf!")])
    text = RecordText.objects.get()
    by_field = index.document(text).terms
    assert {name: terms for name, terms in by_field.items() if terms} == {
        "statement": ["wolf", "came"],
        "quotes": ["wolf", "wolf"],
        "names": ["ada", "carl"],
    }
    assert text.body.split() == [":language:en", "ada", "came", "carl", "wolf"]
    assert text.texts == {"statement": "the wolf came."}


def test_many_texts_are_written_in_batches(heads, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(index, "AT_ONCE", 2)
    languages = [f"x{letter}" for letter in "abcde"]
    index.put(RECORD, [heads[0].pk], [entry(heads[0], language) for language in languages])
    assert index.fill({RECORD: [entry(heads[0], language) for language in languages]}) == 5
    monkeypatch.undo()
    assert index.frequencies(RECORD, ["wolf"]) == {"wolf": 5}
    with django_assert_max_num_queries(11):
        index.put(RECORD, [heads[0].pk], [entry(heads[0], language) for language in languages])


def test_words_of_any_length_fit(heads):
    odd = " ".join(["a" * 500, "1" * 500, "é" * 500, "5%" * 100, "2017-06-18", "9" * 38 + "k", "x" * 30 + "1" * 30])
    index.put(RECORD, [heads[0].pk], [entry(heads[0], statement=odd)])
    check_the_engine()
    check_the_counts()
