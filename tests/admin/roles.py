"""Who may open and who may send what: a row for each address of the site. The test asks each cell.

A cell is refused with 403, 404 or 405, by being led to the sign-in page, or with 409 where a transition is asked for.
Everything else is let through: a form that is sent back with its mistakes too.
"""

from dataclasses import dataclass

NOBODY: frozenset[str] = frozenset()
STAFF = frozenset({"newcomer", "viewer", "editor", "reviewer", "administrator", "superuser"})
EVERYBODY = STAFF | {"anonymous"}
DESK = STAFF - {"newcomer"}
EDITORS = frozenset({"editor", "superuser"})
REVIEWERS = frozenset({"reviewer", "superuser"})
ADMINISTRATORS = frozenset({"administrator", "superuser"})

ROLES = ("anonymous", "newcomer", "viewer", "editor", "reviewer", "administrator", "superuser")
"""A newcomer has an account without a role."""


@dataclass(frozen=True, slots=True)
class Row:
    """Who may open an address (GET) and who may send to it (POST); `own_…` where it is another matter for one's own."""

    path: str
    get: frozenset[str]
    post: frozenset[str] = NOBODY
    own_get: frozenset[str] | None = None
    own_post: frozenset[str] | None = None

    def allowed(self, method: str, whose: str) -> frozenset[str]:
        """Who is let through."""
        own = {"GET": self.own_get, "POST": self.own_post}[method]
        everybody = {"GET": self.get, "POST": self.post}[method]
        return own if whose == "own" and own is not None else everybody


def table(
    name: str,
    readers: frozenset[str],
    adders: frozenset[str] = NOBODY,
    changers: frozenset[str] = NOBODY,
    deleters: frozenset[str] = NOBODY,
) -> dict[str, Row]:
    """The rows of a table of the admin."""
    label = name.replace("_", "/")
    one = f"/admin/{label}/{{{name}}}/"
    return {
        # Lists take POST for their actions; without one it is as opening them.
        f"admin:{name}_changelist": Row(f"/admin/{label}/", readers, readers),
        f"admin:{name}_add": Row(f"/admin/{label}/add/", adders, adders),
        f"admin:{name}_change": Row(f"{one}change/", readers, changers),
        f"admin:{name}_delete": Row(f"{one}delete/", deleters, deleters),
        f"admin:{name}_history": Row(f"{one}history/", readers, readers),
        # Leads to the page above, which asks again.
        f"admin/{label}/<path:object_id>/": Row(one, STAFF, STAFF),
    }


def transition(name: str, actors: frozenset[str], own: frozenset[str] | None = None) -> dict[str, Row]:
    """The row of a transition of claims: who may see what it would do, and who may do it."""
    path = f"/admin/claims/claim/transitions/{name}/?claim={{{name}}}"
    return {f"admin:claims_claim_transition {name}": Row(path, actors, actors, own_post=own)}


