"""The addresses of the admin, below /admin/."""

from .site import site

app_name = "admin"
urlpatterns = site.get_urls()
