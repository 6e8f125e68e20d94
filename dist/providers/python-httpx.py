"""Zendesk access tokens by OAuth client credentials, for httpx.

Pass ``zendesk_auth`` as ``auth``: every request gets a token that is still valid.
"""

import asyncio
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
import weakref
@@if typed@@
from typing import Any, AsyncGenerator, Dict, Generator, Optional
@@end@@

import httpx
@@if django@@
from django.conf import settings
@@end@@
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


class ZendeskAuth(httpx.Auth):
    """Adds a bearer token to requests to Zendesk and replaces one that is rejected, once."""

    @@if typed@@
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locks: Any = weakref.WeakKeyDictionary()
        self._token: Optional[str] = None
        self._renew_at = 0.0
    @@end@@
    @@if !typed@@
    def __init__(self):
        self._lock = threading.Lock()
        self._locks = weakref.WeakKeyDictionary()
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
    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
    @@end@@
    @@if !typed@@
    def sync_auth_flow(self, request):
    @@end@@
        if not _is_zendesk(request):
            yield request
            return
        @@if dual@@
        basic = _fallback()
        if basic is not None:
            request.headers["Authorization"] = basic
            yield request
            return
        @@end@@
        token = self.token()
        request.headers["Authorization"] = "Bearer " + token
        response = yield request
        if response.status_code == 401:
            response.read()
            if _is_rejected(response):
                self.forget(token)
                if _can_repeat(request):
                    request.headers["Authorization"] = "Bearer " + self.token()
                    yield request

    @@if typed@@
    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
    @@end@@
    @@if !typed@@
    async def async_auth_flow(self, request):
    @@end@@
        if not _is_zendesk(request):
            yield request
            return
        @@if dual@@
        basic = _fallback()
        if basic is not None:
            request.headers["Authorization"] = basic
            yield request
            return
        @@end@@
        token = await self.async_token()
        request.headers["Authorization"] = "Bearer " + token
        response = yield request
        if response.status_code == 401:
            await response.aread()
            if _is_rejected(response):
                self.forget(token)
                if _can_repeat(request):
                    request.headers["Authorization"] = "Bearer " + await self.async_token()
                    yield request

    @@if typed@@
    def token(self) -> str:
    @@end@@
    @@if !typed@@
    def token(self):
    @@end@@
        """The current access token; one thread fetches it, others wait."""
        with self._lock:
            token = self._current()
            if token is None:
                with httpx.Client(auth=_anonymous, timeout=TIMEOUT) as client:
                    response = client.post(base_url() + "/oauth/tokens", json=_grant())
                token = self._keep(response)
            return token

    @@if typed@@
    async def async_token(self) -> str:
    @@end@@
    @@if !typed@@
    async def async_token(self):
    @@end@@
        """The current access token; one coroutine fetches it, others wait."""
        lock = self._locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())
        async with lock:
            token = self._current()
            if token is None:
                async with httpx.AsyncClient(auth=_anonymous, timeout=TIMEOUT) as client:
                    response = await client.post(base_url() + "/oauth/tokens", json=_grant())
                token = self._keep(response)
            return token

    @@if typed@@
    def forget(self, token: str) -> None:
    @@end@@
    @@if !typed@@
    def forget(self, token):
    @@end@@
        """Drops a token that was rejected, unless it was replaced already."""
        if self._token == token:
            self._token = None

    @@if typed@@
    def _current(self) -> Optional[str]:
    @@end@@
    @@if !typed@@
    def _current(self):
    @@end@@
        return self._token if time.monotonic() < self._renew_at else None

    @@if typed@@
    def _keep(self, response: httpx.Response) -> str:
    @@end@@
    @@if !typed@@
    def _keep(self, response):
    @@end@@
        grant = _json_of(response)
        token = grant.get("access_token")
        if not 200 <= response.status_code < 300 or not token:
            raise httpx.RequestError(
                "Zendesk gave no access token: {} {}".format(
                    response.status_code, grant.get("error") or ""
                )
            )
        missing = set(SCOPE.split()) - set((grant.get("scope") or SCOPE).split())
        if missing:
            raise httpx.RequestError(
                "the Zendesk OAuth client does not allow: " + " ".join(sorted(missing))
            )
        life = grant.get("expires_in") or LIFETIME
        self._renew_at = time.monotonic() + (life - 60 if life > 300 else life * 0.8)
        self._token = token
        return token


@@if typed@@
def _grant() -> Dict[str, Any]:
@@end@@
@@if !typed@@
def _grant():
@@end@@
    return {
        "grant_type": "client_credentials",
        "client_id": _setting("@@CLIENT_ID@@"),
        "client_secret": _setting("@@CLIENT_SECRET@@"),
        "scope": SCOPE,
        "expires_in": LIFETIME,
    }


@@if typed@@
def _anonymous(request: httpx.Request) -> httpx.Request:
@@end@@
@@if !typed@@
def _anonymous(request):
@@end@@
    # Without it, httpx would add what ~/.netrc says about the host.
    return request


@@if typed@@
def _is_zendesk(request: httpx.Request) -> bool:
@@end@@
@@if !typed@@
def _is_zendesk(request):
@@end@@
    # Other hosts, like the storage of attachments, must not see the token.
    return request.url.host == httpx.URL(base_url()).host


@@if typed@@
def _is_rejected(response: httpx.Response) -> bool:
@@end@@
@@if !typed@@
def _is_rejected(response):
@@end@@
    return _json_of(response).get("error") == "invalid_token"


@@if typed@@
def _can_repeat(request: httpx.Request) -> bool:
@@end@@
@@if !typed@@
def _can_repeat(request):
@@end@@
    try:
        return request.content is not None
    except httpx.RequestNotRead:
        # A stream that is read already cannot be sent again.
        return False


@@if typed@@
def _json_of(response: httpx.Response) -> Dict[str, Any]:
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
