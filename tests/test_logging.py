"""Log lines: one JSON object each, without what people typed."""

import json
import logging

import pytest
from django.test import RequestFactory

from factcheck.jsonlog import JSONFormatter


def formatted(**arguments):
    record = logging.makeLogRecord({"name": "django.request", "levelname": "WARNING", "created": 0.5} | arguments)
    line = JSONFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_a_line_says_when_how_grave_where_from_and_what():
    assert formatted(msg="%s: %s", args=("Not Found", "/é")) == {
        "time": "1970-01-01T00:00:00.500+00:00",
        "level": "WARNING",
        "logger": "django.request",
        "message": "Not Found: /é",
    }


def test_a_request_is_logged_without_its_query_body_and_headers():
    request = RequestFactory().post(
        "/admin/login/?token=abc", {"password": "hunter2"}, headers={"cookie": "sessionid=xyz"}
    )
    line = formatted(msg="Forbidden", request=request, status_code=403)
    assert (line["status"], line["method"], line["path"]) == (403, "POST", "/admin/login/")
    assert not any(secret in json.dumps(line) for secret in ("abc", "hunter2", "xyz"))


def test_an_error_brings_its_traceback_in_the_same_line():
    try:
        raise ValueError("first\nsecond")
    except ValueError as error:
        line = formatted(msg="failed", exc_info=(ValueError, error, error.__traceback__))
    assert line["traceback"].endswith("ValueError: first\nsecond")


def test_a_line_break_in_a_message_makes_no_second_line():
    assert formatted(msg='x\n{"level": "forged"}')["level"] == "WARNING"


@pytest.mark.parametrize("request_like", [object(), None])
def test_something_else_in_the_place_of_a_request_does_no_harm(request_like):
    assert "path" not in formatted(msg="socket closed", request=request_like)
