from dataclasses import replace

from concurrency.admin import ConcurrencyActionMixin, ConcurrentModelAdmin
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationStackedInline
from modeltranslation.utils import build_localized_fieldname
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from actors.models import Region
from gcmhub.admin import HTTPS, QuickLabels, RecordAdmin
from gcmhub.languages import LANGUAGES, as_written, best, translated, translated_names
from practices.changes import DataVersion
from practices.choices import Status
from practices.filters import PracticeFilterSet
from practices.forms import CitationFormSet, ObjectiveFormSet, ParticipationFormSet, PracticeForm
from practices.models import (
    Citation,
    FormerSlug,
    KeyFigure,
    Link,
    Participation,
    Practice,
    PracticeObjective,
    Presentation,
)
from practices.signals import RELATIONS

WHEN, EVIDENCE, PUBLICATION = _("When"), _("Evidence"), _("Publication")
OUTDATED_LIST = _(
    "Somebody has changed a selected practice meanwhile, so nothing was done. Look again, then repeat it."
)
PROSE = ["title", "summary", "context", "results", "lessons", "recommendations", "innovation", "editor_note"]


class PartInline(QuickLabels):
    """A part of a practice, shown behind one of its fieldsets."""

    extra = 0
    follows = EVIDENCE
    formfield_overrides = HTTPS

    def has_view_permission(self, request, obj=None):
        """Who sees a practice sees its parts; what a form leaves out, it could not check before publication."""
        return self.admin_site.get_model_admin(Practice).has_view_permission(request)


class ParticipationInline(PartInline, admin.TabularInline):
    model = Participation
    formset = ParticipationFormSet
    follows = WHEN
    fields = ["actor", "role"]
    autocomplete_fields = ["actor"]


class ObjectiveInline(PartInline, admin.TabularInline):
    model = PracticeObjective
    formset = ObjectiveFormSet
    follows = WHEN
    fields = ["objective", "primary"]
    autocomplete_fields = ["objective"]


class CitationInline(PartInline, TranslationStackedInline):
    model = Citation
    formset = CitationFormSet
    fields = [("source", "position"), "locator"]
    autocomplete_fields = ["source"]


class KeyFigureInline(PartInline, TranslationStackedInline):
    model = KeyFigure
    fields = [("qualifier", "value", "year", "position"), "label", "unit"]


class PresentationInline(PartInline, admin.StackedInline):
    model = Presentation
    fields = [("workshop", "session"), ("person", "actor")]
    autocomplete_fields = ["workshop", "session", "person", "actor"]


class LinkInline(PartInline, TranslationStackedInline):
    model = Link
    fields = [("url", "language"), "title"]


