"""Zendesk access tokens by OAuth client credentials, for requests.

Pass ``zendesk_auth`` as ``auth``: every request gets a token that is still valid.
"""

@@if dual@@
import base64
import logging
@@end@@
@@if env@@
import os
@@end@@
@@if django@@
@@if dual@@
import os
@@end@@
@@end@@
import threading
import time
@@if typed@@
from typing import Any, Dict, Optional
@@end@@
@@if !py2@@
from urllib.parse import urlsplit
@@end@@
@@if py2@@
from urlparse import urlsplit
@@end@@

import requests
@@if django@@
from django.conf import settings
@@end@@
from requests.auth import AuthBase
@@if settings@@
@@switch settings@@

@@SETTINGS_IMPORT@@
@@end@@

SCOPE = "@@SCOPE@@"
LIFETIME = 1800
TIMEOUT = 30
@@if dual@@

_log = logging.getLogger(__name__)
_warned = False
@@end@@


@@if typed@@
def _setting(name: str, default: Optional[str] = None) -> str:
@@end@@
@@if !typed@@
def _setting(name, default=None):
@@end@@
    @@if django@@
    value = getattr(settings, name, None) or default
    @@end@@
    @@if settings@@
    value = @@SETTINGS@@ or default
    @@end@@
    @@if env@@
    value = os.environ.get(name) or default
    @@end@@
    if not value:
        raise RuntimeError("{} is not set".format(name))
    return value


@@if typed@@
def base_url() -> str:
@@end@@
@@if !typed@@
def base_url():
@@end@@
    """The address of the Zendesk account, without a path."""
    @@URL@@
@@if dual@@


@@if typed@@
def _fallback() -> Optional[str]:
@@end@@
@@if !typed@@
def _fallback():
@@end@@
    """Basic authorization with the API token, while nothing of the OAuth client is set."""
    global _warned
    @@if django@@
    client_id = getattr(settings, "@@CLIENT_ID@@", None)
    secret = getattr(settings, "@@CLIENT_SECRET@@", None)
    @@end@@
    @@if env@@
    client_id = os.environ.get("@@CLIENT_ID@@")
    secret = os.environ.get("@@CLIENT_SECRET@@")
    @@end@@
    user = os.environ.get("@@USER@@")
    token = os.environ.get("@@TOKEN@@")
    if client_id or secret or not user or not token:
        return None
    if not _warned:
        _warned = True
        _log.warning(
            "Zendesk API tokens stop working on 2027-04-30: set %s and %s",
            "@@CLIENT_ID@@",
            "@@CLIENT_SECRET@@",
        )
    if not user.endswith("/token"):
        user += "/token"
    pair = (user + ":" + token).encode("utf-8")
    return "Basic " + base64.b64encode(pair).decode("ascii")
@@end@@


class ZendeskAuth(AuthBase):
    """Adds a bearer token to requests to Zendesk and replaces one that is rejected, once."""

    @@if typed@@
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token: Optional[str] = None
        self._renew_at = 0.0
    @@end@@
    @@if !typed@@
    def __init__(self):
        self._lock = threading.Lock()
        self._token = None
        self._renew_at = 0.0
    @@end@@

    @@if typed@@
    def __reduce__(self) -> str:
    @@end@@
    @@if !typed@@
    def __reduce__(self):
    @@end@@
        # Copies of a session, also in other processes, share or have one of their own.
        return "zendesk_auth"

    @@if typed@@
    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
    @@end@@
    @@if !typed@@
    def __call__(self, request):
    @@end@@
        # Other hosts, like the storage of attachments, must not see the token.
        if urlsplit(request.url).hostname != urlsplit(base_url()).hostname:
            return request
        @@if dual@@
        basic = _fallback()
        if basic is not None:
            request.headers["Authorization"] = basic
            return request
        @@end@@
        request.headers["Authorization"] = "Bearer " + self.token()
        body = request.body
        start = body.tell() if hasattr(body, "seek") and hasattr(body, "tell") else None

        @@if typed@@
        def retry(response: requests.Response, **kwargs: Any) -> requests.Response:
        @@end@@
        @@if !typed@@
        def retry(response, **kwargs):
        @@end@@
            return self._retry(response, start, **kwargs)

        request.register_hook("response", retry)
        return request

    @@if typed@@
    def token(self) -> str:
    @@end@@
    @@if !typed@@
    def token(self):
    @@end@@
        """The current access token; one caller fetches it, others wait."""
        with self._lock:
            if self._token is None or time.@@CLOCK@@() >= self._renew_at:
                self._fetch()
            return self._token

    @@if typed@@
    def forget(self, token: str) -> None:
    @@end@@
    @@if !typed@@
    def forget(self, token):
    @@end@@
        """Drops a token that was rejected, unless it was replaced already."""
        with self._lock:
            if self._token == token:
                self._token = None

    @@if typed@@
    def _fetch(self) -> None:
    @@end@@
    @@if !typed@@
    def _fetch(self):
    @@end@@
        response = requests.post(
            base_url() + "/oauth/tokens",
            json={
                "grant_type": "client_credentials",
                "client_id": _setting("@@CLIENT_ID@@"),
                "client_secret": _setting("@@CLIENT_SECRET@@"),
                "scope": SCOPE,
                "expires_in": LIFETIME,
            },
            # Without it, requests would add what ~/.netrc says about the host.
            auth=lambda request: request,
            allow_redirects=False,
            timeout=TIMEOUT,
        )
        grant = _json_of(response)
        token = grant.get("access_token")
        if not 200 <= response.status_code < 300 or not token:
            raise requests.RequestException(
                "Zendesk gave no access token: {} {}".format(
                    response.status_code, grant.get("error") or ""
                )
            )
        missing = set(SCOPE.split()) - set((grant.get("scope") or SCOPE).split())
        if missing:
            raise requests.RequestException(
                "the Zendesk OAuth client does not allow: " + " ".join(sorted(missing))
            )
        life = grant.get("expires_in") or LIFETIME
        self._renew_at = time.@@CLOCK@@() + (life - 60 if life > 300 else life * 0.8)
        self._token = token

    @@if typed@@
    def _retry(
        self, response: requests.Response, start: Optional[int], **kwargs: Any
    ) -> requests.Response:
    @@end@@
    @@if !typed@@
    def _retry(self, response, start, **kwargs):
    @@end@@
        sent = response.request.headers.get("Authorization", "")
        if response.status_code != 401 or not sent.startswith("Bearer "):
            return response
        if _json_of(response).get("error") != "invalid_token":
            return response
        self.forget(sent[len("Bearer "):])
        request = response.request.copy()
        if start is not None and hasattr(request.body, "seek"):
            request.body.seek(start)
        elif request.body is not None and not isinstance(request.body, (bytes, str)):
            # A stream that is read already cannot be sent again.
            return response
        request.headers["Authorization"] = "Bearer " + self.token()
        again = response.connection.send(request, **kwargs)
        again.history.append(response)
        again.request = request
        return again


@@if typed@@
def _json_of(response: requests.Response) -> Dict[str, Any]:
@@end@@
@@if !typed@@
def _json_of(response):
@@end@@
    try:
        value = response.json()
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


zendesk_auth = ZendeskAuth()
@@if session@@
@@switch session@@


@@if typed@@
def zendesk_session() -> requests.Session:
@@end@@
@@if !typed@@
def zendesk_session():
@@end@@
    """A session for Zenpy that brings its own authorization."""
    session = requests.Session()
    session.auth = zendesk_auth
    # Zenpy asks for it, and then leaves the session's authorization alone.
    session.authorized = True
    return session
@@end@@
