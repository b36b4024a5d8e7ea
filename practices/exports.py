"""The columns of practices in files: names and order are fixed for ever, new ones go to the end."""

from gcmhub.exports import Column
from gcmhub.languages import text_of
from practices.choices import Role


def label(record, field_name="name"):
    return text_of(record, field_name).text


def objectives(practice, primary_only=False):
    return [served.objective for served in practice.practice_objectives.all() if served.primary or not primary_only]


def actors(practice, role):
    return [part.actor for part in practice.participations.all() if part.role == role]


def unique(records):
    return list(dict.fromkeys(records))


def coded(name, records, code, named=label):
    """A column of codes with a column of names behind it."""
    return Column(
        name,
        lambda practice: [code(record) for record in records(practice)],
        lambda practice: [named(record) for record in records(practice)],
    )


def choice(name):
    return Column(
        name, lambda practice: getattr(practice, name), lambda practice: str(getattr(practice, f"get_{name}_display")())
    )


def slug(record):
    return record.slug


COLUMNS = [
    Column("id", lambda practice: practice.slug),
    Column("title", lambda practice: text_of(practice, "title").text),
    Column("title_language", lambda practice: text_of(practice, "title").language),
    Column("summary", lambda practice: text_of(practice, "summary").text),
    choice("kind"),
    choice("scope"),
    choice("stage"),
    Column("started", lambda practice: practice.started),
    Column("ended", lambda practice: practice.ended),
    coded(
        "primary_objectives",
        lambda practice: objectives(practice, primary_only=True),
        lambda objective: objective.number,
        lambda objective: label(objective, "short_title"),
    ),
    coded(
        "objectives",
        lambda practice: sorted(objectives(practice), key=lambda objective: objective.number),
        lambda objective: objective.number,
        lambda objective: label(objective, "short_title"),
    ),
    coded(
        "actions",
        lambda practice: practice.actions.all(),
        lambda action: action.code,
        lambda action: label(action, "title"),
    ),
    coded(
        "sdg_targets",
        lambda practice: practice.sdg_targets.all(),
        lambda target: target.code,
        lambda target: label(target, "title"),
    ),
    coded("principles", lambda practice: practice.principles.all(), slug),
    coded("themes", lambda practice: practice.themes.all(), slug),
    coded("countries", lambda practice: practice.countries.all(), lambda country: country.code),
    coded("regions", lambda practice: practice.all_regions(), slug),
    coded("lead_actors", lambda practice: actors(practice, Role.LEAD), slug),
    coded("partner_actors", lambda practice: actors(practice, Role.PARTNER), slug),
    coded("funder_actors", lambda practice: actors(practice, Role.FUNDER), slug),
    Column(
        "actor_types",
        lambda practice: unique(part.actor.kind for part in practice.participations.all()),
        lambda practice: unique(part.actor.get_kind_display() for part in practice.participations.all()),
    ),
    choice("evidence"),
    coded(
        "workshops",
        lambda practice: unique(part.workshop for part in practice.presentations.all()),
        slug,
        lambda workshop: label(workshop, "title"),
    ),
    coded(
        "sources",
        lambda practice: unique(part.source for part in practice.citations.all()),
        slug,
        lambda source: label(source, "title"),
    ),
    Column("licence", lambda practice: practice.licence),
    Column("updated", lambda practice: practice.updated_at.isoformat(timespec="seconds")),
    Column("url", lambda practice: practice.get_absolute_url(), is_address=True),
]
