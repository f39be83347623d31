"""Rules that hold over many rows, and that no column, constraint or trigger can state.

A rule is a function that yields a breach for each row that breaks it; `RULES` gives each its name and the sentence
that explains it. Nothing is changed here, and withdrawn claims are left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, groupby
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.judgement import ratings
from claims.judgement.values import EntityValue
from claims.judgement.vocab import (
    SYMMETRIC_RELATIONS,
    CaseState,
    DerivationKind,
    DerivationStatus,
    FindingKind,
    RelationKind,
    RelationStatus,
    Stance,
)
from claims.models import Claim, ClaimRelation, Derivation, Entity, Evidence, Property, Source, Topic
from claims.models.claims import refuse_foreign_value

from . import audit, people, translations
from .assessment import assess_from
from .material import gather

LONGEST_QUOTE = 25
"""Most words of a quotation; an assertion that needs more is more than one."""

CLAIMS_AT_ONCE = 200
"""How many claims are assessed at a time."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that breaks a rule: what it is (`claim stx6x8kd2b`), and what is the matter with it."""

    row: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that should hold of every row; `sentence` says it, `breaches` finds where it does not."""

    name: str
    sentence: Promise
    breaches: Callable[[], Iterator[Breach]]


def claims_at_work() -> QuerySet[Claim]:
    """The claims that were not withdrawn."""
    return Claim.objects.exclude(case__state=CaseState.WITHDRAWN).order_by("uid")


def evidence_at_work() -> QuerySet[Evidence]:
    """The evidence for claims that were not withdrawn."""
    return Evidence.objects.exclude(claim__case__state=CaseState.WITHDRAWN).order_by("uid")


def relations_at_work() -> QuerySet[ClaimRelation]:
    """The confirmed relations between claims that were not withdrawn."""
    confirmed = ClaimRelation.objects.filter(status=RelationStatus.CONFIRMED)
    ends = Q(a__case__state=CaseState.WITHDRAWN) | Q(b__case__state=CaseState.WITHDRAWN)
    return confirmed.exclude(ends).select_related("a", "b")


def derivations_at_work() -> QuerySet[Derivation]:
    """The derivations that are followed when origins are computed."""
    confirmed = Derivation.objects.filter(status=DerivationStatus.CONFIRMED)
    return confirmed.exclude(kind=DerivationKind.CITES).select_related("source", "derived_from")


def orphaned_entities() -> Iterator[Breach]:
    """Entities that no row refers to and no value names. Three queries."""
    in_values = set(_entities_in_values())
    references = [
        relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
        for relation in Entity._meta.related_objects
    ]
    unused = Entity.objects.exclude(reduce(or_, map(Exists, references)))
    for key in unused.order_by("key").values_list("key", flat=True):
        if key not in in_values:
            yield Breach(f"entity {key}", _("nothing names it"))


def claims_without_appearance() -> Iterator[Breach]:
    """Claims of which nobody knows where they were made. One query."""
    appearances = Evidence.objects.filter(claim=OuterRef("pk"), is_appearance=True)
    for uid in claims_at_work().filter(~Exists(appearances)).values_list("uid", flat=True):
        yield Breach(f"claim {uid}", _("no passage is marked as the place where the claim was made"))


def values_that_mean_nothing() -> Iterator[Breach]:
    """Values of no property, of another type or unit than their property has, or of an entity that is not there."""
    known = set(Entity.objects.values_list("key", flat=True))
    claims = claims_at_work().exclude(value=None).select_related("property")
    pieces = evidence_at_work().exclude(value=None).select_related("claim__property")
    rows = [(f"claim {claim.uid}", claim.property, claim.value) for claim in claims.iterator()]
    rows += [(f"evidence {piece.uid}", piece.claim.property, piece.value) for piece in pieces.iterator()]
    for row, described, value in rows:
        if described is None:
            yield Breach(row, _("it has a value, and its claim has no property"))
        elif isinstance(value, EntityValue) and value.key not in known:
            yield Breach(row, _("its value names “{key}”, and there is no such entity").format(key=value.key))
        else:
            try:
                refuse_foreign_value(described, value, "value")
            except ValidationError as error:
                yield Breach(row, " ".join(error.messages))


def long_quotations() -> Iterator[Breach]:
    """Quotations of more words than an assertion needs. One query."""
    for piece in evidence_at_work().exclude(quote_exact="").only("uid", "quote_exact").iterator():
        words = len(piece.quote_exact.split())
        if words > LONGEST_QUOTE:
            sentence = _("{words} words are quoted, and {most} are the most").format(words=words, most=LONGEST_QUOTE)
            yield Breach(f"evidence {piece.uid}", sentence)


def passages_entered_twice() -> Iterator[Breach]:
    """Quotations for one claim, with one stance, of overlapping places of one text. One query."""
    pieces = (
        evidence_at_work().exclude(quote_start=None).order_by("claim_id", "stance", "capture_id", "quote_start", "uid")
    )
    for _same, group in groupby(pieces.iterator(), lambda piece: (piece.claim_id, piece.stance, piece.capture_id)):
        for left, right in combinations(group, 2):
            if _overlap(left, right):
                sentence = _("it overlaps evidence {uid} of the same claim").format(uid=left.uid)
                yield Breach(f"evidence {right.uid}", sentence)


def stances_against_values() -> Iterator[Breach]:
    """Support whose value excludes the claim's, contradiction whose value agrees. Costs what assessing does."""
    doubts = {FindingKind.SUPPORT_CONFLICTS, FindingKind.CONTRADICTION_AGREES}
    pks = list(claims_at_work().exclude(value=None).values_list("pk", flat=True))
    for start in range(0, len(pks), CLAIMS_AT_ONCE):
        batch = pks[start : start + CLAIMS_AT_ONCE]
        material = gather(Claim.objects.filter(pk__in=batch))
        for pk in batch:
            for finding in assess_from(material, pk).findings:
                if finding.kind in doubts:
                    sentence = str(finding.kind.label).format(left=finding.left, right=finding.right)
                    yield Breach(f"evidence {finding.evidence[0]}", sentence)


