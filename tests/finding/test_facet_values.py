"""The values of facets follow from the record: after whatever happened, they are what a GROUP BY counts."""

import hypothesis
import pytest
from django.db import connection, transaction
from django.db.models import Count
from hypothesis import given
from hypothesis import strategies as st

from claims.desk import workflow
from claims.finding import facet_values
from claims.finding.search import engine
from claims.judgement.vocab import FacetKind
from claims.models.record import FacetValue, PublishedClaim, PublishedTerm
from tests import factories as make

pytestmark = pytest.mark.django_db

EXAMPLES = max(5, hypothesis.settings().max_examples * 15 // 100)
"""Each example publishes, which is slow."""

COLUMNS = {FacetKind.VERDICT: "rating", FacetKind.STANDING: "standing", FacetKind.LANGUAGE: "language"}


class Newsroom:
    """Claims about two people, in which everything that a facet shows can change."""

    def __init__(self):
        self.claims = []
        self.editor, self.reviewer = make.user("alice", "editor"), make.user("bob", "reviewer")
        self.people = [make.entity("ada"), make.entity("carl")]
        self.paper = make.source("The Paper")

    def publish(self, claim, person, rating, year):
        claim = make.claim(subject=self.people[person], rating=rating, claimed_on=year, topics=[make.topic()])
        make.evidence(claim, source=self.paper)
        make.publish_sample(claim)
        self.claims.append(claim)

    def update(self, claim, person, rating, year):
        claim.refresh_from_db()
        claim.subject, claim.rating, claim.claimed_on = self.people[person], rating, year
        claim.summary = f"Somebody did it {claim.case.version}"
        claim.topics.set([make.topic("sums")] if person else [])
        claim.save()
        head = PublishedClaim.objects.get(uid=claim.uid)
        kind = "reinstatement" if head.status == "retracted" else "correction"
        make.publish(claim, editor=self.editor, reviewer=self.reviewer, kind=kind, note="New words")

    def rename(self, claim, person, rating, year):
        """What the next publication calls somebody."""
        self.people[person].label = {"en": f"{rating} {year}", "fr": rating}
        self.people[person].save()

    def notice(self, claim, *_others):
        if PublishedClaim.objects.get(uid=claim.uid).status == "live":
            workflow.notice(claim, actor=self.reviewer, note="Something turned up")

    def retract(self, claim, *_others):
        if PublishedClaim.objects.get(uid=claim.uid).status == "live":
            workflow.retract(claim, actor=self.reviewer, note="Wrong")


def counted():
    """Every value of every facet with the number of its live claims, by a GROUP BY."""
    found = {}
    heads = PublishedClaim.objects.filter(status="live").order_by()
    for kind, column in COLUMNS.items():
        for key, count in heads.values_list(column).annotate(Count("pk")):
            found[kind.value, key] = count
    for kind, key, count in (
        PublishedTerm.objects.filter(published__status="live", kind__in=facet_values.FROM_TERMS)
        .order_by()
        .values_list("kind", "key")
        .annotate(Count("pk"))
    ):
        found[kind, key] = count
    for changed_at in heads.values_list("changed_at", flat=True):
        day = FacetKind.CHANGED.value, facet_values.day_of(changed_at)
        found[day] = found.get(day, 0) + 1
    return found


def stored():
    """Everything that the values say, but for the numbers of rows."""
    return {
        (value.kind, value.key): (value.label, value.body, value.count, facet_values.members_of(value))
        for value in FacetValue.objects.all()
    }


def check_the_engine():
    """Have SQLite compare its index with the names; PostgreSQL cannot disagree with itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO claims_facetvalue_words(claims_facetvalue_words, rank) VALUES('integrity-check', 1)"
            )


steps = st.tuples(
    st.sampled_from(["publish", "update", "rename", "notice", "retract"]),
    st.integers(0, 3),
    st.integers(0, 1),
    st.sampled_from(["reported", "false"]),
    st.sampled_from(["2017", "2017-05", "2016/2018"]),
)


@hypothesis.settings(max_examples=EXAMPLES)
@given(st.lists(steps, min_size=1, max_size=7))
def test_after_any_sequence_they_are_what_a_group_by_counts_and_what_would_be_made_anew(sequence):
    with transaction.atomic():
        newsroom = Newsroom()
        for step, which, *rest in sequence:
            if step == "publish" or not newsroom.claims:
                newsroom.publish(None, *rest)
            else:
                getattr(newsroom, step)(newsroom.claims[which % len(newsroom.claims)], *rest)
        check_the_engine()
        before = stored()
        assert {value: count for value, (_label, _body, count, _members) in before.items()} == counted()
        facet_values.fill()
        check_the_engine()
        assert stored() == before
        transaction.set_rollback(True)


def test_a_value_is_called_what_the_newest_claim_calls_it():
    newsroom = Newsroom()
    newsroom.publish(None, 0, "reported", "2017")
    newsroom.rename(None, 0, "false", "2018")
    newsroom.publish(None, 0, "reported", "2017")
    assert FacetValue.objects.get(kind="subject", key="ada").label == {"en": "false 2018", "fr": "false"}
    newsroom.retract(newsroom.claims[1])
    assert FacetValue.objects.get(kind="subject", key="ada").label == {"en": "Ada", "fr": "Ada"}


def test_names_are_found_by_the_beginnings_of_their_words():
    make.publish_sample(
        make.checked_claim(subject=make.entity("a", label={"en": "Élodie of Arden", "fr": "Élodie d’Arden"})),
        make.checked_claim(subject=make.entity("b", label={"en": "Ardent O'Neill"})),
    )

    def found(*beginnings):
        pks = engine.beginning_so(facet_values.FACET_VALUES, beginnings)
        return set(FacetValue.objects.filter(kind="subject", pk__in=pks).values_list("key", flat=True))

    assert found("ard") == {"a", "b"}
    assert found("ard", "elo") == {"a"}
    assert found("ardent") == {"b"}
    assert found("arden", "x") == set()
    assert found('"', "ard") in (set(), {"a", "b"})


def test_nothing_published_leaves_no_value():
    assert facet_values.fill() == 0
    assert stored() == {}


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_a_fixed_number_of_queries(django_assert_max_num_queries, number):
    claims = [make.checked_claim() for _ in range(number)]
    make.publish_sample(*claims)
    values = stored()
    FacetValue.objects.all().delete()
    engine.clear(facet_values.FACET_VALUES)
    with django_assert_max_num_queries(7), facet_values.following([]):
        facet_values._change(sorted(values), {}, facet_values._values_of([claim.uid for claim in claims]))
    assert stored() == values
