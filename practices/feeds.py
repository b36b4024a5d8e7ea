"""What is new in a list of practices, as Atom."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from gcmhub.languages import text_of
from practices.choices import Status

MOST_ENTRIES = 50
CONTROL_CHARACTERS = dict.fromkeys({*range(32), 127, 0xFFFE, 0xFFFF} - {9, 10, 13})  # XML has no way to write them


class PracticeFeed(Feed):
    """The feed of `practices`, those changed last first; `PracticeFeed(practices)(request)` answers the request.

    Practices come as `for_list()` loads them. Title, id and links carry the query string of the list.
    """

    feed_type = Atom1Feed
    feed_copyright = "https://creativecommons.org/licenses/by/4.0/"
    author_name = settings.SITE_NAME

    def __init__(self, practices):
        self.practices = practices

    def get_object(self, request):
        self.request = request
        return request.GET.urlencode()

    def title(self, query):
        name = f"{settings.SITE_NAME}: {_('Practices')}"
        return f"{name} ({query})" if query else name

    def link(self, query):
        return with_query(reverse("practices:practice-list"), query)

    def feed_url(self, query):
        return with_query(self.request.path, query)

    def feed_guid(self, query):
        return self.request.build_absolute_uri(self.link(query))

    def items(self, query):
        published = [practice for practice in self.practices if practice.status == Status.PUBLISHED]
        return published[:MOST_ENTRIES]

    def item_title(self, practice):
        return text_of(practice, "title").text.translate(CONTROL_CHARACTERS)

    def item_description(self, practice):
        return escape(text_of(practice, "summary").text.translate(CONTROL_CHARACTERS))  # Atom says it is HTML

    def item_pubdate(self, practice):
        return practice.published_at

    def item_updateddate(self, practice):
        return practice.updated_at

    def item_categories(self, practice):
        """The objectives that it serves."""
        return [str(served.objective.number) for served in practice.practice_objectives.all()]


def with_query(address, query):
    return f"{address}?{query}" if query else address
