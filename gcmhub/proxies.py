"""Whose request it is, behind as many reverse proxies as the settings say."""

from django.conf import settings


def client_address(request):
    """The address that the outermost of our own proxies saw; what a client writes before it is not believed."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return forwarded[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR")
