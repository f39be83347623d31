"""The one app of the project."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    """Claims with their evidence: the desk where editors work and the record that readers see."""

    name = "claims"
    verbose_name = _("Claims")

    def ready(self) -> None:
        from claims.desk.checks import one_person_desk
        from claims.models.checks import triggers_installed

        checks.register(triggers_installed, checks.Tags.database)
        checks.register(one_person_desk, checks.Tags.database)
