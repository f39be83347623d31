"""Addresses of the stock project: those of the product."""

from django.urls import path

from .stock import site
from .views import claim_list

urlpatterns = [
    path("claims/", claim_list),
    path("admin/", site.urls),
]
