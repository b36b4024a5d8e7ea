"""What the page of a practice prints."""

import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from gcmhub.languages import alphabetical, text_of

register = template.Library()

FRESH = datetime.timedelta(days=730)  # 24 months
NAMED_BY_ANOTHER = ("cited in", "cité")  # how a locator begins where the source itself was not read


@register.filter
def is_stale(verified_on):
    return timezone.localdate() - verified_on > FRESH


@register.filter
def by_name(records):
    return sorted(records, key=lambda record: alphabetical(text_of(record, "name").text))


@register.filter
def read(citations):
    """Citations of documents that the practice was read in."""
    return [citation for citation in citations if not is_named_by_another(citation)]


@register.filter
def named(citations):
    """Citations of publications that such a document names."""
    return [citation for citation in citations if is_named_by_another(citation)]


def is_named_by_another(citation):
    return any((locator or "").startswith(NAMED_BY_ANOTHER) for locator in (citation.locator_en, citation.locator_fr))


@register.filter
def by_source(citations):
    """Pairs of a source and where in it, each source once."""
    places = {}
    for citation in citations:
        places.setdefault(citation.source, []).append(citation)
    return list(places.items())


@register.filter
def telling(reasons):
    """Without the objectives of actions that are told already."""
    of_actions = {code[:-1] for name, code, label in reasons if name == "action"}
    return [reason for reason in reasons if reason[0] != "objective" or reason[1] not in of_actions]


@register.simple_tag
def in_common(name, code, label):
    """A reason why another practice is related, in words: an action with what it asks for, an actor, a country."""
    if name == "action":
        code = f"{code[:-1]}({code[-1]})"
    words = {"action": _("action {code}: {text}"), "objective": _("objective {code}: {text}")}.get(name, "{text}")
    text = format_html('<bdi lang="{}">{}</bdi>', label.language, label.text)
    return format_html(words, code=format_html('<bdi dir="ltr">{}</bdi>', code), text=text)
