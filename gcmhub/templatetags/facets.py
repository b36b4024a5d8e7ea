from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

BADGES = {"objective": '<span class="badge">{}</span> '} | dict.fromkeys(
    ("action", "sdg", "sdg_goal", "goal"), '<b class="code" dir="ltr">{}</b> '
)


def values(facet):
    """The values of a facet to tick; of all that a list prints, they are most, so they are put together by hand."""
    badge = BADGES.get(facet.name, "")
    return mark_safe("".join(printed(facet.name, badge, value) for value in facet.values))  # noqa: S308 -- escaped


def printed(name, badge, value):
    code = escape(value.code)
    label = badge.format(code) + value.label.in_passing
    if value.excluded:
        code, label = f"-{code}", f"{_('not:')} {label}"
    state = " checked" if value.is_chosen else "" if value.count else " disabled"
    kind = "" if value.count else ' class="none"'
    box = f'<input type="checkbox" name="{name}" value="{code}"{state}>'
    return f'<li{kind}><label>{box}<span>{label}</span><span class="n">{value.count}</span></label></li>\n'
