"""Why the workflow refuses to do something: errors with a sentence for the person who asked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from claims.judgement.vocab import CaseState, GateCheck
from claims.models import Claim


class Refused(Exception):
    """The workflow does not do this; nothing has changed. The message is for the person who asked."""


class StaleVersion(Refused):
    """Somebody else saved the claim since the form was read."""

    def __init__(self, claim: Claim, read: int, now: int) -> None:
        super().__init__(
            _("“%(claim)s” was saved by somebody else since you opened it (version %(now)s, yours is %(read)s).")
            % {"claim": claim, "read": read, "now": now}
        )
        self.read, self.now = read, now


class WrongState(Refused):
    """The transition does not start at the state that the claim is in."""

    def __init__(self, claim: Claim, state: CaseState) -> None:
        super().__init__(
            _("“%(claim)s” is in the state “%(state)s”; this step does not start there.")
            % {"claim": claim, "state": state.label}
        )


class OwnEdits(Refused):
    """Four eyes: the reviewer has edited the claim since it was last published."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(
            _("You have edited “%(claim)s” since it was last published; somebody else must approve it.")
            % {"claim": claim}
        )


class OtherBytes(Refused):
    """What is to be approved or published is not what was read."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(
            _("“%(claim)s” has changed since you read it; read the new revision first.") % {"claim": claim}
        )


class GateClosed(Refused):
    """A check of the gate failed."""

    def __init__(self, claim: Claim, failed: Sequence[GateCheck]) -> None:
        super().__init__(
            _("“%(claim)s” does not pass the gate. Not fulfilled: %(checks)s")
            % {"claim": claim, "checks": " ".join(str(check.label) for check in failed)}
        )
        self.claim, self.failed = claim, tuple(failed)


class NotLive(Refused):
    """There is no live page to retract or to put a notice on."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(_("“%(claim)s” is not published.") % {"claim": claim})


class Incomplete(Refused):
    """The transition needs something that was not given, such as a reason."""


class NotRestorable(Refused):
    """An earlier revision cannot be written again: what it refers to is gone, or a rule of today refuses it."""

    def __init__(self, claim: Claim, reasons: Sequence[str]) -> None:
        super().__init__(
            _("That revision of “%(claim)s” cannot be brought back as it was: %(reasons)s")
            % {"claim": claim, "reasons": " ".join(str(reason) for reason in reasons)}
        )
