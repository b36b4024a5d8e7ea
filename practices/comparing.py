"""The page of picked practices, side by side or in a list, and the files of them."""

from dataclasses import dataclass

from django.http import Http404, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from gcmhub.exports import FORMATS, BadParametersError, file_response
from gcmhub.selections import Problem
from gcmhub.templatetags.languages import name
from practices.brief.contents import brief_response
from practices.exports import COLUMNS, reader
from practices.hits import hits
from practices.index import INDEX
from practices.models import Practice
from practices.shortlist import PICK, Shortlist, query_of
from practices.templatetags.practices import actors_by_role, figure, when, where


@dataclass(frozen=True)
class Side:
    """A practice in a column of its own."""

    practice: Practice
    url: str
    where: str
    when: str
    actors_by_role: list
    objectives: list
    actions: list
    figures: list  # pairs of the number as it is written and what it counts


def sides(ids):
    """In this order; a practice that was withdrawn meanwhile is left out."""
    found = Practice.objects.published().for_brief().in_bulk(ids)
    return [side(found[pk]) for pk in ids if pk in found]


def side(practice):
    return Side(
        practice,
        practice.get_absolute_url(),
        where(practice),
        when(practice) if practice.started or practice.ended else "",
        [(role, [(actor.get_absolute_url(), name(actor)) for actor in actors]) for role, actors in roles(practice)],
        practice.practice_objectives.all(),
        sorted(practice.actions.all(), key=lambda action: (action.objective.number, action.letter)),
        [(figure(item), item) for item in practice.key_figures.all()],
    )


def roles(practice):
    return actors_by_role(practice.participations.all())


class ShortlistView(TemplateView):
    """Picked practices side by side or, where they are more than a page is wide, in a list; or the file of them."""

    template_name = "practices/practice_compare.html"
    as_file = False

    def get(self, request, *args, **kwargs):
        if self.as_file:
            return self.file(**kwargs)
        if request.GET.keys() - {PICK}:  # the form of a list sends its filters along
            return HttpResponseRedirect(f"{request.path}?{query_of(request.GET.getlist(PICK))}")
        return super().get(request, *args, **kwargs)

    @cached_property
    def shortlist(self):
        return Shortlist.of(self.request.GET)

    def file(self, extension):
        try:
            if problems := [*self.shortlist.problems, *self.other_problems()]:
                raise BadParametersError(problems)
            return self.file_of(self.shortlist.ids, extension)
        except BadParametersError as error:
            return HttpResponseBadRequest(f"{error}\n", content_type="text/plain; charset=utf-8")

    def other_problems(self):
        known = {PICK, "columns", "labels", "bom"}
        unknown = [key for key in self.request.GET if key not in known]
        problems = [Problem(key, "", _("There is no such filter here.")) for key in unknown]
        return problems if self.shortlist else [*problems, Problem(PICK, "", _("Pick at least one practice."))]

    def file_of(self, ids, extension):
        if extension == "docx":
            address = f"{reverse('practices:practice-compare')}?{self.shortlist.query}"
            return brief_response(_("A shortlist, in the order picked"), address, ids, INDEX.current(), self.request)
        if extension not in FORMATS:
            raise Http404
        cells = reader(INDEX.current())
        return file_response(extension, "shortlist", _("Shortlist"), COLUMNS, ids, cells, self.request)

    def get_context_data(self, **kwargs):
        shortlist = self.shortlist
        compared = sides(shortlist.ids) if shortlist.can_be_compared else []
        formats = [*((extension.upper(), extension) for extension in FORMATS), ("Word", "docx")]
        return super().get_context_data(**kwargs) | {
            "shortlist": shortlist,
            "sides": compared,
            "object_list": [] if compared else hits(shortlist.ids, INDEX.current()),
            "without": {slug: shortlist.without(slug) for slug in shortlist.practices},
            "pick_label": _("Compare"),
            "problems": shortlist.problems,
            "files": [(label, reverse("practices:practice-shortlist", args=[ext])) for label, ext in formats],
            "query": shortlist.query,
        }
