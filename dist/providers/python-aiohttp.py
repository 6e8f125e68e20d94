"""Zendesk access tokens by OAuth client credentials, for aiohttp.

``zendesk_request(session, method, url)`` takes the place of ``session.request(method, url)``:
every request gets a token that is still valid.
"""

import asyncio
@@if env@@
import os
@@end@@
import time
import weakref
from collections.abc import Coroutine
@@if typed@@
from typing import Any, Dict, Generator, Optional
@@end@@

import aiohttp
@@if django@@
from django.conf import settings
@@end@@
from yarl import URL
@@if settings@@

@@SETTINGS_IMPORT@@
@@end@@

SCOPE = "@@SCOPE@@"
LIFETIME = 1800
TIMEOUT = 30

@@if typed@@
_locks: Any = weakref.WeakKeyDictionary()
_token: Optional[str] = None
_renew_at = 0.0
@@end@@
@@if !typed@@
_locks = weakref.WeakKeyDictionary()
_token = None
_renew_at = 0.0
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


class zendesk_request(Coroutine):
    """A request with a bearer token, to be awaited or entered; a token that is rejected is replaced, once."""

    @@if typed@@
    def __init__(
        self, session: aiohttp.ClientSession, method: str, url: Any, **options: Any
    ) -> None:
    @@end@@
    @@if !typed@@
    def __init__(self, session, method, url, **options):
    @@end@@
        self._session = session
        self._method = method
        self._url = URL(url)
        self._options = options
        @@if typed@@
        self._response: Optional[aiohttp.ClientResponse] = None
        self._sending: Any = None
        @@end@@
        @@if !typed@@
        self._response = None
        self._sending = None
        @@end@@

    @@if typed@@
    def __await__(self) -> Generator[Any, None, aiohttp.ClientResponse]:
    @@end@@
    @@if !typed@@
    def __await__(self):
    @@end@@
        return self._send().__await__()

    # What tasks are made of has these.
    @@if typed@@
    def send(self, value: Any) -> Any:
    @@end@@
    @@if !typed@@
    def send(self, value):
    @@end@@
        if self._sending is None:
            self._sending = self._send()
        return self._sending.send(value)

    @@if typed@@
    def throw(self, *error: Any) -> Any:
    @@end@@
    @@if !typed@@
    def throw(self, *error):
    @@end@@
        if self._sending is None:
            self._sending = self._send()
        return self._sending.throw(*error)

    @@if typed@@
    def close(self) -> None:
    @@end@@
    @@if !typed@@
    def close(self):
    @@end@@
        if self._sending is not None:
            self._sending.close()

    @@if typed@@
    async def __aenter__(self) -> aiohttp.ClientResponse:
    @@end@@
    @@if !typed@@
    async def __aenter__(self):
    @@end@@
        self._response = await self._send()
        return self._response

    @@if typed@@
    async def __aexit__(self, *error: Any) -> None:
    @@end@@
    @@if !typed@@
    async def __aexit__(self, *error):
    @@end@@
        if self._response is not None:
            await self._response.__aexit__(*error)

    @@if typed@@
    async def _send(self) -> aiohttp.ClientResponse:
    @@end@@
    @@if !typed@@
    async def _send(self):
    @@end@@
        # Other hosts, like the storage of attachments, must not see the token.
        if self._url.is_absolute() and self._url.host != URL(base_url()).host:
            return await self._session.request(self._method, self._url, **self._options)
        options = dict(self._options)
        checks = options.pop("raise_for_status", self._session.raise_for_status)
        headers = dict(options.pop("headers", None) or {})
        token = await zendesk_token()
        headers["Authorization"] = "Bearer " + token
        response = await self._session.request(
            self._method, self._url, headers=headers, raise_for_status=False, **options
        )
        if response.status == 401 and await _is_rejected(response):
            forget(token)
            # A stream that is read already cannot be sent again.
            if isinstance(options.get("data"), (str, bytes, dict, type(None))):
                headers["Authorization"] = "Bearer " + await zendesk_token()
                response.release()
                response = await self._session.request(
                    self._method, self._url, headers=headers, raise_for_status=False, **options
                )
        if callable(checks):
            await checks(response)
        elif checks:
            response.raise_for_status()
        return response


@@if typed@@
async def zendesk_token() -> str:
@@end@@
@@if !typed@@
async def zendesk_token():
@@end@@
    """The current access token; one coroutine fetches it, others wait."""
    global _token, _renew_at
    lock = _locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())
    async with lock:
        if _token is None or time.monotonic() >= _renew_at:
            grant = await _fetch()
            life = grant.get("expires_in") or LIFETIME
            _renew_at = time.monotonic() + (life - 60 if life > 300 else life * 0.8)
            _token = grant["access_token"]
        return _token


@@if typed@@
def forget(token: str) -> None:
@@end@@
@@if !typed@@
def forget(token):
@@end@@
    """Drops a token that was rejected, unless it was replaced already."""
    global _token
    if _token == token:
        _token = None


@@if typed@@
async def _fetch() -> Dict[str, Any]:
@@end@@
@@if !typed@@
async def _fetch():
@@end@@
    grant = {
        "grant_type": "client_credentials",
        "client_id": _setting("@@CLIENT_ID@@"),
        "client_secret": _setting("@@CLIENT_SECRET@@"),
        "scope": SCOPE,
        "expires_in": LIFETIME,
    }
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        url = base_url() + "/oauth/tokens"
        async with session.post(url, json=grant, allow_redirects=False) as response:
            answer = await _object_of(response)
            if not 200 <= response.status < 300 or not answer.get("access_token"):
                raise aiohttp.ClientError(
                    "Zendesk gave no access token: {} {}".format(
                        response.status, answer.get("error") or ""
                    )
                )
    missing = set(SCOPE.split()) - set((answer.get("scope") or SCOPE).split())
    if missing:
        raise aiohttp.ClientError(
            "the Zendesk OAuth client does not allow: " + " ".join(sorted(missing))
        )
    return answer


@@if typed@@
async def _is_rejected(response: aiohttp.ClientResponse) -> bool:
@@end@@
@@if !typed@@
async def _is_rejected(response):
@@end@@
    return (await _object_of(response)).get("error") == "invalid_token"


@@if typed@@
async def _object_of(response: aiohttp.ClientResponse) -> Dict[str, Any]:
@@end@@
@@if !typed@@
async def _object_of(response):
@@end@@
    try:
        value = await response.json(content_type=None)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
