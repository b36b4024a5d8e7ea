"""What readers may know of how a practice changed: on which day, in which fields, and why.

Only versions that were public are read, and each is compared with the last one that readers saw before it. What stood
there is never told; nor is who changed it, nor a reason given while the practice was hidden.
"""

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from django.contrib.auth import get_user_model
from django.db.models import CharField, Value
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from gcmhub.languages import LANGUAGES, translated_names
from gcmhub.templatetags.languages import comma
from practices.choices import Status
from practices.models import Practice
from practices.signals import RELATIONS

MOST_DAYS = 20  # on which something changed; there may be more
BY_MACHINE = "Loaded from the content files"
BOOKKEEPING = {"id", "status", "published_at", "updated_at", "version"}
TO_PRACTICES = {"part_of", "adapted_from"}  # their change may be about a practice that is not public


@dataclass
class Day:
    """A day in the life of a practice on which it was public: its last public version then."""

    date: datetime.date
    version: int = 0
    appears: bool = False  # hidden before
    reasons: list = field(default_factory=list)


@dataclass(frozen=True)
class PublicChange:
    """What readers saw change on a day: fields in words, or that it was published."""

    date: datetime.date
    event: str
    fields: list
    reasons: list


def public_changes(practice):
    """The days on which readers saw the practice change since it was first published, the latest first."""
    days = public_days(practice)
    recent = days[-MOST_DAYS - 1 :]
    versions = contents([day.version for day in recent]) if len(recent) > 1 else {}
    changes = [
        PublicChange(
            day.date,
            _("Published again") if day.appears else "",
            in_words(differences(versions[before.version], versions[day.version])),
            [] if day.appears else day.reasons,
        )
        for before, day in pairwise(recent)
    ]
    if days and recent[0] is days[0]:
        changes.insert(0, PublicChange(days[0].date, _("First published"), [], []))
    without_names(changes)
    return [change for change in reversed(changes) if change.event or change.fields or change.reasons]


def public_days(practice):
    """Every day with a public version. A reason counts only if it was never given while the practice was hidden."""
    days, was_public, kept_back = {}, False, {BY_MACHINE, "", None}
    versions = Practice.history.filter(id=practice.pk).exclude(history_type="-").order_by("history_date", "history_id")
    for pk, moment, status, reason in versions.values_list(
        "history_id", "history_date", "status", "history_change_reason"
    ):
        is_public = status == Status.PUBLISHED
        if is_public:
            date = timezone.localdate(moment)
            day = days.setdefault(date, Day(date))
            day.version = pk
            day.appears |= not was_public
            if was_public and reason not in kept_back | set(day.reasons):
                day.reasons.append(reason)
        if not (is_public and was_public):
            kept_back.add(reason)
        was_public = is_public
    return list(days.values())


def contents(versions):
    """What each of these public versions held, by field; of relations, the keys."""
    base = translated_names(Practice)
    names = [
        column.name
        for column in Practice._meta.concrete_fields
        if column.name not in {*base, *BOOKKEEPING, *TO_PRACTICES}
    ]
    rows = Practice.history.filter(pk__in=versions, status=Status.PUBLISHED).values("history_id", *names)
    links = defaultdict(set)
    for version, name, key in linked(versions):
        links[version, name].add(key)
    return {
        row["history_id"]: {name: row[name] or "" for name in names}
        | {name: links[row["history_id"], name] for name in RELATIONS}
        for row in rows
    }


def linked(versions):
    """Version, relation and key of all that these versions were linked with, in one query."""
    queries = []
    for name in RELATIONS:
        rows = Practice.history.model._meta.get_field(f"historicalpractice_{name}").related_model
        key = Practice._meta.get_field(name).m2m_reverse_field_name()
        found = rows._base_manager.filter(history__in=versions).annotate(relation=Value(name, CharField()))
        queries.append(found.order_by().values_list("history_id", "relation", f"{key}_id"))
    return queries[0].union(*queries[1:], all=True)


def differences(before, after):
    return [name for name in after if before[name] != after[name]]


def in_words(names):
    """The fields as a reader calls them, translated ones with the languages of the text that changed."""
    words = defaultdict(list)
    columns = {
        build_localized_fieldname(name, language): (name, language)
        for name in translated_names(Practice)
        for language in LANGUAGES
    }
    for column in names:
        name, language = columns.get(column, (column, ""))
        words[name] += [str(get_language_info(language)["name_translated"])] if language else []
    return [labelled(name, languages) for name, languages in words.items()]


def labelled(name, languages):
    label = capfirst(_("address") if name == "slug" else Practice._meta.get_field(name).verbose_name)
    if not languages:
        return label
    return _("%(field)s (%(languages)s)") % {"field": label, "languages": comma().join(languages)}


def without_names(changes):
    """Leave out every reason that names somebody who has an account here."""
    if not any(change.reasons for change in changes):
        return
    accounts = get_user_model().objects.values_list("username", "first_name", "last_name", "email")
    names = {re.escape(name) for account in accounts for name in account if name}
    named = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE) if names else None
    for change in changes:
        change.reasons[:] = [reason for reason in change.reasons if not (named and named.search(reason))]
