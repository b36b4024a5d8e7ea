"""What was chosen in a filter, and what of a request could not be understood."""

from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Selection:
    """What was chosen in one filter."""

    wanted: tuple = ()
    excluded: tuple = ()
    every: bool = False

    @property
    def codes(self):
        return (*self.wanted, *self.excluded)

    @property
    def is_plain(self):
        return not self.excluded and not self.every

    def alternatives(self):
        """Lists of values of which a row must have one: one list, or one per value where all are asked for."""
        if not self.wanted:
            return []
        return [(value,) for value in self.wanted] if self.every else [self.wanted]


def choosing(selections, name, code):
    """The selections after choosing this value, in place of the others of its filter unless all are asked for."""
    old = selections.get(name, Selection())
    wanted = (*(value for value in old.wanted if value != code), code) if old.every else (code,)
    excluded = tuple(value for value in old.excluded if value != code)
    return {**selections, name: replace(old, wanted=wanted, excluded=excluded)}


class CodesField(forms.Field):
    """Repeated codes of a query string; an unknown one is named, with those allowed."""

    widget = forms.SelectMultiple

    def to_python(self, value):
        return [code for code in dict.fromkeys(value or []) if code]

    def validate(self, value):
        unknown = [code for code in value if not self.vocabulary.has(code.removeprefix("-"))]
        if unknown:
            raise ValidationError([ValidationError("%(value)s", code="unknown", params={"value": v}) for v in unknown])


@dataclass(frozen=True)
class Problem:
    """A parameter or value that cannot be understood, and the remedy."""

    parameter: str
    value: str
    remedy: str

    def __str__(self):
        return f"{self.parameter}={self.value}: {self.remedy}" if self.value else f"{self.parameter}: {self.remedy}"
