from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Practices")

    def ready(self):
        from practices import signals  # noqa: PLC0415 -- the app registry must be full before receivers are connected

        signals.connect()
