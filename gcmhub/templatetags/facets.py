from functools import lru_cache

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

BADGES = {"objective": '<span class="badge">{}</span> '} | dict.fromkeys(
    ("action", "sdg", "sdg_goal", "goal"), '<b class="code" dir="ltr">{}</b> '
)

escaped = lru_cache(10_000)(escape)  # the same codes stand in every list


def values(facet):
    """The values of a facet to tick; of all that a list prints, they are most, so they are put together by hand."""
    badge = BADGES.get(facet.name, "")
    return Markup("".join(printed(facet.name, badge, value) for value in facet.values))  # noqa: S704 -- escaped


def printed(name, badge, value):
    code, label, count, selected, excluded = value
    code = escaped(code)
    label = badge.format(code) + label.in_passing
    if excluded:
        code, label = f"-{code}", f"{_('not:')} {label}"
    state = " checked" if selected or excluded else "" if count else " disabled"
    kind = "" if count else ' class="none"'
    box = f'<input type="checkbox" name="{name}" value="{code}"{state}>'
    return f'<li{kind}><label>{box}<span>{label}</span><span class="n">{count}</span></label></li>\n'
