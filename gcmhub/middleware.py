"""What stands before every page: pages kept from before, the guard against what no page could read.

A database that does not answer is said to be busy, not broken.
"""

import datetime
import gzip
import threading
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gcmhub.languages import LANGUAGES
from gcmhub.views import bad_request, busy

MOST_PARAMETERS = 300
LONGEST_VALUE = 500  # characters
RETRY_AFTER = 5  # seconds
UNREACHABLE = (OperationalError, InterfaceError)
LARGEST_PAGE = 1_000_000  # bytes, of those that are kept


@dataclass(frozen=True)
class Page:
    """A page as it was sent."""

    body: bytes
    headers: ResponseHeaders

    def response(self, request):
        response = HttpResponse(self.body)
        response.headers = self.headers  # nothing that comes after changes them, and to copy them takes long
        return get_conditional_response(request, etag=self.headers["ETag"], response=response)


class KeptPages:
    """Gives a public page that was made before, as long as nothing in the database has changed since.

    Every process has its own, up to PAGES_KEPT megabytes; the pages asked for last stay. Each page carries an ETag, so
    that a browser which has it gets 304. Only pages under a language are kept, asked for without a session: they are
    the same for everybody. A change has a number and a stamp (practices/changes.py); pages of another one are dropped.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.most = settings.PAGES_KEPT * 1_000_000
        self.current_version = import_string(settings.DATA_VERSION)
        self.lock = threading.Lock()
        self.version = None
        self.pages = OrderedDict()
        self.size = 0

    def __call__(self, request):
        if not self.most or not may_be_kept(request):
            return self.get_response(request)
        address = (request.scheme, request.META.get("HTTP_HOST"), request.path, request.META.get("QUERY_STRING"))
        key = (*address, encoding(request), today())
        try:
            version = self.current_version()
        except UNREACHABLE:
            return self.get_response(request)  # the guard answers where the page needs the database
        if page := self.kept(version, key):
            return page.response(request)
        response = self.get_response(request)
        if not is_the_same_for_all(response):
            return response
        response.headers.setdefault("Cache-Control", "public, no-cache")  # ask each time; 304 costs next to nothing
        response["ETag"] = etag(response)
        page = Page(response.content, response.headers)
        self.keep(version, key, page)
        return page.response(request)

    def kept(self, version, key):
        with self.lock:
            if version != self.version:
                self.version, self.pages, self.size = version, OrderedDict(), 0
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def keep(self, version, key, page):
        """Made from what the database said at `version` or later; if that is not the last any more, it is not kept."""
        with self.lock:
            if version == self.version and key not in self.pages:
                self.pages[key] = page
                self.size += len(page.body)
            while self.size > self.most:
                self.size -= len(self.pages.popitem(last=False)[1].body)


def may_be_kept(request):
    first = request.path_info.split("/", 2)[1]
    anonymous = settings.SESSION_COOKIE_NAME not in request.COOKIES
    return request.method == "GET" and anonymous and first in LANGUAGES


def is_the_same_for_all(response):
    plain = response.status_code == 200 and not response.streaming and not response.cookies
    return plain and len(response.content) <= LARGEST_PAGE


def etag(response):
    """The same in every process: to what is compressed, Django adds random bytes (against the BREACH attack)."""
    compressed = response.get("Content-Encoding") == "gzip"
    content = gzip.decompress(response.content) if compressed else response.content
    return f'{"W/" if compressed else ""}"{blake2b(content, digest_size=16).hexdigest()}"'


def today():
    """A page may say that something has not been looked at for two years."""
    return datetime.date.today()


def encoding(request):
    """Whether the answer is compressed."""
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


class Guard:
    """Refuses control characters (PostgreSQL has no NUL), oversized values and masses of parameters, with 400."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            check(request)
        except BadRequest as error:
            return bad_request(request, error)
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error, UNREACHABLE):
            return None
        response = busy(request)
        response["Retry-After"] = RETRY_AFTER
        return response


def check(request):
    if request.path.startswith("/admin/"):
        return  # its forms check every field and need long texts
    if has_control_characters(request.path):
        raise BadRequest(_("The address contains a control character."))
    values = [(name, value) for name, values in request.GET.lists() for value in values]
    if len(values) > MOST_PARAMETERS:
        raise BadRequest(_("More than %(count)d parameters.") % {"count": MOST_PARAMETERS})
    for name, value in values:
        if has_control_characters(name) or has_control_characters(value):
            raise BadRequest(_("A parameter contains a control character."))
        if len(value) > LONGEST_VALUE or len(name) > LONGEST_VALUE:
            raise BadRequest(
                _("The parameter “%(name)s” is longer than %(length)d characters.")
                % {"name": name[:50], "length": LONGEST_VALUE}
            )


def has_control_characters(text):
    return any((ord(character) < 32 and character != "\t") or ord(character) == 127 for character in text)
