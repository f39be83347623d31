"""One client that asks over a kept connection and looks at the clock."""

import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

USERNAME, PASSWORD = "benchmark", "only for benchmarks on this machine"
SECONDS_TO_ANSWER = 300


@dataclass(slots=True)
class Client:
    """Somebody who reads one server."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def connect(self) -> None:
        """Open a fresh connection; servers drop those that were idle for a while."""
        if self.connection is not None:
            self.connection.close()
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)
        self.connection.connect()

    def get(self, path: str) -> tuple[str, float]:
        """The body at an address, and the milliseconds until its last byte. Any answer but 200 is an error."""
        if self.connection is None:
            self.connect()
        assert self.connection is not None
        began = time.perf_counter()
        self.connection.request("GET", path, headers=self._headers())
        answer = self.connection.getresponse()
        body = answer.read()
        spent = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}:\n{body[:2000].decode(errors='replace')}")
        return body.decode(), spent

    def sign_in(self) -> None:
        """Sign in to the admin at `/admin/`."""
        self.connect()
        assert self.connection is not None
        self.connection.request("GET", "/admin/login/")
        answer = self.connection.getresponse()
        self._keep_cookies(answer.headers.get_all("Set-Cookie", []))
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
        if token is None:
            raise RuntimeError("There is no sign-in form at /admin/login/")
        form = {"csrfmiddlewaretoken": token[1], "username": USERNAME, "password": PASSWORD, "next": "/admin/"}
        headers = self._headers() | {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", "/admin/login/", urlencode(form), headers)
        answer = self.connection.getresponse()
        answer.read()
        self._keep_cookies(answer.headers.get_all("Set-Cookie", []))
        if answer.status != 302 or "sessionid" not in self.cookies:
            raise RuntimeError(f"Signing in at port {self.port} failed: {answer.status}")

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _keep_cookies(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


def percentile(figures: Sequence[float], share: float) -> float:
    """The figure that a share of all figures does not exceed (nearest rank)."""
    ordered = sorted(figures)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
