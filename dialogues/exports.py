"""The columns of sessions, people and sources in files: names and order are fixed for ever, new ones go to the end."""

from django.utils.translation import gettext_lazy as _

from dialogues.models import Appearance
from gcmhub.columns import ID, LICENCE, TITLE, URL, Column, choice, coded, plain, reference, text, unique
from gcmhub.languages import text_of


def published_practices(parts):
    """The practices behind presentations or citations; drafts stay out of every file."""
    return unique(part.practice for part in parts if part.practice.status == "published")


def people(session, moderators):
    """Those who moderate, or all the others on the agenda."""
    return unique(
        appearance.person
        for appearance in session.appearances.all()
        if (appearance.role == Appearance.Role.MODERATOR) == moderators
    )


def of_appearances(read):
    """What the appearances of a person name, each once."""
    return lambda person: unique(read(appearance) for appearance in person.appearances.all())


def minutes(time):
    return time.isoformat(timespec="minutes") if time else None


SESSION_COLUMNS = [
    ID,
    reference("workshop", "title", help=_("The workshop it belongs to.")),
    plain("position", help=_("Its place in the agenda.")),
    choice("kind", help=_("What kind of item of the agenda it is.")),
    text("label", help=_("What the agenda calls it, e.g. Session 5.")),
    *TITLE,
    Column("date", lambda session: session.date.isoformat(), help=_("The day.")),
    Column("starts_at", lambda session: minutes(session.starts_at), help=_("When it began, in local time.")),
    Column("ends_at", lambda session: minutes(session.ends_at), help=_("When it ended, in local time.")),
    reference("parent", "title", help=_("The session that a panel is part of.")),
    coded("moderators", lambda session: people(session, moderators=True), str, help=_("Who moderated.")),
    coded("speakers", lambda session: people(session, moderators=False), str, help=_("Everybody else on the agenda.")),
    coded(
        "actors",
        lambda session: unique(appearance.actor for appearance in session.appearances.all()),
        help=_("Whom these people spoke for."),
    ),
    coded(
        "practices",
        lambda session: published_practices(session.presentations.all()),
        "title",
        help=_("The practices presented there."),
    ),
    LICENCE,
    URL,
]

PERSON_COLUMNS = [
    ID,
    plain("name", help=_("The name as the agenda has it.")),
    Column(
        "other_spellings",
        lambda person: person.other_spellings.splitlines(),
        help=_("Other ways in which sources write the name."),
    ),
    Column(
        "functions",
        of_appearances(lambda appearance: text_of(appearance, "function").text),
        help=_("What the person was at that time."),
    ),
    coded("actors", of_appearances(lambda appearance: appearance.actor), help=_("Whom the person spoke for.")),
    coded(
        "countries",
        of_appearances(lambda appearance: appearance.country),
        help=_("The countries named beside the person."),
    ),
    coded(
        "workshops",
        of_appearances(lambda appearance: appearance.session.workshop),
        "title",
        help=_("The workshops at which the person was on the agenda."),
    ),
    coded(
        "sessions",
        of_appearances(lambda appearance: appearance.session),
        "title",
        help=_("The sessions at which the person was on the agenda."),
    ),
    LICENCE,
    URL,
]

SOURCE_COLUMNS = [
    ID,
    *TITLE,
    reference("publisher", help=_("The actor that published it.")),
    plain("year", help=_("The year of publication.")),
    plain("series", help=_("The series it appeared in.")),
    plain("series_number", help=_("Its number in the series.")),
    plain("isbn", help=_("Its ISBN.")),
    plain("symbol", help=_("Its document symbol.")),
    Column("languages", lambda source: source.languages.split(), help=_("The languages it exists in.")),
    coded(
        "practices",
        lambda source: published_practices(source.citations.all()),
        "title",
        help=_("The practices that cite it."),
    ),
    Column("url_of_source", lambda source: source.url, help=_("Where it is published.")),
    LICENCE,
    URL,
]
