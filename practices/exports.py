"""The columns of practices in files: names and order are fixed for ever, new ones go to the end."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from gcmhub.statements import Codes, Moment, address, by_statement, choice, coded, language, plain, text
from objectives.models import Objective
from practices.choices import Evidence, Kind, Scope, Stage
from practices.filters import OBJECTIVES, TRUE, PracticeFilterSet
from practices.models import Practice


def primary(snapshot):
    """By number of an objective: the practices that are mainly about it."""
    numbers = snapshot.names(Objective, number)
    links = snapshot.tables[OBJECTIVES].items()
    return {numbers[pk]: practices for (pk, is_primary), practices in links if is_primary in TRUE}


def number(objective):
    return str(objective.number)


COLUMNS = [
    plain("id", F("slug"), help=_("The code of the practice, as in its address.")),
    text("title", help=_("What it is, in the language of the file or the next best.")),
    language("title", help=_("The language that the title is in.")),
    text("summary", help=_("What, who and where, in the language of the file or the next best.")),
    choice("kind", Kind, help=_("What sort of practice it is.")),
    choice("scope", Scope, help=_("How far it reaches.")),
    choice("stage", Stage, help=_("Whether it is proposed, planned, going on or ended.")),
    plain("started", help=_("Year, month or day, as exactly as the source says.")),
    plain("ended", help=_("Year, month or day; empty while it goes on or where no source says.")),
    coded(
        "primary_objectives",
        Codes("objective", primary),
        joins=int,
        help=_("The objectives of the Compact that it is mainly about."),
    ),
    coded("objectives", Codes("objective"), joins=int, help=_("All objectives of the Compact that it serves.")),
    coded("actions", Codes("action"), help=_("The actions under these objectives; 23c is action (c) of objective 23.")),
    coded("sdg_targets", Codes("sdg"), help=_("Targets of the 2030 Agenda that a source links it to.")),
    coded("principles", Codes("principle"), help=_("Guiding principles of the Compact that it stands for.")),
    coded("themes", Codes("theme"), help=_("Topics across the objectives.")),
    coded("countries", Codes("country"), help=_("Where it takes place or which States are party, by ISO 3166-1.")),
    coded("regions", Codes("region"), help=_("The M49 regions of every level that it lies in.")),
    coded("lead_actors", Codes("lead"), help=_("Who runs, adopted, founded or published it.")),
    coded("partner_actors", Codes("partner"), help=_("Who takes part.")),
    coded("funder_actors", Codes("funder"), help=_("Who pays.")),
    coded("actor_types", Codes("actor_type"), help=_("The types of all these actors.")),
    choice("evidence", Evidence, help=_("What its results rest on.")),
    coded("workshops", Codes("workshop"), help=_("The workshops at which it was presented.")),
    coded("sources", Codes("source"), help=_("The publications that say so.")),
    plain("licence", help=_("Under which licence the text may be used.")),
    plain("updated", Moment("updated_at"), help=_("When it was last changed, in UTC.")),
    address("url", "practices:practice-detail", "slug", help=_("Its page.")),
]


def reader(snapshot):
    """What reads the rows of a file of practices, with their links as of this snapshot of the index."""
    return by_statement(Practice.objects.published(), snapshot, PracticeFilterSet)
