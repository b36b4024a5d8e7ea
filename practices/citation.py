"""How a practice is cited: as a line of text, as RIS and as BibTeX, with the date of the version and its address."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from gcmhub.languages import text_of

CONTENT_TYPES = {
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
}
LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
UNPRINTABLE = dict.fromkeys({*range(32), 127}, " ")
# Braces by name: BibTeX counts them even behind a backslash, so that a single one would swallow the rest of the file.
BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
    }
)


@dataclass(frozen=True)
class Reference:
    """A practice as a bibliography names it, in the best language for the reader."""

    slug: str
    title: str
    language: str
    summary: str
    version: datetime.date
    address: str
    licence: str

    @classmethod
    def of(cls, practice, address):
        title = text_of(practice, "title")
        return cls(
            practice.slug,
            in_a_line(title.text),
            title.language,
            in_a_line(text_of(practice, "summary").text),
            timezone.localdate(practice.updated_at),
            address,
            practice.licence,
        )

    @property
    def licence_address(self):
        return licence_address(self.licence)

    def as_html(self):
        """A line of text in the reader’s language; a title that runs the other way turns nothing else round."""
        return format_html(
            _("{title}. {site}, version of {date}. {address}. Licence: {licence}."),
            title=format_html('<bdi lang="{}">{}</bdi>', self.language, self.title.rstrip(".")),
            site=settings.SITE_NAME,
            date=formats.date_format(self.version),
            address=format_html('<bdi dir="ltr">{}</bdi>', self.address),
            licence=format_html('<bdi dir="ltr">{}</bdi>', self.licence),
        )

    def as_ris(self):
        """RIS as the reference managers read it: two letters, two spaces, a hyphen, a space; lines end with CRLF."""
        lines = [
            ("TY", "ELEC"),
            ("ID", f"gcmhub-{self.slug}"),
            ("TI", self.title),
            ("AB", self.summary),
            ("PB", settings.SITE_NAME),
            ("PY", f"{self.version.year:04}"),
            ("DA", f"{self.version:%Y/%m/%d}"),
            ("LA", self.language),
            ("UR", self.address),
            ("N1", f"Licence: {self.licence}"),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")

    def as_bibtex(self):
        fields = {
            "title": f"{{{self.title.translate(BIBTEX)}}}",
            "organization": f"{{{settings.SITE_NAME.translate(BIBTEX)}}}",
            "year": f"{self.version.year:04}",
            "date": self.version.isoformat(),
            "url": self.address,
            "language": self.language,
            "abstract": self.summary.translate(BIBTEX),
            "note": f"Version of {self.version.isoformat()}. Licence: {self.licence.translate(BIBTEX)}",
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return ",\n".join([f"@misc{{gcmhub-{self.slug}", *lines]) + "\n}\n"


def in_a_line(text):
    return " ".join(text.translate(UNPRINTABLE).split())


def licence_address(code):
    """Where the licence of an SPDX code can be read."""
    return LICENCES.get(code, f"https://spdx.org/licenses/{code}.html")
