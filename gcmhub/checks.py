"""What `manage.py check --deploy` says about defaults that suit one machine but not a public site."""

from django.conf import settings
from django.core import checks

DEFAULT_SECRET_KEY = "only-for-this-machine"  # noqa: S105 -- how the default in settings.py begins; it is no secret


@checks.register(checks.Tags.security, deploy=True)
def secret_key_is_secret(app_configs, **kwargs):
    if settings.SECRET_KEY.startswith(DEFAULT_SECRET_KEY):
        return [
            checks.Error(
                "The secret key is the default one, which everybody can read.",
                hint="Set GCMHUB_SECRET_KEY to 50 or more random characters.",
                id="gcmhub.E001",
            )
        ]
    return []


@checks.register(checks.Tags.security, deploy=True)
def debug_is_off(app_configs, **kwargs):
    if settings.DEBUG:
        return [
            checks.Error(
                "DEBUG is on: an error shows settings and data to whoever causes it.",
                hint="Unset GCMHUB_DEBUG.",
                id="gcmhub.E002",
            )
        ]
    return []


@checks.register(checks.Tags.security, deploy=True)
def https_is_on(app_configs, **kwargs):
    if not settings.HTTPS:
        return [
            checks.Warning(
                "Pages and passwords travel unencrypted.",
                hint="Set GCMHUB_HTTPS, and GCMHUB_PROXIES to the number of reverse proxies in front.",
                id="gcmhub.W003",
            )
        ]
    return []
