"""A practice in the words of schema.org, for those who read pages by machine."""

import json

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from gcmhub.languages import text_of
from practices.citation import licence_address

IN_A_SCRIPT = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def creative_work(practice, address, absolute):
    """The record as a CreativeWork; `absolute` makes a full address of a path. Who acts is mentioned, not an author."""
    title = text_of(practice, "title")
    found = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "name": title.text,
        "inLanguage": title.language,
        "abstract": text_of(practice, "summary").text,
        "dateModified": timezone.localdate(practice.updated_at).isoformat(),
        "datePublished": practice.published_at and timezone.localdate(practice.published_at).isoformat(),
        "license": licence_address(practice.licence),
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute("/")},
        "temporalCoverage": covered(practice),
        "spatialCoverage": things("Place", [*practice.countries.all(), *practice.regions.all()], absolute),
        "about": things("Thing", (served.objective for served in practice.practice_objectives.all()), absolute),
        "mentions": things("Organization", (part.actor for part in practice.participations.all()), absolute),
        "citation": things("CreativeWork", (citation.source for citation in practice.citations.all()), absolute),
        "keywords": [text_of(theme, "name").text for theme in practice.themes.all()],
    }
    return {name: value for name, value in found.items() if value}


def things(kind, records, absolute):
    """Each of these records once."""
    return [
        {"@type": kind, "name": label(record), "url": absolute(record.get_absolute_url())}
        for record in dict.fromkeys(records)
    ]


def label(record):
    """The short title of an objective, the title of a source, the name of all else."""
    names = ("short_title", "title", "name")
    return next(text_of(record, name).text for name in names if hasattr(record, name))


def covered(practice):
    """An interval of ISO 8601, open where the practice goes on or nothing is known."""
    started, ended = practice.started, practice.ended
    return f"{started or '..'}/{ended or '..'}" if started or ended else ""


def as_script(data):
    """Data for a page: no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False).translate(IN_A_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above
