"""What imports remember, so that they never overwrite an editor."""

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _


class ImportMark(models.Model):
    """The content that a row had when it was last imported. Where the row differs from it, an editor has been there."""

    model = models.CharField(_("model"), max_length=50)
    object_id = models.BigIntegerField(_("row"))
    sha256 = models.CharField("SHA-256", max_length=64)
    imported_at = models.DateTimeField(_("imported at"))

    class Meta:
        verbose_name = _("import mark")
        verbose_name_plural = _("import marks")
        constraints = [UniqueConstraint(fields=["model", "object_id"], name="import_mark_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
