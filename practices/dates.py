"""Dates as precise as the source is: ISO 8601 reduced precision, ``2007``, ``2019-07`` or ``2020-01-22``."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from gcmhub.languages import once_per_language

YEAR, MONTH, DAY = 4, 7, 10  # lengths of the three precisions


def validate_reduced_date(text):
    try:
        day = datetime.date.fromisoformat(text + "0000-01-01"[len(text) :])
        is_written_so = len(text) in (YEAR, MONTH, DAY) and day.isoformat().startswith(text)  # 20180326 is a day, too
    except ValueError:
        is_written_so = False
    if not is_written_so:
        raise ValidationError(
            _("“%(value)s” is not a date. Write 2007, 2019-07 or 2020-01-22."), params={"value": text}, code="date"
        )


def is_before(first, second):
    """Whether `first` certainly lies before `second`: 2018 is not certainly before 2018-03."""
    precision = min(len(first), len(second))
    return first[:precision] < second[:precision]


@once_per_language(5000)
def localized(text):
    """The date as a reader of the active language writes it: 22 January 2020, July 2019, 2007."""
    if len(text) == DAY:
        return formats.date_format(datetime.date.fromisoformat(text), "DATE_FORMAT")
    if len(text) == MONTH:
        return formats.date_format(datetime.date.fromisoformat(f"{text}-01"), "YEAR_MONTH_FORMAT")
    return _("%(year)s") % {"year": text}
