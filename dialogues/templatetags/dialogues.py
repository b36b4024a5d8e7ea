import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from dialogues.models import Appearance, Finding
from dialogues.querysets import PAUSES
from gcmhub.codes import natural_order
from gcmhub.languages import LANGUAGES, Text, alphabetical, text_of
from gcmhub.templatetags.languages import colon, mark, name, text

register = template.Library()

COMMA = re.compile(r"\s*[,，،]\s*")  # Chinese and Arabic ones too

KIND_HEADINGS = {
    Finding.Kind.KEY_MESSAGE: _("Key messages"),
    Finding.Kind.RECOMMENDATION: _("Recommendations"),
    Finding.Kind.CONSIDERATION: _("Considerations"),
}


def grouped(items, key):
    """Pairs of a key and its items, in the order in which the keys first occur."""
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.items())


def labelled(label, title):
    return format_html("{}{}{}", label, colon(), title)


@register.simple_tag
def edition_title(edition):
    return labelled(edition.year, text(edition, "theme"))


@register.simple_tag
def workshop_title(workshop):
    return labelled(name(workshop, "city"), text(workshop, "title"))


@register.simple_tag
def session_title(session):
    title = text(session, "title")
    return labelled(name(session, "label"), title) if session.label else title


@register.filter
def by_day(sessions):
    """The programme: pairs of a day and its items, each item with the panels inside it."""
    inside, days = {}, {}
    for session in sessions:
        parts = inside.get(session.parent_id)
        if parts is None:
            parts = []
            days.setdefault(session.date, []).append((session, parts))
        else:
            parts.append(session)
        inside[session.pk] = parts
    return sorted(days.items())


@register.filter
def is_pause(session):
    return session.kind in PAUSES


@register.filter
def by_role(appearances):
    """Pairs of a role in words and those who had it, moderators first."""
    having = {role: [appearance for appearance in appearances if appearance.role == role] for role in Appearance.Role}
    return [(role_of(len(found))[role], found) for role, found in having.items() if found]


def role_of(number):
    return {
        Appearance.Role.MODERATOR: ngettext("Moderator", "Moderators", number),
        Appearance.Role.SPEAKER: ngettext("Speaker", "Speakers", number),
        Appearance.Role.PRESENTER: ngettext("Presenter", "Presenters", number),
    }


@register.filter
def by_function(appearances):
    """The appearances of a person in lists of one function each."""

    def function(appearance):
        return text_of(appearance, "function"), appearance.actor_id, appearance.country_id

    return [held for key, held in grouped(appearances, function)]


@register.filter
def by_kind(findings):
    """Pairs of a heading and the findings of that kind."""
    findings = list(findings)
    pairs = [(heading, [f for f in findings if f.kind == kind]) for kind, heading in KIND_HEADINGS.items()]
    return [(heading, found) for heading, found in pairs if found]


@register.filter
def people_among(sessions):
    """How many different people are on the agenda."""
    return len({appearance.person_id for session in sessions for appearance in session.appearances.all()})


@register.filter
def by_session(presentations):
    """Pairs of a session, if known, and the presentations there."""
    return grouped(presentations, lambda presentation: presentation.session)


@register.filter
def by_workshop(presentations):
    return grouped(presentations, lambda presentation: presentation.workshop)


@register.filter
def by_presenter(presentations):
    """Pairs of the first presentation of a person, or of an organisation where nobody is named, and all of them."""
    return [(given[0], given) for key, given in grouped(presentations, lambda given: (given.person_id, given.actor_id))]


@register.filter
def by_practice(parts):
    """Pairs of a practice and the presentations or citations about it."""
    return grouped(parts, lambda part: part.practice)


def chapter_and_section(citation):
    """The parts of “chapter 2, Regional partnerships”, in front of the first comma and behind it."""
    locator = text_of(citation, "locator")
    chapter, _comma, section = COMMA.sub(",", locator.text, count=1).partition(",")
    return Text(chapter, locator.language), Text(section, locator.language)


@register.filter
def by_chapter(citations):
    """Pairs of a chapter of the source and the citations of it, chapter 2 before chapter 10."""
    chapters = grouped(citations, lambda citation: chapter_and_section(citation)[0])
    return sorted(chapters, key=lambda pair: natural_order(alphabetical(pair[0].text)))


@register.filter
def sections(citations):
    """The sections that these citations name, each once."""
    found = dict.fromkeys(chapter_and_section(citation)[1] for citation in citations)
    return [section for section in found if section.text]


@register.simple_tag
def lines(record, field_name):
    """A translated text of one item per line, as a list."""
    found = text_of(record, field_name)
    items = format_html_join("\n", "<li>{}</li>", ((line,) for line in found.text.splitlines() if line.strip()))
    if not found.is_fallback:
        return format_html("<ul>{}</ul>", items)
    return format_html('<ul lang="{}" dir="{}">{}</ul>{}', found.language, found.direction, items, mark(found))


@register.filter
def languages_of(source):
    """The languages it was printed in, each named in itself."""
    return [Text(own_name(code), code) for code in source.languages.split()]


def own_name(code):
    try:
        return get_language_info(code)["name_local"]
    except KeyError:  # a language that Django has no name for
        return code


@register.filter
def other_titles(source):
    """Its titles in languages other than the one shown."""
    shown = text_of(source, "title")
    titles = {code: getattr(source, f"title_{code.replace('-', '_')}") for code in LANGUAGES}
    return [Text(title, code) for code, title in titles.items() if title and title != shown.text]
