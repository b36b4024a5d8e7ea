import calendar

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from practices.dates import is_before, localized, validate_reduced_date

PRECISIONS = [4, 7, 10]
days = st.dates().map(lambda day: day.isoformat())
reduced = st.builds(lambda day, length: day[:length], days, st.sampled_from(PRECISIONS))


def is_valid(text):
    try:
        validate_reduced_date(text)
    except ValidationError:
        return False
    return True


def first_and_last_day(text):
    """What a reduced date may mean, spelled out another way than in the code."""
    year, month, day = [*map(int, text.split("-")), None, None][:3]
    first = (year, month or 1, day or 1)
    last_month = month or 12
    return first, (year, last_month, day or calendar.monthrange(year, last_month)[1])


@given(reduced)
def test_every_date_is_valid_at_every_precision(text):
    assert is_valid(text)


@given(st.one_of(st.text(max_size=12), st.text("0123456789-", max_size=12), st.text("٠١٢٣-0129", max_size=10)))
def test_only_iso_dates_are_valid(text):
    parts = text.split("-")
    in_form = [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2])
    in_digits = all(part.isascii() and part.isdigit() for part in parts)
    if not (in_form and in_digits):
        expected = False
    else:
        year, month, day = [*map(int, parts), 1, 1][:3]
        expected = year > 0 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    assert is_valid(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *["", "18", "201", "20180", "0000", "2018-1", "2018-13", "2018-00", "2018-02-30", "2019-02-29", "2018-3-26"],
        *[
            "2018/03",
            "20180326",
            "2018-03-26T00:00",
            " 2018",
            "2018 ",
            "2018\n",
            "+201",
            "-201",
            "2_18",
            "٢٠١٨",
            "201８",
        ],
        *["2018-W12", "2018-+1", "2018- 1", "c. 2018", "3000000000"],
    ],
)
def test_other_ways_to_write_a_date_are_refused(text):
    with pytest.raises(ValidationError) as refused:
        validate_reduced_date(text)
    assert refused.value.messages == [f"“{text}” is not a date. Write 2007, 2019-07 or 2020-01-22."]


@given(reduced, reduced)
def test_before_means_that_every_day_of_one_lies_before_every_day_of_the_other(first, second):
    assert is_before(first, second) == (first_and_last_day(first)[1] < first_and_last_day(second)[0])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2017", "2018", True),
        ("2018", "2018-03", False),
        ("2018-03", "2018", False),
        ("2018-02-28", "2018-03", True),
        ("2018-03-01", "2018-03", False),
        ("2018", "2018", False),
        ("2019", "2018-12-31", False),
    ],
)
def test_what_is_less_exact_is_not_certainly_before(first, second, expected):
    assert is_before(first, second) is expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "2007", "2007"),
        ("fr", "2007", "2007"),
        ("en", "2019-07", "July 2019"),
        ("fr", "2019-07", "juillet 2019"),
        ("en", "2020-01-22", "22 January 2020"),
        ("fr", "2020-01-22", "22 janvier 2020"),
        ("zh-hans", "2007", "2007年"),
    ],
)
def test_dates_are_written_as_precisely_as_they_are_known(language, text, expected):
    with translation.override(language):
        assert localized(text) == expected
