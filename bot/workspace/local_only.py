"""Keeps other web sites out of the page's own API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[Any, web.Request], Awaitable[web.StreamResponse]]


def local_only(handler: Handler) -> Handler:
    """Refuses a request by another name (DNS rebinding) or from another site (its scripts)."""

    @wraps(handler)
    async def guarded(self: Any, request: web.Request) -> web.StreamResponse:
        if not is_local(request):
            return web.Response(status=403, text="The local workspace answers this computer only.")
        if request.method == "POST" and request.content_type != "application/json":
            return web.Response(status=415, text="Send JSON.")
        return await handler(self, request)

    return guarded


def is_local(request: web.Request) -> bool:
    host = request.headers.get("Host", "")
    if not _names_this_computer(host):
        return False
    origin = request.headers.get("Origin")
    if origin is not None and not _same_place(origin, host):
        return False
    site = request.headers.get("Sec-Fetch-Site", "none")
    is_page = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return site in ("same-origin", "none") or is_page  # a link to the page may stand anywhere


def _same_place(origin: str, host: str) -> bool:
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False


def _names_this_computer(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
