"""What the admins of all apps share."""

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TabbedTranslationAdmin

from gcmhub.languages import best

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Curation")

HTTPS = {models.URLField: {"assume_scheme": "https"}}


class QuickLabels:
    """Chosen records are read as their own admin reads them: with what their labels are made of, in one query."""

    def get_field_queryset(self, db, db_field, request):
        return self.admin_site.get_model_admin(db_field.remote_field.model).get_queryset(request)


class RecordAdmin(QuickLabels, TabbedTranslationAdmin):
    """Records that are listed by the text which the curator reads, wherever it falls back."""

    headline = "title"
    formfield_overrides = HTTPS

    def get_queryset(self, request):
        queryset = super().get_queryset(request).annotate(headline_read=best(self.headline))
        return queryset.select_related(*self.list_select_related) if self.list_select_related else queryset

    @admin.display(description=_("title"), ordering="headline_read")
    def heading(self, record):
        return record.headline_read


class NamedAdmin(RecordAdmin):
    headline = "name"

    @admin.display(description=_("name"), ordering="headline_read")
    def heading(self, record):
        return record.headline_read
