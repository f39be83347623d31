"""All addresses: the admin in one place, the public pages once per language (`/…` English, `/fr/…` French)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("admin/", include("claims.admin.urls")),
    *i18n_patterns(path("", include("claims.urls")), prefix_default_language=False),
]

handler400 = "claims.public.errors.bad_request"
handler403 = "claims.public.errors.forbidden"
handler404 = "claims.public.errors.not_found"
handler500 = "claims.public.errors.server_error"