def relations_entered_twice() -> Iterator[Breach]:
    """One relation from both ends, or one contradiction as a relation and as evidence. Three queries."""
    confirmed = relations_at_work()
    directed = confirmed.exclude(kind__in=sorted(SYMMETRIC_RELATIONS))
    reverse = confirmed.filter(a=OuterRef("b"), b=OuterRef("a"), kind=OuterRef("kind"))
    for relation in directed.filter(Exists(reverse), a__lt=F("b")):
        sentence = _("it is entered in both directions: {relation}").format(relation=relation)
        yield Breach(_relation_row(relation), sentence)
    contradictions = list(confirmed.filter(kind=RelationKind.CONTRADICTS))
    passages: dict[int, list[Evidence]] = {}
    ends = {pk for relation in contradictions for pk in (relation.a_id, relation.b_id)}
    for piece in Evidence.objects.filter(claim__in=ends).exclude(quote_start=None):
        passages.setdefault(piece.claim_id, []).append(piece)
    for relation in contradictions:
        for here, there in ((relation.a_id, relation.b_id), (relation.b_id, relation.a_id)):
            for piece in passages.get(here, []):
                supports = [other for other in passages.get(there, []) if other.stance == Stance.SUPPORTS]
                if piece.stance == Stance.CONTRADICTS and any(_overlap(piece, other) for other in supports):
                    sentence = _("the same passage contradicts the claim by relation {a} – {b} already").format(
                        a=relation.a.uid, b=relation.b.uid
                    )
                    yield Breach(f"evidence {piece.uid}", sentence)


def cycles_of_derivations() -> Iterator[Breach]:
    """Sources that rest on themselves in the end. One query."""
    graph: dict[str, set[str]] = {}
    for step in derivations_at_work():
        graph.setdefault(step.source.uid, set()).add(step.derived_from.uid)
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            cycle: list[str] = error.args[1][::-1]
            yield Breach(f"source {cycle[0]}", _("it rests on itself: {path}").format(path=" ← ".join(cycle)))
            graph[cycle[0]].remove(cycle[1])
        else:
            return


def missing_translations() -> Iterator[Breach]:
    """Texts that are there in one language of the site and not in another. Nine queries."""
    for claim in claims_at_work().iterator():
        for language, name in translations.missing_of(claim):
            yield Breach(f"claim {claim.uid}", _("no {text} in “{language}”").format(text=name, language=language))
    labelled = [(model, model._meta.model_name) for model in (Entity, Property, Topic)]
    for model, kind in labelled:
        for each in model._default_manager.order_by("key"):
            for language in translations.missing(each.label):
                yield Breach(f"{kind} {each.key}", _("no name in “{language}”").format(language=language))
    for entity in Entity.objects.order_by("key"):
        for language in translations.missing(entity.description):
            sentence = _("no {text} in “{language}”").format(text="description", language=language)
            yield Breach(f"entity {entity.key}", sentence)
    for row, note in _notes():
        for language in translations.missing(note):
            yield Breach(row, _("no note in “{language}”").format(language=language))


