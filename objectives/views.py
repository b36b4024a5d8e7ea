from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import DetailView, ListView

from gcmhub.listing import FacetedListView
from objectives.exports import ACTION_COLUMNS, OBJECTIVE_COLUMNS, TARGET_COLUMNS
from objectives.filters import ActionFilterSet, ObjectiveFilterSet, TargetFilterSet
from objectives.models import Action, GuidingPrinciple, Objective, SDGTarget
from objectives.querysets import MOST_LINES, by_title, sessions_about, without_action

ALL_ON_ONE_PAGE = 200  # there are 23 objectives, 187 actions and 169 targets


class ObjectiveListView(FacetedListView):
    queryset = Objective.objects.all()
    filterset_class = ObjectiveFilterSet
    facet_names = ObjectiveFilterSet.code_filter_names()
    heading = _("Objectives")
    counted = ngettext_lazy("%(n)d objective", "%(n)d objectives", "n")
    template_name = "objectives/objective_list.html"
    hit_template = "objectives/_objective_hit.html"
    searched_texts = ("summary", "sdg_note")
    paginate_by = ALL_ON_ONE_PAGE
    columns = OBJECTIVE_COLUMNS
    name = "objectives"
    file_url_name = "objectives:objective-export"


class ObjectiveDetailView(DetailView):
    queryset = Objective.objects.prefetch_related("sdg_targets")
    slug_field = slug_url_kwarg = "number"

    def get_context_data(self, **kwargs):
        served = self.object.practice_objectives.filter(practice__status="published")
        others = without_action(self.object)
        actions = Action.objects.filter(objective=self.object).with_practices()
        return super().get_context_data(**kwargs) | {
            "primary_count": served.filter(primary=True).count(),
            "actions": actions,
            "gaps": [action for action, practices in actions if not practices],
            "others": others[:MOST_LINES],
            "other_count": others.count(),
            "findings": self.object.findings.select_related("edition").order_by("-edition__year", "kind", "number"),
            "sessions": sessions_about(self.object),
        }


class ActionListView(FacetedListView):
    queryset = Action.objects.all()
    filterset_class = ActionFilterSet
    facet_names = ActionFilterSet.code_filter_names()
    heading = _("Actions")
    counted = ngettext_lazy("%(n)d action", "%(n)d actions", "n")
    template_name = "objectives/action_list.html"
    hit_template = "objectives/_action_group.html"
    paginate_by = ALL_ON_ONE_PAGE
    columns = ACTION_COLUMNS
    name = "actions"
    file_url_name = "objectives:action-export"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"object_list": grouped(context["object_list"], "objective")}


class TargetListView(FacetedListView):
    queryset = SDGTarget.objects.all()
    filterset_class = TargetFilterSet
    facet_names = TargetFilterSet.code_filter_names()
    heading = _("Sustainable Development Goals")
    counted = ngettext_lazy("%(n)d target", "%(n)d targets", "n")
    template_name = "objectives/sdgtarget_list.html"
    hit_template = "objectives/_target_group.html"
    paginate_by = ALL_ON_ONE_PAGE
    columns = TARGET_COLUMNS
    name = "sdg-targets"
    file_url_name = "objectives:target-export"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"object_list": grouped(context["object_list"], "goal")}


class TargetDetailView(DetailView):
    queryset = SDGTarget.objects.select_related("goal")
    slug_field = slug_url_kwarg = "code"
    context_object_name = "target"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "objectives": self.object.objectives.all(),
            "objectives_of_all_goals": Objective.objects.filter(all_sdgs=True),
            "practices": by_title(self.object.practices.published())[:MOST_LINES],
        }


class PrincipleListView(ListView):
    queryset = GuidingPrinciple.objects.all()
    context_object_name = "principles"


class PrincipleDetailView(DetailView):
    queryset = GuidingPrinciple.objects.all()
    context_object_name = "principle"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "practices": by_title(self.object.practices.published())[:MOST_LINES],
        }


def grouped(records, name):
    """Pairs of what the records belong to and the records, in their order."""
    return [(owner, list(group)) for owner, group in groupby(records, key=attrgetter(name))]
