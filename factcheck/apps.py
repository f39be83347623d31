"""The app of the wiring: it has no models, and exists so that its system checks are found."""

from django.apps import AppConfig


class FactcheckConfig(AppConfig):
    """Registers the system checks of the settings, and the signal that dates a session."""

    name = "factcheck"
    verbose_name = "Factcheck"

    def ready(self) -> None:
        """Import what registers itself."""
        from factcheck import checks, sessions  # noqa: F401
