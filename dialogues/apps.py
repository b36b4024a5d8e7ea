from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "dialogues"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Dialogues and sources")
