"""Zendesk access tokens by OAuth client credentials, for requests.

Pass ``zendesk_auth`` as ``auth``: every request gets a token that is still valid.
"""

import os
import threading
import time

import requests
from requests.auth import AuthBase

SCOPE = "@@SCOPE@@"
LIFETIME = 1800
TIMEOUT = 30


def _setting(name, default=None):
    value = os.environ.get(name) or default
    if not value:
        raise RuntimeError("{} is not set".format(name))
    return value


def base_url():
    @@URL@@


class ZendeskAuth(AuthBase):
    """Adds a bearer token to each request and replaces one that Zendesk rejects, once."""

    def __init__(self):
        self._lock = threading.Lock()
        self._token = None
        self._renew_at = 0.0

    def __call__(self, request):
        request.headers["Authorization"] = "Bearer " + self.token()
        position = getattr(request.body, "tell", lambda: None)()

        def retry(response, **kwargs):
            return self._retry(response, position, **kwargs)

        request.register_hook("response", retry)
        return request

    def token(self):
        """The current access token; one caller fetches, the others wait for it."""
        with self._lock:
            if self._token is None or time.monotonic() >= self._renew_at:
                self._fetch()
            return self._token

    def forget(self, token):
        """Drops a token that was rejected, unless it was replaced already."""
        with self._lock:
            if self._token == token:
                self._token = None

    def _fetch(self):
        response = requests.post(
            base_url() + "/oauth/tokens",
            json={
                "grant_type": "client_credentials",
                "client_id": _setting("@@CLIENT_ID@@"),
                "client_secret": _setting("@@CLIENT_SECRET@@"),
                "scope": SCOPE,
                "expires_in": LIFETIME,
            },
            timeout=TIMEOUT,
        )
        if not response.ok:
            raise RuntimeError(
                "Zendesk gave no access token: {} {}".format(
                    response.status_code, _error_of(response)
                )
            )
        grant = response.json()
        missing = set(SCOPE.split()) - set(grant.get("scope", SCOPE).split())
        if missing:
            raise RuntimeError(
                "the Zendesk OAuth client does not allow: " + " ".join(sorted(missing))
            )
        life = grant.get("expires_in") or LIFETIME
        self._token = grant["access_token"]
        early = 60 if life > 300 else life * 0.2
        self._renew_at = time.monotonic() + life - early

    def _retry(self, response, position, **kwargs):
        sent = response.request.headers.get("Authorization", "")
        if response.status_code != 401 or not sent.startswith("Bearer "):
            return response
        if _error_of(response) != "invalid_token":
            return response
        self.forget(sent[len("Bearer "):])
        request = response.request.copy()
        request.deregister_hook("response", request.hooks["response"][-1])
        if position is not None:
            request.body.seek(position)
        request.headers["Authorization"] = "Bearer " + self.token()
        response.close()
        second = response.connection.send(request, **kwargs)
        second.history.append(response)
        second.request = request
        return second


def _error_of(response):
    try:
        error = response.json().get("error")
    except (ValueError, AttributeError):
        return ""
    return error if isinstance(error, str) else ""


zendesk_auth = ZendeskAuth()
