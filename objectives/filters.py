"""Every filter of the lists of objectives, actions and SDG targets."""

from django.utils.translation import gettext_lazy as _

from gcmhub.filters import CodeFilter, CodeFilterSet, WordsFilter
from gcmhub.vocabularies import Vocabulary
from objectives.models import Action, Objective, SDGGoal, SDGTarget

GOALS = Vocabulary(SDGGoal)
OBJECTIVES = Vocabulary(Objective, "short_title")
LINKS = Objective.sdg_targets.through._base_manager.all  # which target the guidance links to which objective


class ObjectiveFilterSet(CodeFilterSet):
    q = WordsFilter("objective", label=_("Search"))
    sdg_goal = CodeFilter(
        label=_("SDG"),
        rows=LINKS,
        record="objective_id",
        column="sdgtarget__goal__number",
        vocabulary=GOALS,
        closed=True,
    )

    sort = {"number": (_("Number"), lambda: ["number"])}


class ActionFilterSet(CodeFilterSet):
    q = WordsFilter("action", label=_("Search"))
    objective = CodeFilter(
        label=_("Objective"),
        rows=Action.objects.all,
        column="objective__number",
        vocabulary=OBJECTIVES,
        closed=True,
    )

    sort = {"code": (_("Number"), lambda: ["objective__number", "letter"])}


class TargetFilterSet(CodeFilterSet):
    q = WordsFilter("sdg-target", label=_("Search"))
    goal = CodeFilter(label=_("SDG"), rows=SDGTarget.objects.all, column="goal__number", vocabulary=GOALS, closed=True)
    objective = CodeFilter(
        label=_("Objective"),
        rows=LINKS,
        record="sdgtarget_id",
        column="objective__number",
        vocabulary=OBJECTIVES,
        closed=True,
    )

    sort = {"code": (_("Number"), lambda: ["goal__number", "position"])}
