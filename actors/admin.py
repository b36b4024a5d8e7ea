from django.contrib import admin

from actors.models import Actor, Country, Region
from gcmhub.admin import NamedAdmin
from gcmhub.languages import translated


@admin.register(Region)
class RegionAdmin(NamedAdmin):
    list_display = ["code", "heading", "parent"]
    list_display_links = ["heading"]
    list_select_related = ["parent"]
    search_fields = ["^code", "slug", *translated("name")]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(Country)
class CountryAdmin(NamedAdmin):
    list_display = ["code", "heading", "region", "is_ldc", "is_lldc", "is_sids"]
    list_display_links = ["heading"]
    list_filter = ["region", "is_ldc", "is_lldc", "is_sids"]
    list_select_related = ["region"]
    search_fields = ["=code", "=iso3", *translated("name")]
    autocomplete_fields = ["region"]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(Actor)
class ActorAdmin(NamedAdmin):
    fields = [
        "name",
        "acronym",
        "slug",
        "kind",
        "country",
        "parent",
        "website",
        "description",
        "aliases",
        "generic",
    ]
    list_display = ["heading", "acronym", "kind", "country", "generic"]
    list_filter = ["kind", "generic"]
    list_select_related = ["country"]
    search_fields = [*translated("name", "acronym"), "aliases", "slug"]
    autocomplete_fields = ["country", "parent"]
    prepopulated_fields = {"slug": ["name_en"]}
