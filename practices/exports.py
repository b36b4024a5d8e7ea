"""The columns of practices in files: names and order are fixed for ever, new ones go to the end."""

from gcmhub.columns import URL, Column, choice, coded, language, plain, text, unique
from practices.choices import Role


def objectives(practice, primary_only=False):
    return [served.objective for served in practice.practice_objectives.all() if served.primary or not primary_only]


def actors(role):
    return lambda practice: [part.actor for part in practice.participations.all() if part.role == role]


COLUMNS = [
    Column("id", lambda practice: practice.slug),
    text("title"),
    language("title"),
    text("summary"),
    choice("kind"),
    choice("scope"),
    choice("stage"),
    plain("started"),
    plain("ended"),
    coded("primary_objectives", lambda practice: objectives(practice, primary_only=True), "short_title"),
    coded("objectives", lambda practice: sorted(objectives(practice), key=lambda o: o.number), "short_title"),
    coded("actions", lambda practice: practice.actions.all(), "title"),
    coded("sdg_targets", lambda practice: practice.sdg_targets.all(), "title"),
    coded("principles", lambda practice: practice.principles.all()),
    coded("themes", lambda practice: practice.themes.all()),
    coded("countries", lambda practice: practice.countries.all()),
    coded("regions", lambda practice: practice.all_regions()),
    coded("lead_actors", actors(Role.LEAD)),
    coded("partner_actors", actors(Role.PARTNER)),
    coded("funder_actors", actors(Role.FUNDER)),
    Column(
        "actor_types",
        lambda practice: unique(part.actor.kind for part in practice.participations.all()),
        lambda practice: unique(part.actor.get_kind_display() for part in practice.participations.all()),
    ),
    choice("evidence"),
    coded("workshops", lambda practice: unique(part.workshop for part in practice.presentations.all()), "title"),
    coded("sources", lambda practice: unique(part.source for part in practice.citations.all()), "title"),
    plain("licence"),
    Column("updated", lambda practice: practice.updated_at.isoformat(timespec="seconds")),
    URL,
]
