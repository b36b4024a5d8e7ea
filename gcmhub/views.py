"""Pages that span the apps: home, about, data, health and errors."""

import json

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django.views.generic import TemplateView

from actors.models import Actor
from dialogues.models import Person, Workshop
from gcmhub.dataset import TABLES, data_package, linked_data
from gcmhub.languages import active_language, direction
from gcmhub.search import LONGEST_QUERY
from objectives.models import Action, Objective
from practices.everything import better_words, groups
from practices.filters import PracticeFilterSet
from practices.hits import hits
from practices.index import INDEX

LATEST = 3  # practices that the home page shows
WAYS = [
    ("practices:practice-map", _("Map"), _("In which countries practices are recorded, and in which none is.")),
    (
        "practices:practice-matrix",
        _("Gap matrix"),
        _("Objectives by regions, or any two filters: where nothing is recorded."),
    ),
    ("practices:practice-timeline", _("Timeline"), _("When practices began, year by year.")),
    ("practices:practice-partnerships", _("Partnerships"), _("Who works with whom, and on what.")),
]


@require_safe
@vary_on_headers("Accept-Language")
def language_choice(request):
    """The home page in the language that the browser asks for."""
    with override(get_language_from_request(request)):
        return HttpResponseRedirect(reverse("home"))


class HomeView(TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs):
        snapshot = INDEX.current("-published")
        latest = snapshot.in_order("-published").within(snapshot.published, count=LATEST)
        objectives = Objective.objects.order_by("number")
        counts = snapshot.totals("objective")
        for objective in objectives:
            objective.practice_count = counts.get(str(objective.number), 0)
        return super().get_context_data(**kwargs) | {
            "practice_count": len(snapshot.published),
            "actor_count": Actor.objects.named().filter(slug__in=snapshot.totals("actor")).count(),
            "country_count": len(snapshot.totals("country")),
            "action_count": Action.objects.count(),
            "person_count": Person.objects.public().count(),
            "longest": LONGEST_QUERY,
            "objectives": objectives,
            "most": max(counts.values(), default=0),
            "ways": [{"url": reverse(name), "label": label, "meaning": meaning} for name, label, meaning in WAYS],
            "workshops": Workshop.objects.select_related("edition").order_by("-starts_on"),
            "object_list": hits(latest, snapshot),
        }


class SearchView(TemplateView):
    """Records of every kind that have the words."""

    template_name = "search.html"

    def get_context_data(self, **kwargs):
        words = self.request.GET.get("q", "").strip()[:LONGEST_QUERY]
        found = groups(words) if words else []
        return super().get_context_data(**kwargs) | {
            "words": words,
            "longest": LONGEST_QUERY,
            "groups": found,
            "better": better_words(words) if words and not found else None,
        }


class AboutView(TemplateView):
    template_name = "about.html"


class AccessibilityView(TemplateView):
    template_name = "accessibility.html"


class DataView(TemplateView):
    template_name = "data.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "tables": TABLES,
            "filters": PracticeFilterSet.base_filters.items(),
            "sorts": list(PracticeFilterSet.sort),
            "examples": self.request.build_absolute_uri(reverse("practices:practice-export", args=["csv"])),
            "linked_data": as_data(linked_data(self.request.build_absolute_uri)),
        }


def as_data(value):
    """JSON inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026"))  # noqa: S308


@require_safe
def datapackage(request):
    """The description of all files for machines, as Frictionless has it."""
    package = data_package(request.build_absolute_uri)
    return JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request):
    """The database answers and its tables are up to date."""
    try:
        pending = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok", "pending_migrations": len(pending)}, status=503 if pending else 200)


@require_safe
def robots(request):
    sitemap = request.build_absolute_uri(reverse("sitemap-index"))
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*/export.", "", f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def bad_request(request, exception):
    return render(request, "400.html", {"reason": str(exception) if exception.args else ""}, status=400)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    return bare("500.html", 500)


def busy(request):
    return bare("503.html", 503)


def bare(template, status):
    """A page made without request, context processors or database, any of which may be what failed."""
    language = active_language()
    context = {"language": language, "direction": direction(language)}
    return HttpResponse(render_to_string(template, context), status=status)
