"""Parts of a page that Jinja prints."""

import re

from django.template import Context, Template
from django.utils import translation

FOOTER = Template('{% load repeated %}{% everywhere "components/_footer.jinja" %}')


def languages_of_links(printed):
    return set(re.findall(r'href="/(\w+)/', printed))


def test_what_stands_on_every_page_is_printed_once_in_each_language():
    printed = []
    for language in ("en", "fr", "en"):
        with translation.override(language):
            printed.append(FOOTER.render(Context()))
    assert [languages_of_links(text) for text in printed] == [{"en"}, {"fr"}, {"en"}]
    assert printed[0] == printed[2]
