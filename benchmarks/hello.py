"""The least that Django can answer: the measure of what a page costs on top.

This module is its settings, its addresses and its only view at once (`DJANGO_SETTINGS_MODULE=benchmarks.hello`).
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

ALLOWED_HOSTS = ["127.0.0.1"]
LOCAL = True  # gunicorn.conf.py asks
ROOT_URLCONF = __name__
SECRET_KEY = "signs nothing"


def hello(request: HttpRequest) -> HttpResponse:
    """One word."""
    return HttpResponse("hello")


urlpatterns = [path("", hello)]
