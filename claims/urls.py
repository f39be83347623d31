"""Public addresses."""

from django.urls import URLPattern, URLResolver, path, register_converter

from claims.public import check, gathered, views
from claims.public.converters import Key, Uid

app_name = "claims"

register_converter(Uid, "uid")
register_converter(Key, "key")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("claims/", views.claim_list, name="list"),
    path("claims/<uid:uid>.json", views.claim_document, name="document"),
    path("claims/<uid:uid>/", views.claim_detail, name="shortcut"),
    path("claims/<uid:uid>/<str:slug>/", views.claim_detail, name="detail"),
    path("check/", check.check, name="check"),
    path("subjects/<key:key>/", gathered.subject, name="subject"),
    path("topics/<key:key>/", gathered.topic, name="topic"),
    path("sources/<uid:uid>/", gathered.source, name="source"),
    path("contradictions/", gathered.contradiction_list, name="contradictions"),
    path("methodology/", views.methodology, name="methodology"),
]
