from django.contrib import admin

from gcmhub.admin import NamedAdmin, RecordAdmin
from gcmhub.languages import translated
from objectives.models import Action, GuidingPrinciple, Objective, SDGGoal, SDGTarget, Theme


@admin.register(SDGGoal)
class SDGGoalAdmin(NamedAdmin):
    list_display = ["number", "heading"]
    list_display_links = ["heading"]
    search_fields = ["^number", *translated("name")]


@admin.register(SDGTarget)
class SDGTargetAdmin(RecordAdmin):
    list_display = ["code", "heading"]
    list_display_links = ["heading"]
    list_filter = ["goal"]
    search_fields = ["^code", *translated("title")]
    autocomplete_fields = ["goal"]


@admin.register(Objective)
class ObjectiveAdmin(RecordAdmin):
    headline = "short_title"
    list_display = ["number", "heading", "paragraph", "all_sdgs"]
    list_display_links = ["heading"]
    search_fields = ["^number", *translated("title", "short_title")]
    autocomplete_fields = ["sdg_targets"]


@admin.register(Action)
class ActionAdmin(RecordAdmin):
    list_display = ["written", "heading"]
    list_display_links = ["heading"]
    list_filter = ["objective"]
    list_select_related = ["objective"]
    search_fields = ["^code", *translated("title")]
    autocomplete_fields = ["objective"]


@admin.register(GuidingPrinciple)
class GuidingPrincipleAdmin(NamedAdmin):
    list_display = ["letter", "heading"]
    list_display_links = ["heading"]
    search_fields = ["slug", *translated("name")]
    prepopulated_fields = {"slug": ["name_en"]}


@admin.register(Theme)
class ThemeAdmin(NamedAdmin):
    list_display = ["heading", "slug"]
    search_fields = ["slug", *translated("name")]
    prepopulated_fields = {"slug": ["name_en"]}
