"""A request that no page could read ends here, and a database that does not answer is said to be busy, not broken."""

from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from gcmhub.views import bad_request

MOST_PARAMETERS = 300
LONGEST_VALUE = 500  # characters
RETRY_AFTER = 5  # seconds


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
        if not isinstance(error, (OperationalError, InterfaceError)):
            return None
        response = HttpResponse(
            _("The database does not answer. Please try again in a few seconds."),
            status=503,
            content_type="text/plain; charset=utf-8",
        )
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
