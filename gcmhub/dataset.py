"""All lists that leave as files, and their description for machines: a Frictionless data package, schema.org."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.exports import ACTOR_COLUMNS, COUNTRY_COLUMNS
from dialogues.exports import PERSON_COLUMNS, SESSION_COLUMNS, SOURCE_COLUMNS
from gcmhub.exports import CONTENT_TYPES, FORMATS
from gcmhub.languages import active_language
from objectives.exports import ACTION_COLUMNS, OBJECTIVE_COLUMNS, TARGET_COLUMNS
from practices.exports import COLUMNS

LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Table:
    """A list as files have it; `numbers` names the columns that hold whole numbers."""

    name: str
    label: str
    columns: list
    url_name: str
    list_url_name: str
    numbers: tuple = ()

    @property
    def url(self):
        return reverse(self.list_url_name)

    @property
    def files(self):
        return [(extension.upper(), self.file(extension)) for extension in FORMATS]

    def file(self, extension):
        return reverse(self.url_name, args=[extension])

    @property
    def key(self):
        """The first column names a record, in every file."""
        return self.columns[0].name


def table(app, model, name, label, columns, numbers=()):
    return Table(name, label, columns, f"{app}:{model}-export", f"{app}:{model}-list", numbers)


TABLES = [
    table("practices", "practice", "practices", gettext_lazy("Practices"), COLUMNS),
    table(
        *("objectives", "objective", "objectives", gettext_lazy("Objectives"), OBJECTIVE_COLUMNS),
        numbers=("id", "paragraph", "practices"),
    ),
    table(
        *("objectives", "action", "actions", gettext_lazy("Actions"), ACTION_COLUMNS),
        numbers=("objective", "practices"),
    ),
    table(
        *("objectives", "target", "sdg-targets", gettext_lazy("SDG targets"), TARGET_COLUMNS),
        numbers=("goal", "practices"),
    ),
    table("actors", "actor", "actors", gettext_lazy("Actors"), ACTOR_COLUMNS, numbers=("practices",)),
    table("actors", "country", "countries", gettext_lazy("Countries"), COUNTRY_COLUMNS, numbers=("practices",)),
    table("dialogues", "session", "sessions", gettext_lazy("Sessions"), SESSION_COLUMNS, numbers=("position",)),
    table("dialogues", "person", "people", gettext_lazy("People"), PERSON_COLUMNS),
    table("dialogues", "source", "sources", gettext_lazy("Sources"), SOURCE_COLUMNS, numbers=("year",)),
]


def field(column, numbers):
    """A column in the Table Schema of Frictionless."""
    described = {"name": column.name, "type": "integer" if column.name in numbers else "string"}
    if column.is_address:
        described["format"] = "uri"
    return described | {"description": str(column.help)}


def resource(table, absolute):
    return {
        "name": table.name,
        "title": str(table.label),
        "profile": "tabular-data-resource",
        "path": f"{absolute(table.file('csv'))}?bom=0",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [field(column, table.numbers) for column in table.columns],
            "primaryKey": [table.key],
            "missingValues": [""],
        },
    }


def data_package(absolute):
    """`absolute` makes an address of a path."""
    return {
        "profile": "tabular-data-package",
        "name": "gcmhub",
        "title": _("Knowledge base of the Global Compact for Migration"),
        "description": description(),
        "homepage": absolute(reverse("data")),
        "licenses": [
            {"name": settings.CONTENT_LICENCE, "title": "Creative Commons Attribution 4.0", "path": LICENCE_URL}
        ],
        "resources": [resource(table, absolute) for table in TABLES],
    }


def description():
    return _(
        "Practices that put the Global Compact for Safe, Orderly and Regular Migration into effect, with the "
        "objectives and actions they serve, who runs them, where, and where they were discussed."
    )


def linked_data(absolute):
    """The whole as a Dataset of schema.org."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": _("Knowledge base of the Global Compact for Migration"),
        "description": description(),
        "url": absolute(reverse("data")),
        "license": LICENCE_URL,
        "inLanguage": active_language(),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute(reverse("home"))},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"{table.label}, {extension.upper()}",
                "encodingFormat": CONTENT_TYPES[extension].partition(";")[0],
                "contentUrl": absolute(table.file(extension)),
            }
            for table in TABLES
            for extension in FORMATS
        ],
    }
