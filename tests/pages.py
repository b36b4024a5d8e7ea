"""What a page says, as its reader finds it."""

import re


def practices_counted(response, name):
    """Pairs of a value of this filter and how many practices a link to them tells, in the order of the page."""
    links = rf'href="/en/practices/\?{name}=([\w.-]+)"[^>]*>(\d+)'
    return [(value, int(number)) for value, number in dict.fromkeys(re.findall(links, response.getvalue().decode()))]
