"""Dates in English as the United Nations write them: 22 January 2020."""

DATE_FORMAT = "j F Y"
