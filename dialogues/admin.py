from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin, TranslationStackedInline

from dialogues.models import Appearance, Edition, Finding, Person, Session, Source, Workshop
from gcmhub.admin import QuickLabels, RecordAdmin
from gcmhub.languages import translated


class FindingInline(QuickLabels, TranslationStackedInline):
    model = Finding
    extra = 0
    fields = [("kind", "number"), "title", "summary", "objectives", "actions", "source"]
    autocomplete_fields = ["objectives", "actions", "source"]


class SessionAppearanceInline(QuickLabels, TranslationStackedInline):
    model = Appearance
    extra = 0
    fields = [("person", "role", "position"), "function", ("actor", "country")]
    autocomplete_fields = ["person", "actor", "country"]


class PersonAppearanceInline(QuickLabels, TranslationStackedInline):
    model = Appearance
    extra = 0
    fields = [("session", "role", "position"), "function", ("actor", "country")]
    autocomplete_fields = ["session", "actor", "country"]


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    fields = [
        "title",
        "slug",
        ("publisher", "year"),
        "url",
        ("isbn", "symbol", "languages"),
        ("series", "series_number"),
        "note",
    ]
    list_display = ["heading", "publisher", "year", "series", "series_number"]
    list_filter = ["year", "series"]
    list_select_related = ["publisher"]
    search_fields = [*translated("title"), "slug", "symbol", "isbn"]
    autocomplete_fields = ["publisher"]
    prepopulated_fields = {"slug": ["title_en"]}


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    headline = "theme"
    list_display = ["year", "heading"]
    list_display_links = ["heading"]
    search_fields = ["^year", *translated("theme")]
    inlines = [FindingInline]


@admin.register(Workshop)
class WorkshopAdmin(RecordAdmin):
    list_display = ["slug", "heading", "starts_on", "city", "country"]
    list_display_links = ["heading"]
    list_select_related = ["country"]
    search_fields = ["slug", *translated("title", "city")]
    autocomplete_fields = ["edition", "country", "report"]


@admin.register(Session)
class SessionAdmin(RecordAdmin):
    list_display = ["workshop", "position", "label", "heading", "kind", "date"]
    list_display_links = ["heading"]
    list_filter = ["workshop", "kind"]
    list_select_related = ["workshop"]
    search_fields = ["slug", *translated("title", "label")]
    autocomplete_fields = ["workshop", "parent"]
    inlines = [SessionAppearanceInline]


@admin.register(Person)
class PersonAdmin(TabbedTranslationAdmin):
    fields = ["name", "slug", "other_spellings", "note"]
    list_display = ["name", "slug"]
    search_fields = ["name", "other_spellings", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PersonAppearanceInline]