def outdated_translations() -> Iterator[Breach]:
    """Translations that are older than their original. One query; reads the revisions of edited claims."""
    for each in translations.outdated(claims_at_work()):
        sentence = _("the {text} changed after its translation into “{language}”")
        yield Breach(f"claim {each.claim}", sentence.format(text=each.text, language=each.language))


def summaries_with_a_verdict() -> Iterator[Breach]:
    """Summaries that hold the name of a verdict: a list would say it twice, and keep it when it changes. One query."""
    verdicts = {code: _verdicts_in(code) for code, _name in settings.LANGUAGES}
    for claim in claims_at_work().only("uid", "summary", "language", "translations").iterator():
        summaries = {claim.language: claim.summary}
        summaries |= {code: texts.get("summary", "") for code, texts in claim.translations.items()}
        for language, summary in summaries.items():
            found = verdicts[language].search(summary) if language in verdicts else None
            if found:
                sentence = _("its summary in “{language}” holds the verdict “{word}”")
                yield Breach(f"claim {claim.uid}", sentence.format(language=language, word=found[0]))


def _entities_in_values() -> Iterator[str]:
    for model in (Claim, Evidence):
        for value in model._default_manager.exclude(value=None).values_list("value", flat=True):
            if isinstance(value, EntityValue):
                yield value.key


def _notes() -> Iterator[tuple[str, dict[str, str]]]:
    """The notes that pages show, by language, each with the row that has it."""
    for piece in evidence_at_work().iterator():
        yield f"evidence {piece.uid}", piece.note
        yield f"evidence {piece.uid}", piece.resolution_note
    for relation in relations_at_work():
        yield _relation_row(relation), relation.note
    for step in derivations_at_work():
        yield f"derivation {step.source.uid} {step.kind} {step.derived_from.uid}", step.note
    for source in Source.objects.order_by("uid"):
        yield f"source {source.uid}", source.retraction_note


def _relation_row(relation: ClaimRelation) -> str:
    return f"relation {relation.a.uid} {relation.kind} {relation.b.uid}"


def _overlap(left: Evidence, right: Evidence) -> bool:
    """Whether two placed quotations of one captured text have a character in common."""
    if left.capture_id != right.capture_id or None in (left.quote_start, right.quote_start):
        return False
    return max(left.quote_start or 0, right.quote_start or 0) < min(left.quote_end or 0, right.quote_end or 0)


def _verdicts_in(language: str) -> re.Pattern[str]:
    with translation.override(language):
        labels = {_(rating.label) for scale in ratings.SCALES.values() for rating in scale.ratings}
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(labels, key=len, reverse=True)))})\b", re.IGNORECASE)


def faults_of_the_log_of_people() -> Iterator[Breach]:
    """Entries of the log of people that were changed, or whose neighbour is gone."""
    for seq, fault in audit.faults():
        yield Breach(f"entry {seq}", fault)


def access_without_an_entry() -> Iterator[Breach]:
    """Accounts that were given or denied something by another way than the desk's: a shell, a database client."""
    for person in people.unlogged():
        yield Breach(f"account {person.username}", _("what it may do is not what the log of people says"))


RULES: tuple[Rule, ...] = (
    Rule("orphaned_entity", gettext_lazy("Every entity is named by something."), orphaned_entities),
    Rule("no_appearance", gettext_lazy("Every claim has a place where it was made."), claims_without_appearance),
    Rule("foreign_value", gettext_lazy("Every value is one of its property."), values_that_mean_nothing),
    Rule("long_quotation", gettext_lazy("No quotation is longer than its assertion needs."), long_quotations),
    Rule("passage_twice", gettext_lazy("No passage is entered twice for one claim."), passages_entered_twice),
    Rule("stance_against_value", gettext_lazy("No stance disagrees with the values."), stances_against_values),
    Rule("relation_twice", gettext_lazy("No relation is entered twice."), relations_entered_twice),
    Rule("derivation_cycle", gettext_lazy("No source rests on itself."), cycles_of_derivations),
    Rule("no_translation", gettext_lazy("Every text is there in each language of the site."), missing_translations),
    Rule("old_translation", gettext_lazy("No translation is older than its original."), outdated_translations),
    Rule("verdict_in_summary", gettext_lazy("No summary holds a verdict."), summaries_with_a_verdict),
    Rule("log_of_people", gettext_lazy("The log of people is whole."), faults_of_the_log_of_people),
    Rule("unlogged_access", gettext_lazy("The log of people says what everybody may do."), access_without_an_entry),
)
"""All rules, in the order in which they are looked at."""
