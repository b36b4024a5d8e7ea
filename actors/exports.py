"""The columns of actors and countries in files: names and order are fixed for ever, new ones go to the end."""

from actors.models import Situation
from gcmhub.columns import LICENCE_COLUMN, URL, Column, choice, flag, language, plain, reference, text

PRACTICES = Column("practices", lambda record: record.practice_count)

ACTOR_COLUMNS = [
    Column("id", lambda actor: actor.slug),
    text("name"),
    language("name"),
    text("acronym"),
    choice("actor_type", "kind"),
    reference("country"),
    reference("parent"),
    flag("generic", lambda actor: actor.generic),
    PRACTICES,
    plain("practices_led"),
    plain("website"),
    LICENCE_COLUMN,
    URL,
    plain("practices_partnered"),
    plain("practices_funded"),
]

COUNTRY_COLUMNS = [
    plain("code"),
    plain("iso3"),
    plain("m49"),
    text("name"),
    language("name"),
    reference("region"),
    *(flag(situation.value, lambda country, s=situation: s in country.situations) for situation in Situation),
    PRACTICES,
    LICENCE_COLUMN,
    URL,
]
