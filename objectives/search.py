"""What is searched of objectives, actions and SDG targets."""

from gcmhub.searched import Searched
from objectives.models import Action, Objective, SDGTarget

OBJECTIVE = Searched(
    "objective",
    Objective,
    Objective.objects.all,
    title=("number", "short_title", "title"),
    names=("summary",),
    text=("sdg_note",),
)
ACTION = Searched("action", Action, Action.objects.all, title=("code", "title"))
TARGET = Searched("sdg-target", SDGTarget, SDGTarget.objects.all, title=("code", "title"), names=("goal__name",))
SEARCHED = [OBJECTIVE, ACTION, TARGET]
