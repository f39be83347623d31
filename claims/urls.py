"""Public addresses."""

from django.urls import URLPattern, URLResolver, path, register_converter

from claims.public import views
from claims.public.converters import Uid

app_name = "claims"

register_converter(Uid, "uid")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("claims/", views.claim_list, name="list"),
    path("claims/<uid:uid>.json", views.claim_document, name="document"),
    path("claims/<uid:uid>/", views.claim_detail, name="shortcut"),
    path("claims/<uid:uid>/<str:slug>/", views.claim_detail, name="detail"),
    path("methodology/", views.methodology, name="methodology"),
]
