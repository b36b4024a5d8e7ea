"""What the columns of the smaller files mean; those of practices say so themselves."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

EVERYWHERE = {
    "id": _("The code of the record, which never changes; other files name it by this."),
    "title": _("Its title."),
    "title_language": _("The language that the title is in."),
    "name": _("Its name."),
    "name_language": _("The language that the name is in."),
    "licence": _("Under which licence the text may be used."),
    "url": _("Its page."),
}
IN = {
    "objectives": {
        "id": _("The number of the objective."),
        "paragraph": _("The paragraph of the Compact."),
        "short_title": _("A few words for it."),
        "summary": _("What it asks for, in short."),
        "actions": _("The actions under it; 23c is action (c) of objective 23."),
        "sdg_targets": _("The targets of the 2030 Agenda that the guidance links it to."),
        "all_sdgs": _("Whether the guidance links it to all goals."),
        "practices": _("How many practices recorded here serve it."),
    },
    "actions": {
        "id": _("The number of the objective and the letter."),
        "objective": _("The objective it is under."),
        "letter": _("Its letter in the Compact."),
        "practices": _("How many practices recorded here serve it."),
    },
    "sdg-targets": {
        "code": _("The number of the target, e.g. 10.7."),
        "goal": _("The goal it is under."),
        "objectives": _("The objectives of the Compact that it is linked to."),
        "practices": _("How many practices recorded here are linked to it."),
        "uri": _("The identifier that the agencies of the United Nations share."),
    },
    "actors": {
        "acronym": _("What it is called for short."),
        "actor_type": _("What kind of actor it is."),
        "country": _("The country of a government or national body, by ISO 3166-1."),
        "parent": _("The actor that it is part of."),
        "generic": _("Whether it stands for actors that a source does not name, such as trade unions."),
        "practices": _("How many practices recorded here it has a part in."),
        "practices_led": _("How many of them it leads."),
        "practices_partnered": _("In how many of them it is a partner."),
        "practices_funded": _("How many of them it pays for."),
        "website": _("Its own site."),
    },
    "countries": {
        "code": _("Two letters of ISO 3166-1."),
        "iso3": _("Three letters of ISO 3166-1."),
        "m49": _("The number in M49."),
        "region": _("The smallest M49 region that it lies in."),
        "ldc": _("Whether it is one of the least developed countries."),
        "lldc": _("Whether it is a landlocked developing country."),
        "sids": _("Whether it is a small island developing State."),
        "practices": _("How many practices recorded here take place in it."),
    },
    "sessions": {
        "workshop": _("The workshop it belongs to."),
        "position": _("Its place in the agenda."),
        "kind": _("What kind of item of the agenda it is."),
        "label": _("What the agenda calls it, e.g. Session 5."),
        "date": _("The day."),
        "starts_at": _("When it began, in local time."),
        "ends_at": _("When it ended, in local time."),
        "parent": _("The session that a panel is part of."),
        "moderators": _("Who moderated."),
        "speakers": _("Everybody else on the agenda."),
        "actors": _("Whom these people spoke for."),
        "practices": _("The practices presented there."),
    },
    "people": {
        "name": _("The name as the agenda has it."),
        "other_spellings": _("Other ways in which sources write the name."),
        "functions": _("What the person was at that time."),
        "actors": _("Whom the person spoke for."),
        "countries": _("The countries named beside the person."),
        "workshops": _("The workshops at which the person was on the agenda."),
        "sessions": _("The sessions at which the person was on the agenda."),
    },
    "sources": {
        "publisher": _("The actor that published it."),
        "year": _("The year of publication."),
        "series": _("The series it appeared in."),
        "series_number": _("Its number in the series."),
        "isbn": _("Its ISBN."),
        "symbol": _("Its document symbol."),
        "languages": _("The languages it exists in."),
        "practices": _("The practices that cite it."),
        "url_of_source": _("Where it is published."),
    },
}


def explained(name, columns):
    """The columns of the file of this name, each with its meaning."""
    meanings = EVERYWHERE | IN.get(name, {})
    return [column if column.help else replace(column, help=meanings[column.name]) for column in columns]
