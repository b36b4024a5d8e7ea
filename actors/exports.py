"""The columns of actors and countries in files: names and order are fixed for ever, new ones go to the end."""

from django.utils.translation import gettext_lazy as _

from gcmhub.columns import ID, LICENCE, NAME, URL, choice, flag, plain, practice_count, reference, text

ACTOR_COLUMNS = [
    ID,
    *NAME,
    text("acronym", help=_("What it is called for short.")),
    choice("actor_type", "kind", help=_("What kind of actor it is.")),
    reference("country", help=_("The country of a government or national body, by ISO 3166-1.")),
    reference("parent", help=_("The actor that it is part of.")),
    flag(
        "generic",
        lambda actor: actor.generic,
        help=_("Whether it stands for actors that a source does not name, such as trade unions."),
    ),
    practice_count(help=_("How many practices recorded here it has a part in.")),
    plain("practices_led", help=_("How many of them it leads.")),
    plain("website", help=_("Its own site.")),
    LICENCE,
    URL,
    plain("practices_partnered", help=_("In how many of them it is a partner.")),
    plain("practices_funded", help=_("How many of them it pays for.")),
]

COUNTRY_COLUMNS = [
    plain("code", help=_("Two letters of ISO 3166-1.")),
    plain("iso3", help=_("Three letters of ISO 3166-1.")),
    plain("m49", help=_("The number in M49.")),
    *NAME,
    reference("region", help=_("The smallest M49 region that it lies in.")),
    flag("ldc", lambda country: country.is_ldc, help=_("Whether it is one of the least developed countries.")),
    flag("lldc", lambda country: country.is_lldc, help=_("Whether it is a landlocked developing country.")),
    flag("sids", lambda country: country.is_sids, help=_("Whether it is a small island developing State.")),
    practice_count(help=_("How many practices recorded here take place in it.")),
    LICENCE,
    URL,
]
