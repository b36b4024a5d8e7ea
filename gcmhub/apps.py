from django.apps import AppConfig


class GcmhubConfig(AppConfig):
    name = "gcmhub"

    def ready(self):
        from gcmhub import checks  # noqa: F401, PLC0415 -- importing them registers them