class FormerSlugInline(PartInline, admin.TabularInline):
    model = FormerSlug
    follows = PUBLICATION
    readonly_fields = ["slug"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class Differences(HistoricalRecordContextHelper):
    """Without the count of saves, and without the column that repeats the text of one language."""

    def context_for_delta_changes(self, delta):
        told = [change for change in delta.changes if change.field not in {"version", *translated_names(Practice)}]
        return super().context_for_delta_changes(replace(delta, changes=told))


class RegionFilter(admin.SimpleListFilter):
    title = _("region")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        continents = Region.objects.filter(parent__isnull=False, parent__parent__isnull=True)
        return [(region.slug, region.name) for region in continents]

    def queryset(self, request, practices):
        if not self.value():
            return practices
        return practices.filter(PracticeFilterSet.base_filters["region"].condition([self.value()]))


class MissingLanguageFilter(admin.SimpleListFilter):
    title = _("missing language")
    parameter_name = "without"

    def lookups(self, request, model_admin):
        return settings.LANGUAGES

    def queryset(self, request, practices):
        if self.value() not in LANGUAGES:
            return practices
        title, summary = (build_localized_fieldname(name, self.value()) for name in ("title", "summary"))
        return practices.exclude(Q(**{f"{title}__gt": ""}) & Q(**{f"{summary}__gt": ""}))


@admin.register(Practice)
class PracticeAdmin(ConcurrentModelAdmin, SimpleHistoryAdmin, RecordAdmin):
    form = PracticeForm
    object_history_list_template = "admin/practices/practice/history.html"
    formfield_overrides = HTTPS
    list_display = ["heading", "status", "complete_in", "updated", "kind", "scope"]
    list_filter = ["status", RegionFilter, "scope", "kind", "stage", "objectives", "themes", MissingLanguageFilter]
    search_fields = [*translated("title", "summary"), "slug"]
    actions = ["publish", "send_to_review", "archive"]
    save_on_top = True
    prepopulated_fields = {"slug": ["title_en"]}
    autocomplete_fields = [*RELATIONS, "part_of", "adapted_from"]
    inlines = [
        ParticipationInline,
        ObjectiveInline,
        CitationInline,
        KeyFigureInline,
        PresentationInline,
        LinkInline,
    ]
    fieldsets = [
        (_("What"), {"fields": ["title", "slug", "kind", "summary", "part_of", "adapted_from"]}),
        (
            _("What is known about it"),
            {
                "description": _("In our own words, and only what a source says; leave the rest empty."),
                "fields": ["context", "results", "lessons", "recommendations", "innovation", "editor_note"],
            },
        ),
        (
            _("Where"),
            {
                "description": _("Regions follow from the countries; name one only where no list is possible."),
                "fields": ["scope", "countries", "regions", "place"],
            },
        ),
        (
            WHEN,
            {
                "description": _("As exact as the source is: a year, a month or a day."),
                "fields": [("started", "ended", "stage")],
            },
        ),
        (
            _("Serves"),
            {
                "description": _("What of the Compact and of the 2030 Agenda it serves, and what it is about."),
                "fields": ["actions", "sdg_targets", "principles", "themes"],
            },
        ),
        (
            EVIDENCE,
            {
                "description": _("What its results rest on, and below it where they are written."),
                "fields": [("evidence", "evaluation_url")],
            },
        ),
        (
            PUBLICATION,
            {
                "description": _("Readers see nothing of it before it is published."),
                "fields": [("status", "verified_on"), ("original_language", "licence"), "change_reason", "version"],
            },
        ),
    ]

    def get_inlines(self, request, practice):
        renamed = practice and practice.former_slugs.exists()
        return [*self.inlines, FormerSlugInline] if renamed else self.inlines

    def get_ordering(self, request):
        return [Lower(best("title")), "pk"]

    def view_on_site(self, practice):
        return practice.get_absolute_url() if practice.status == Status.PUBLISHED else None

    @admin.display(description=_("complete in"))
    def complete_in(self, practice):
        """The languages in which nothing is missing that is written in another one."""
        written = [name for name in PROSE if any(getattr(practice, column) for column in translated(name))]
        texts = {
            code: [getattr(practice, build_localized_fieldname(name, code)) for name in written] for code in LANGUAGES
        }
        return " ".join(code for code, found in texts.items() if all(found))

    @admin.display(description=_("updated"), ordering="updated_at")
    def updated(self, practice):
        return timezone.localdate(practice.updated_at)

    def save_model(self, request, practice, form, change):
        practice._change_reason = form.cleaned_data["change_reason"]
        super().save_model(request, practice, form, change)

    def get_historical_record_context_helper(self, request, version):
        return Differences(self.model, version)

    @transaction.atomic
    def history_form_view(self, request, *args, **kwargs):
        """The library lets whoever may look at a past version bring it back, too."""
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        return super().history_form_view(request, *args, **kwargs)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # what readers have seen is archived
        return actions

    @transaction.atomic
    def response_action(self, request, queryset):
        """Django’s own, once it is sure that what was selected is still as it was seen (the library speaks English)."""
        DataVersion.objects.select_for_update().first()  # every writer begins with it, so all is as it is until the end
        seen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        now = {f"{pk},{version}": pk for pk, version in as_written(queryset).values_list("pk", "version")}
        if not now.keys() >= set(seen):
            self.message_user(request, OUTDATED_LIST, messages.ERROR)
            return None
        request.POST = request.POST.copy()
        request.POST.setlist(ACTION_CHECKBOX_NAME, [now[key] for key in seen])
        return super(ConcurrencyActionMixin, self).response_action(request, queryset)

    @admin.action(description=_("Publish selected practices"), permissions=["change"])
    def publish(self, request, queryset):
        complete = []
        for practice in queryset:
            if gaps := practice.gaps():
                self.report_gaps(request, practice, gaps)
            else:
                complete.append(practice)
        self.move(request, complete, Status.PUBLISHED)

    def report_gaps(self, request, practice, gaps):
        text = _("“%(practice)s” cannot be published yet. It lacks: %(gaps)s.")
        named = {"practice": practice, "gaps": ", ".join(map(str, gaps))}
        self.message_user(request, text % named, messages.WARNING)

    @admin.action(description=_("Send selected practices to review"), permissions=["change"])
    def send_to_review(self, request, queryset):
        self.move(request, queryset, Status.IN_REVIEW)

    @admin.action(description=_("Archive selected practices"), permissions=["change"])
    def archive(self, request, queryset):
        self.move(request, queryset, Status.ARCHIVED)

    def move(self, request, practices, status):
        """One by one, so that history and readers hear of each."""
        moved = [practice for practice in practices if practice.status != status]
        for practice in moved:
            practice.status = status
            practice.save()
            self.log_change(request, practice, [{"changed": {"fields": ["Status"]}}])
        text = ngettext(
            "%(count)d practice moved to “%(status)s”.", "%(count)d practices moved to “%(status)s”.", len(moved)
        )
        self.message_user(request, text % {"count": len(moved), "status": status.label})
