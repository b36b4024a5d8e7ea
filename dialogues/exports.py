"""The columns of sessions, people and sources in files: names and order are fixed for ever, new ones go to the end."""

from dialogues.models import Appearance
from gcmhub.columns import LICENCE_COLUMN, URL, Column, choice, coded, language, plain, reference, text, unique
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
    Column("id", lambda session: session.slug),
    reference("workshop", "title"),
    plain("position"),
    choice("kind"),
    text("label"),
    text("title"),
    language("title"),
    Column("date", lambda session: session.date.isoformat()),
    Column("starts_at", lambda session: minutes(session.starts_at)),
    Column("ends_at", lambda session: minutes(session.ends_at)),
    reference("parent", "title"),
    coded("moderators", lambda session: people(session, moderators=True), str),
    coded("speakers", lambda session: people(session, moderators=False), str),
    coded("actors", lambda session: unique(appearance.actor for appearance in session.appearances.all())),
    coded("practices", lambda session: published_practices(session.presentations.all()), "title"),
    LICENCE_COLUMN,
    URL,
]

PERSON_COLUMNS = [
    Column("id", lambda person: person.slug),
    plain("name"),
    Column("other_spellings", lambda person: person.other_spellings.splitlines()),
    Column("functions", of_appearances(lambda appearance: text_of(appearance, "function").text)),
    coded("actors", of_appearances(lambda appearance: appearance.actor)),
    coded("countries", of_appearances(lambda appearance: appearance.country)),
    coded("workshops", of_appearances(lambda appearance: appearance.session.workshop), "title"),
    coded("sessions", of_appearances(lambda appearance: appearance.session), "title"),
    LICENCE_COLUMN,
    URL,
]

SOURCE_COLUMNS = [
    Column("id", lambda source: source.slug),
    text("title"),
    language("title"),
    reference("publisher"),
    plain("year"),
    plain("series"),
    plain("series_number"),
    plain("isbn"),
    plain("symbol"),
    Column("languages", lambda source: source.languages.split()),
    coded("practices", lambda source: published_practices(source.citations.all()), "title"),
    Column("url_of_source", lambda source: source.url),
    LICENCE_COLUMN,
    URL,
]