ROWS: dict[str, Row] = {
    # Content: edited by editors, deleted by nobody but for evidence; grades and captures are only added.
    **table("claims_entity", DESK, EDITORS, EDITORS),
    **table("claims_grade", DESK, EDITORS),
    **table("claims_property", DESK, EDITORS, EDITORS),
    **table("claims_topic", DESK, EDITORS, EDITORS),
    **table("claims_source", DESK, EDITORS, EDITORS),
    **table("claims_derivation", DESK, EDITORS, EDITORS),
    **table("claims_capture", DESK, EDITORS),
    **table("claims_claim", DESK, EDITORS, EDITORS),
    **table("claims_evidence", DESK, EDITORS, EDITORS, EDITORS),
    **table("claims_claimrelation", DESK, EDITORS, EDITORS),
    "admin:claims_claim_notes": Row("/admin/claims/claim/{claims_claim}/notes/", DESK, EDITORS | REVIEWERS),
    "admin:claims_claim_preview": Row("/admin/claims/claim/{claims_claim}/preview/fr/", DESK),
    "admin:claims_claim_queue": Row("/admin/claims/claim/queue/", REVIEWERS),
    "admin:claims_claim_restore": Row("/admin/claims/claim/{claims_claim}/restore/1/", EDITORS, EDITORS),
    "admin:claims_claim_same": Row("/admin/claims/claim/{claims_claim}/same/claim/{other_claim}/", EDITORS, EDITORS),
    # Workflow and record: read by the desk, written by nobody.
    **table("claims_case", DESK),
    **table("claims_revision", DESK),
    **table("claims_review", DESK),
    **table("claims_publication", DESK),
    **table("claims_publishedclaim", DESK),
    **table("claims_outsidereview", DESK),
    **table("claims_auditentry", DESK),
    # Transitions. Nobody approves their own edits; hiding needs one person.
    **transition("submit", EDITORS),
    **transition("withdraw", EDITORS),
    **transition("reopen", EDITORS),
    **transition("send_back", REVIEWERS),
    **transition("approve", REVIEWERS, own=NOBODY),
    **transition("publish", REVIEWERS),
    **transition("notice", REVIEWERS),
    **transition("retract", REVIEWERS),
    # No transitions of the workflow, but done in the same way.
    **transition("still_true", EDITORS),
    **transition("plan", EDITORS | REVIEWERS),
    **transition("topic", EDITORS),
    # People.
    **table("auth_user", ADMINISTRATORS, ADMINISTRATORS, ADMINISTRATORS),
    **table("auth_group", ADMINISTRATORS),
    "admin:auth_user_password_change": Row("/admin/auth/user/{auth_user}/password/", ADMINISTRATORS, ADMINISTRATORS),
    "admin:auth_user_second_factor": Row(
        "/admin/auth/user/{auth_user}/second-factor/", ADMINISTRATORS, ADMINISTRATORS, own_get=NOBODY, own_post=NOBODY
    ),
    # One's own sign-in.
    "admin:login": Row("/admin/login/", EVERYBODY, EVERYBODY),
    # By POST alone; who is not signed in is led to the index either way.
    "admin:logout": Row("/admin/logout/", frozenset({"anonymous"}), EVERYBODY),
    "admin:password_change": Row("/admin/password_change/", STAFF, STAFF),
    "admin:password_change_done": Row("/admin/password_change/done/", STAFF),
    "admin:second_factor": Row("/admin/second-factor/", STAFF, STAFF),
    # Only for whoever is registering at the moment, and for whoever was verified: here nobody is.
    "admin:second_factor_image": Row("/admin/second-factor/code.svg", NOBODY),
    "admin:recovery_codes": Row("/admin/second-factor/recovery-codes/", STAFF, STAFF),
    # The desk itself.
    "admin:index": Row("/admin/", STAFF, STAFF),
    "admin:app_list": Row("/admin/claims/", DESK, DESK),
    "admin:autocomplete": Row("/admin/autocomplete/?app_label=claims&model_name=claim&field_name=subject", DESK),
    "admin:jsi18n": Row("/admin/jsi18n/", STAFF),
    "admin:view_on_site": Row("/admin/r/{content_type}/{claims_topic}/", NOBODY, NOBODY),
    "admin/(?P<url>.*)$": Row("/admin/there/is/no/such/page/", NOBODY, NOBODY),
    # The public pages are the same for everybody, and take nothing.
    "claims:home": Row("/", EVERYBODY),
    "claims:list": Row("/claims/", EVERYBODY),
    "claims:document": Row("/claims/{live}.json", EVERYBODY),
    "claims:shortcut": Row("/claims/{live}/", EVERYBODY),
    "claims:detail": Row("/claims/{live}/any/", EVERYBODY),
    "claims:check": Row("/check/", EVERYBODY),
    "claims:subject": Row("/subjects/ada-lovelace/", EVERYBODY),
    "claims:topic": Row("/topics/politics/", EVERYBODY),
    "claims:source": Row("/sources/{live_source}/", EVERYBODY),
    "claims:contradictions": Row("/contradictions/", EVERYBODY),
    "claims:methodology": Row("/methodology/", EVERYBODY),
}
"""By the name of the address, or by its pattern where it has none."""
