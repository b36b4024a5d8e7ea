"""What a list was asked, in words: the filters in use with the labels of their values."""

import re

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

NUMBERED = re.compile(r"\d{1,2}([a-z]|\.\w{1,2})?")  # codes that readers know: objective 6, action 23c, target 10.7


def question(filterset):
    """One text per filter: what is asked for, then what is not wanted, then words, years and the like."""
    asked = []
    for name, selection in filterset.selections.items():
        label, vocabulary = filterset.filters[name].label, filterset.vocabularies[name]
        if selection.wanted:
            asked.append(part(label, [value(vocabulary, code) for code in selection.wanted], selection.every))
    for name, selection in filterset.selections.items():
        label, vocabulary = filterset.filters[name].label, filterset.vocabularies[name]
        if selection.excluded:
            values = part(label, [value(vocabulary, code) for code in selection.excluded])
            asked.append(_("not: %(values)s") % {"values": values})
    return asked + [part(label, [text]) for label, text in others(filterset)]


def in_words(filterset):
    """All of it in a line, empty where nothing is filtered."""
    return "; ".join(question(filterset))


def part(label, values, every=False):
    return f"{_('%(label)s:') % {'label': label}} {get_text_list(values, _('and') if every else _('or'))}"


def value(vocabulary, code):
    label = vocabulary.label_of(code).text
    return f"{code} {label}" if NUMBERED.fullmatch(code) and label != code else label


def others(filterset):
    """The filters without codes: words searched for stand in quotes, years as they are."""
    for name, f in filterset.filters.items():
        given = filterset.form.cleaned_data.get(name)
        if name not in filterset.code_filters and given not in (None, ""):
            yield f.label, _("“%(words)s”") % {"words": given} if isinstance(given, str) else f"{given:f}"
