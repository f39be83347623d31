"""The closed vocabularies of the project: every word that a column, a fixture or a dossier may hold.

Each class is one vocabulary; its values are stored and published, so a value is never renamed once used.
Labels are what editors and readers see, through gettext. The words are those of the field: Wikibase for values,
the Admiralty code for grades, W3C Web Annotation for quotes, schema.org for works.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class EntityKind(TextChoices):
    """What sort of thing an entity is."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    WORK = "work", _("Work")
    PLACE = "place", _("Place")
    EVENT = "event", _("Event")
    LAW = "law", _("Law")
    OTHER = "other", _("Other")


class GradeLetter(TextChoices):
    """Reliability of a publisher on the Admiralty scale."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: reliability cannot be judged")


class ValueType(TextChoices):
    """What sort of value a property takes. Money is a quantity whose unit is an ISO 4217 code."""

    DATE = "date", _("Date")
    QUANTITY = "quantity", _("Quantity")
    PERCENTAGE = "percentage", _("Percentage")
    MONEY = "money", _("Money")
    ENTITY = "entity", _("Entity")
    TEXT = "text", _("Text")
    BOOLEAN = "boolean", _("Yes or no")


class Snak(TextChoices):
    """Whether a value is stated, exists but is not known, or is stated not to exist (Wikibase's snak types)."""

    VALUE = "value", _("A value")
    UNKNOWN = "somevalue", _("There is a value, but it is not known")
    NONE = "novalue", _("There is no value")


class Approximation(TextChoices):
    """How a number was worded. Decides the interval that the number stands for (values.py)."""

    EXACT = "exact", _("exactly")
    AROUND = "around", _("around")
    NEARLY = "nearly", _("nearly")
    OVER = "over", _("just over")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class Cardinality(TextChoices):
    """How many values a property can have."""

    SINGLE_EVER = "single_ever", _("One value, for ever")
    SINGLE_AT_A_TIME = "single_at_a_time", _("One value at a time")
    MANY = "many", _("Several values at once")


class ClaimKind(TextChoices):
    """What sort of sentence a claim is; decides how it can be checked."""

    FACT = "fact", _("Statement of fact")
    REPORTED_SPEECH = "reported_speech", _("Report of what somebody said")
    CHARACTERISATION = "characterisation", _("Characterisation")
    PREDICTION = "prediction", _("Prediction")
    TOO_VAGUE = "too_vague", _("Too vague to check")


class WorkType(TextChoices):
    """What sort of document a source is."""

    ARTICLE = "article", _("Article")
    ESSAY = "essay", _("Essay")
    ENCYCLOPEDIA = "encyclopedia", _("Encyclopedia entry")
    BOOK = "book", _("Book")
    REPORT = "report", _("Report")
    DATASET = "dataset", _("Dataset")
    PRESS_RELEASE = "press_release", _("Press release")
    SPEECH = "speech", _("Speech")
    INTERVIEW = "interview", _("Interview")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    SOCIAL_POST = "social_post", _("Post in a social network")
    OFFICIAL_RECORD = "official_record", _("Official record")
    WEB_PAGE = "web_page", _("Web page")
    OTHER = "other", _("Other")


class DerivationKind(TextChoices):
    """How one source rests on another. Only `cites` is never followed when origins are computed."""

    REPRINT = "reprint", _("Reprint")
    TRANSLATION = "translation", _("Translation")
    PRESS_RELEASE = "press_release", _("Written from a press release")
    DATASET = "dataset", _("Taken from a dataset")
    CITES = "cites", _("Cites")


class DerivationStatus(TextChoices):
    """Whether an editor stands behind a derivation; only confirmed ones count."""

    SUGGESTED = "suggested", _("Suggested")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class Normaliser(TextChoices):
    """What was done to a captured text before positions were counted."""

    NONE = "none", _("Nothing: the file as it was")
    NFC_LF_1 = "nfc-lf-1", _("Unicode NFC, line ends as LF")


class Stance(TextChoices):
    """What a passage does for a claim."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")
    CONTEXT = "context", _("Context")


class Basis(TextChoices):
    """On what the source rests its statement, as far as the passage shows."""

    FIRST_HAND = "first_hand", _("First hand: the source saw, measured or decided it")
    ATTRIBUTED = "attributed", _("Attributed to somebody else")
    UNSTATED = "unstated", _("Not stated")


class Resolution(TextChoices):
    """How a contradiction was settled. Everything but `unresolved` settles it; it stays visible either way."""

    DIFFERENT_TIME = "different_time", _("They speak of different times")
    DIFFERENT_DEFINITION = "different_definition", _("They use different definitions")
    DIFFERENT_POPULATION = "different_population", _("They count different things")
    ROUNDING = "rounding", _("Rounding")
    SOURCE_ERROR = "source_error", _("One source is in error")
    RETRACTED = "retracted", _("One source has been retracted")
    UNRESOLVED = "unresolved", _("Unresolved")


class RelationKind(TextChoices):
    """How one claim stands to another. `a` is the subject of the sentence, `b` its object."""

    CONTRADICTS = "contradicts", _("contradicts")
    SAME_AS = "same_as", _("says the same as")
    NARROWS = "narrows", _("is a narrower form of")
    UPDATES = "updates", _("updates")
    PART_OF = "part_of", _("is part of")
    DEPENDS_ON = "depends_on", _("depends on")


SYMMETRIC_RELATIONS = frozenset({RelationKind.CONTRADICTS, RelationKind.SAME_AS})
"""Kinds that read the same from both ends; they are stored once, with the smaller uid as `a`."""


class RelationOrigin(TextChoices):
    """Who proposed a relation between claims."""

    EDITOR = "editor", _("An editor")
    COMPUTED = "computed", _("Computed from the values")


class RelationStatus(TextChoices):
    """Whether editors stand behind a relation. A dismissed one is remembered and never asked again."""

    SUGGESTED = "suggested", _("Suggested")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")


class CaseState(TextChoices):
    """Where the working copy of a claim stands at the desk."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Priority(IntegerChoices):
    """How much of a hurry there is."""

    NORMAL = 0, _("Normal")
    HIGH = 1, _("High")
    URGENT = 2, _("Urgent")


class ReviewKind(TextChoices):
    """Who reviewed a revision: a second person, or nobody (and then every page says so)."""

    PEER = "peer", _("Reviewed by a second person")
    NONE = "none", _("Not reviewed by a second person")


class ReviewDecision(TextChoices):
    """What a reviewer decided about a revision."""

    APPROVE = "approve", _("Approved")
    SEND_BACK = "send_back", _("Sent back")


class PublicationKind(TextChoices):
    """What an entry of the public record does to its claim."""

    FIRST = "first", _("First publication")
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    RETRACTION = "retraction", _("Retraction")
    REINSTATEMENT = "reinstatement", _("Reinstatement")
    NOTICE = "notice", _("Notice")


PUBLICATIONS_WITHOUT_CONTENT = frozenset({PublicationKind.RETRACTION, PublicationKind.NOTICE})
"""Kinds that one person may publish: they say less than the page before them, and reset nothing."""


class LiveStatus(TextChoices):
    """Whether a published claim is up."""

    LIVE = "live", _("Live")
    RETRACTED = "retracted", _("Retracted")


class TermKind(TextChoices):
    """What a published claim can be found by."""

    SUBJECT = "subject", _("Subject")
    PROPERTY = "property", _("Property")
    TOPIC = "topic", _("Topic")
    SOURCE = "source", _("Source")
    PUBLISHER = "publisher", _("Publisher")
    SPEAKER = "speaker", _("Speaker")
    YEAR = "year", _("Said in")
    CLAIM = "claim", _("Linked claim")
    CONTRADICTION = "contradiction", _("Contradiction")


class FacetKind(TextChoices):
    """What lists of published claims can be narrowed by. Of those that are terms too, the words are the same."""

    VERDICT = "verdict", _("Verdict")
    STANDING = "standing", _("Standing")
    SUBJECT = "subject", _("Subject")
    PROPERTY = "property", _("Property")
    TOPIC = "topic", _("Topic")
    SOURCE = "source", _("Source")
    PUBLISHER = "publisher", _("Publisher")
    LANGUAGE = "language", _("Language")
    YEAR = "year", _("Said in")
    CHANGED = "changed", _("Last changed")


class Standing(TextChoices):
    """What the evidence amounts to, computed; the editors' verdict is separate (ratings.py)."""

    UNSUPPORTED = "unsupported", _("Unsupported")
    SINGLE_SOURCE = "single_source", _("Single source")
    MULTIPLE_SOURCES = "multiple_sources", _("Multiple sources")
    CORROBORATED = "corroborated", _("Corroborated")
    DISPUTED = "disputed", _("Disputed")
    CONTRADICTED = "contradicted", _("Contradicted")


class Agreement(TextChoices):
    """How two values stand to each other (values.compare)."""

    AGREE = "agree", _("agree")
    REFINE = "refine", _("one is more precise than the other")
    CONFLICT = "conflict", _("conflict")
    POSSIBLE_CONFLICT = "possible_conflict", _("may conflict")
    INCOMPARABLE = "incomparable", _("cannot be compared")


class Reason(TextChoices):
    """Why two values compare as they do. The label is the sentence; {left} and {right} are the values as written."""

    SAME = "same", _("{left} and {right} are the same.")
    OVERLAP = "overlap", _("{left} and {right} can both be right: they have common ground.")
    FINER = "finer", _("{left} and {right} agree; one is more precise.")
    DISJOINT = "disjoint", _("{left} and {right} exclude each other.")
    WORDING = "wording", _("“{left}” and “{right}” are different words; whether they mean the same is for an editor.")
    SCOPE_UNKNOWN = "scope_unknown", _("{left} and {right} exclude each other, if they speak of the same time.")
    DIFFERENT_TIME = "different_time", _("{left} and {right} speak of different times.")
    SEVERAL_VALUES = "several_values", _("{left} and {right} differ, but there can be several values at once.")
    DIFFERENT_TYPES = "different_types", _("{left} and {right} are different sorts of value.")
    DIFFERENT_UNITS = "different_units", _("{left} and {right} are in different units.")


class FindingKind(TextChoices):
    """What the assessment found that an editor should look at. The label is the sentence."""

    SUPPORT_CONFLICTS = "support_conflicts", _("Marked as support, but {left} and {right} exclude each other.")
    CONTRADICTION_AGREES = "contradiction_agrees", _("Marked as contradiction, but {left} and {right} agree.")
    VALUES_CONFLICT = "values_conflict", _("Two pieces of evidence exclude each other: {left} and {right}.")
    VALUES_MAY_CONFLICT = "values_may_conflict", _("Two pieces of evidence may exclude each other: {left} and {right}.")
    ANACHRONISM = "anachronism", _("The source is dated {left}, before what it is said to confirm ({right}).")


class GateCheck(TextChoices):
    """What is checked before a claim is published. The label is what the page says was checked."""

    HAS_SUBJECT = "has_subject", _("The claim says whom or what it is about.")
    HAS_VERDICT = "has_verdict", _("There is a verdict, and an explanation of it.")
    HAS_EVIDENCE = "has_evidence", _("There is at least one piece of evidence.")
    SOURCES_STAND = "sources_stand", _("No source has been retracted since the approval.")
    ASSESSMENT_HOLDS = "assessment_holds", _("The standing is the same as when the revision was written.")
    LINKS_LIVE = "links_live", _("Every linked claim is published.")
    HAS_APPEARANCE = "has_appearance", _("It is recorded where the claim was made.")
    STANCES_FIT = "stances_fit", _("No stance disagrees with the values that were compared.")
    QUOTES_PLACED = "quotes_placed", _("Every quotation says where it stands in its source.")
    TRANSLATED = "translated", _("The claim is translated into every language of the site.")


class AuditAction(TextChoices):
    """What the desk's own log keeps of people. Only an import is about nobody in particular."""

    ACCOUNT_MADE = "account_made", _("account made")
    ACCESS_CHANGED = "access_changed", _("roles or access changed")
    PASSWORD_SET = "password_set", _("password set by somebody else")
    FACTOR_ENROLLED = "factor_enrolled", _("second factor registered")
    FACTOR_RESET = "factor_reset", _("second factor reset")
    CODES_MADE = "codes_made", _("recovery codes made")
    CODE_USED = "code_used", _("signed in with a recovery code")
    SIGNED_IN = "signed_in", _("signed in")
    IMPORTED = "imported", _("claims imported")
