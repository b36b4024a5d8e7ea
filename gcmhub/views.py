"""Pages that span the apps: home, about, data, health and errors."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django.views.generic import TemplateView

from actors.models import Actor, Country
from dialogues.models import Person, Workshop
from objectives.models import Action, Objective
from practices.exports import COLUMNS
from practices.models import Practice

PUBLISHED = Q(practices__status="published")
FILES = {
    "practices:practice-export": _("Practices"),
    "objectives:objective-export": _("Objectives"),
    "objectives:action-export": _("Actions"),
    "objectives:target-export": _("SDG targets"),
    "actors:actor-export": _("Actors"),
    "actors:country-export": _("Countries"),
    "dialogues:session-export": _("Sessions"),
    "dialogues:person-export": _("People"),
    "dialogues:source-export": _("Sources"),
}


@require_safe
@vary_on_headers("Accept-Language")
def language_choice(request):
    """The home page in the language that the browser asks for."""
    with override(get_language_from_request(request)):
        return HttpResponseRedirect(reverse("home"))


class HomeView(TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "practice_count": Practice.objects.published().count(),
            "actor_count": Actor.objects.named().filter(PUBLISHED).distinct().count(),
            "country_count": Country.objects.filter(PUBLISHED).distinct().count(),
            "action_count": Action.objects.count(),
            "person_count": Person.objects.filter(appearances__isnull=False).distinct().count(),
            "objectives": Objective.objects.annotate(
                practice_count=Count("practices", filter=PUBLISHED, distinct=True)
            ),
            "workshops": Workshop.objects.select_related("edition").order_by("-starts_on"),
            "latest": Practice.objects.published().for_list().order_by("-published_at", "slug")[:3],
        }


class AboutView(TemplateView):
    template_name = "about.html"


class DataView(TemplateView):
    template_name = "data.html"

    def get_context_data(self, **kwargs):
        files = [{"url": reverse(name), "label": label} for name, label in FILES.items()]
        return super().get_context_data(**kwargs) | {"files": files, "columns": COLUMNS}


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
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*/export."]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def bad_request(request, exception):
    return render(request, "400.html", {"reason": str(exception) if exception.args else ""}, status=400)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    """Made without template context or database, since either may be what failed."""
    return render(request, "500.html", {"language": settings.LANGUAGE_CODE, "direction": "ltr"}, status=500)
