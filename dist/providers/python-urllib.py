"""Zendesk access tokens by OAuth client credentials, for urllib.

``zendesk_urlopen`` takes the place of ``urlopen``: every request gets a token that is still valid.
"""

@@if dual@@
import base64
@@end@@
import io
import json
@@if dual@@
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
from typing import Any, Dict, Optional, Union
@@end@@
@@if !py2@@
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen
@@end@@
@@if py2@@
from urllib2 import HTTPError, Request, urlopen
from urlparse import urlsplit
@@end@@
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
_lock = threading.Lock()
_token: Optional[str] = None
_renew_at = 0.0
@@end@@
@@if !typed@@
_lock = threading.Lock()
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


@@if typed@@
def zendesk_urlopen(url: Union[str, Request], *args: Any, **kwargs: Any) -> Any:
@@end@@
@@if !typed@@
def zendesk_urlopen(url, *args, **kwargs):
@@end@@
    """Like urlopen, with a bearer token; a token that is rejected is replaced, once."""
    request = url if isinstance(url, Request) else Request(url)
    # Other hosts, like the storage of attachments, must not see the token; neither must those redirected to.
    if urlsplit(request.get_full_url()).hostname != urlsplit(base_url()).hostname:
        return urlopen(url, *args, **kwargs)
    @@if dual@@
    basic = _fallback()
    if basic is not None:
        request.add_unredirected_header("Authorization", basic)
        return urlopen(request, *args, **kwargs)
    @@end@@
    token = zendesk_token()
    request.add_unredirected_header("Authorization", "Bearer " + token)
    try:
        return urlopen(request, *args, **kwargs)
    except HTTPError as error:
        if error.code != 401:
            raise
        body = error.read()
        rejected = _object_of(body).get("error") == "invalid_token"
        if rejected:
            forget(token)
        if not rejected or not isinstance(request.data, (bytes, type(None))):
            raise HTTPError(error.geturl(), error.code, error.msg, error.headers, io.BytesIO(body))
    request.add_unredirected_header("Authorization", "Bearer " + zendesk_token())
    return urlopen(request, *args, **kwargs)


@@if typed@@
def zendesk_token() -> str:
@@end@@
@@if !typed@@
def zendesk_token():
@@end@@
    """The current access token; one caller fetches it, others wait."""
    global _token, _renew_at
    with _lock:
        if _token is None or time.@@CLOCK@@() >= _renew_at:
            grant = _fetch()
            life = grant.get("expires_in") or LIFETIME
            _renew_at = time.@@CLOCK@@() + (life - 60 if life > 300 else life * 0.8)
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
    with _lock:
        if _token == token:
            _token = None


@@if typed@@
def _fetch() -> Dict[str, Any]:
@@end@@
@@if !typed@@
def _fetch():
@@end@@
    grant = {
        "grant_type": "client_credentials",
        "client_id": _setting("@@CLIENT_ID@@"),
        "client_secret": _setting("@@CLIENT_SECRET@@"),
        "scope": SCOPE,
        "expires_in": LIFETIME,
    }
    request = Request(
        base_url() + "/oauth/tokens",
        data=json.dumps(grant).encode("utf-8"),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    )
    try:
        response = urlopen(request, timeout=TIMEOUT)
        answer = _object_of(response.read())
        response.close()
    except HTTPError as error:
        reason = _object_of(error.read()).get("error") or ""
        raise RuntimeError("Zendesk gave no access token: {} {}".format(error.code, reason))
    if not answer.get("access_token"):
        raise RuntimeError("Zendesk gave no access token")
    missing = set(SCOPE.split()) - set((answer.get("scope") or SCOPE).split())
    if missing:
        raise RuntimeError(
            "the Zendesk OAuth client does not allow: " + " ".join(sorted(missing))
        )
    return answer


@@if typed@@
def _object_of(body: bytes) -> Dict[str, Any]:
@@end@@
@@if !typed@@
def _object_of(body):
@@end@@
    try:
        value = json.loads(body.decode("utf-8"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
