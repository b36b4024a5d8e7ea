"""The columns of the frame in files: names and order are fixed for ever, new ones go to the end."""

from django.utils.translation import gettext_lazy as _

from gcmhub.columns import LICENCE, TITLE, URL, Column, coded, flag, plain, practice_count, reference, text

OBJECTIVE_COLUMNS = [
    Column("id", lambda objective: objective.number, help=_("The number of the objective.")),
    plain("paragraph", help=_("The paragraph of the Compact.")),
    *TITLE,
    text("short_title", help=_("A few words for it.")),
    text("summary", help=_("What it asks for, in short.")),
    coded(
        "actions",
        lambda objective: objective.actions.all(),
        "title",
        help=_("The actions under it; 23c is action (c) of objective 23."),
    ),
    coded(
        "sdg_targets",
        lambda objective: objective.sdg_targets.all(),
        "title",
        help=_("The targets of the 2030 Agenda that the guidance links it to."),
    ),
    flag("all_sdgs", lambda objective: objective.all_sdgs, help=_("Whether the guidance links it to all goals.")),
    practice_count(help=_("How many practices recorded here serve it.")),
    LICENCE,
    URL,
]

ACTION_COLUMNS = [
    Column("id", lambda action: action.code, help=_("The number of the objective and the letter.")),
    reference("objective", "short_title", help=_("The objective it is under.")),
    plain("letter", help=_("Its letter in the Compact.")),
    *TITLE,
    practice_count(help=_("How many practices recorded here serve it.")),
    LICENCE,
    URL,
]

TARGET_COLUMNS = [
    plain("code", help=_("The number of the target, e.g. 10.7.")),
    reference("goal", help=_("The goal it is under.")),
    *TITLE,
    coded(
        "objectives",
        lambda target: target.objectives.all(),
        "short_title",
        help=_("The objectives of the Compact that it is linked to."),
    ),
    practice_count(help=_("How many practices recorded here are linked to it.")),
    plain("uri", help=_("The identifier that the agencies of the United Nations share.")),
    LICENCE,
    URL,
]
