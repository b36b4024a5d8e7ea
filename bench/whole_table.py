"""The file of all practices as one SQL statement, with the columns of the site's own: what a database gives at best."""

from django.conf import settings
from django.db import connection

LINKED = {  # column: (table of links, column in it, table of records, code)
    "primary_objectives": ("practices_practiceobjective", "objective_id", "objectives_objective", "number"),
    "objectives": ("practices_practiceobjective", "objective_id", "objectives_objective", "number"),
    "actions": ("practices_practice_actions", "action_id", "objectives_action", "code"),
    "sdg_targets": ("practices_practice_sdg_targets", "sdgtarget_id", "objectives_sdgtarget", "code"),
    "principles": ("practices_practice_principles", "guidingprinciple_id", "objectives_guidingprinciple", "slug"),
    "themes": ("practices_practice_themes", "theme_id", "objectives_theme", "slug"),
    "countries": ("practices_practice_countries", "country_id", "actors_country", "code"),
    "lead_actors": ("practices_participation", "actor_id", "actors_actor", "slug"),
    "partner_actors": ("practices_participation", "actor_id", "actors_actor", "slug"),
    "funder_actors": ("practices_participation", "actor_id", "actors_actor", "slug"),
    "actor_types": ("practices_participation", "actor_id", "actors_actor", "kind"),
    "workshops": ("practices_presentation", "workshop_id", "dialogues_workshop", "slug"),
    "sources": ("practices_citation", "source_id", "dialogues_source", "slug"),
}
ONLY = {
    "primary_objectives": 'link."primary"',
    "lead_actors": "link.role = 'lead'",
    "partner_actors": "link.role = 'partner'",
    "funder_actors": "link.role = 'funder'",
}
REGIONS = """
    above (id, slug, parent_id, start) AS (
        SELECT id, slug, parent_id, id FROM actors_region
        UNION ALL SELECT r.id, r.slug, r.parent_id, above.start
        FROM actors_region r JOIN above ON r.id = above.parent_id
    ),
    areas AS (
        SELECT link.practice_id, above.slug FROM practices_practice_countries link
        JOIN actors_country c ON c.id = link.country_id JOIN above ON above.start = c.region_id
        WHERE above.parent_id IS NOT NULL
        UNION SELECT link.practice_id, above.slug FROM practices_practice_regions link
        JOIN above ON above.start = link.region_id WHERE above.parent_id IS NOT NULL
    ),
    of_regions AS (SELECT practice_id, {joined} AS codes FROM areas GROUP BY practice_id)
"""
LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh_hans"]
PAGE_OF_PRACTICE = "'http://localhost/en/practices/' || p.slug || '/'"
COLUMNS = """
    p.slug, {title}, {title_language}, {summary}, p.kind, p.scope, p.stage, p.started, p.ended,
    of_primary_objectives.codes, of_objectives.codes, of_actions.codes, of_sdg_targets.codes, of_principles.codes,
    of_themes.codes, of_countries.codes, of_regions.codes, of_lead_actors.codes, of_partner_actors.codes,
    of_funder_actors.codes, of_actor_types.codes, p.evidence, of_workshops.codes, of_sources.codes, p.licence,
    p.updated_at, {url}
"""


def joined(code):
    """Several values in one cell."""
    return f"string_agg({code}, '|')" if connection.vendor == "postgresql" else f"group_concat({code}, '|')"


def linked(column):
    table, key, records, code = LINKED[column]
    only = f" WHERE {ONLY[column]}" if column in ONLY else ""
    once = "DISTINCT " if column in ("actor_types", "workshops", "sources") else ""
    rows = f"SELECT {once}link.practice_id, CAST(r.{code} AS text) AS code FROM {table} link JOIN {records} r ON r.id = link.{key}{only}"  # noqa: E501, S608
    return f"of_{column} AS (SELECT practice_id, {joined('code')} AS codes FROM ({rows}) AS rows GROUP BY practice_id)"  # noqa: S608


def statement():
    """All published practices by title, one line each."""
    parts = [REGIONS.format(joined=joined("slug")), *(linked(column) for column in LINKED)]
    joins = " ".join(f"LEFT JOIN of_{name} ON of_{name}.practice_id = p.id" for name in [*LINKED, "regions"])
    texts = {"title": best("title"), "summary": best("summary"), "title_language": title_language()}
    columns = COLUMNS.format(url=PAGE_OF_PRACTICE, **texts)
    return (
        f"WITH RECURSIVE {', '.join(parts)} SELECT {columns} FROM practices_practice p {joins}"  # noqa: S608
        f" WHERE p.status = 'published' ORDER BY lower({best('title')}), p.id"
    )


def best(name):
    """The text in the first language that has one, under an English page."""
    columns = ", ".join(f"nullif(p.{name}_{language}, '')" for language in LANGUAGES)
    return f"coalesce({columns}, '')"


def title_language():
    cases = " ".join(f"WHEN p.title_{language} > '' THEN '{language}'" for language in LANGUAGES)
    return f"CASE {cases} END"


assert [code.replace("-", "_") for code, _ in settings.LANGUAGES] == LANGUAGES
