"""The codes of each filter with their labels in the reader's language."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from gcmhub.codes import natural_order
from gcmhub.languages import Text, active_language, alphabetical, as_written, best, best_language, translated_names


@dataclass(frozen=True)
class Vocabulary:
    """Codes and labels: the records of a model, a list of choices, or whatever a pattern allows."""

    model: type = None
    label: str = "name"
    choices: type = None
    within: str = ""  # a text of a related record to put in front, e.g. the city of a session’s workshop
    without: str = ""  # a code that is no value, e.g. World, which holds everything
    pattern: str = ""
    described: str = ""  # what a code is, where there is no list of them
    by_label: bool = False  # in alphabetical order instead of the order of the codes
    labels: dict = field(default_factory=dict, compare=False)

    def records(self):
        records = as_written(self.model._base_manager.order_by())
        return records.exclude(**{self.model.code_field: self.without}) if self.without else records

    def has(self, code):
        if self.pattern:
            return bool(re.fullmatch(self.pattern, code))
        return code in self.values()

    def values(self):
        """Labels by code, in the order in which people expect them."""
        return self.labels

    def in_order(self, codes):
        """Those of the codes that are values, in the same order; those of a pattern, such as years, the last first."""
        if self.pattern:
            return sorted(codes, reverse=True)
        return sorted((code for code in codes if code in self.positions), key=self.positions.__getitem__)

    @cached_property
    def positions(self):
        return {code: position for position, code in enumerate(self.labels)}

    @property
    def allowed(self):
        return self.described or ", ".join(self.values())

    def label_of(self, code):
        return self.values().get(code) or Text(code, active_language())

    def with_labels(self, rows):
        if self.by_label:
            rows = sorted(rows, key=lambda row: alphabetical(row[1]))
        else:
            rows = sorted(rows, key=lambda row: natural_order(row[0]))
        labels = {code: Text(label, language) for code, label, language in rows}
        return replace(self, labels=labels)


def read_vocabularies(wanted):
    """Fill vocabularies in the reader’s language; those of records all in one query."""
    of_records = {vocabulary for vocabulary in wanted if vocabulary.model}
    return {vocabulary: of_choices(vocabulary) for vocabulary in wanted - of_records} | read_records(of_records)


def of_choices(vocabulary):
    choices = vocabulary.choices.choices if vocabulary.choices else ()
    return replace(vocabulary, labels={code: Text(str(label), active_language()) for code, label in choices})


def read_records(wanted):
    numbered = dict(enumerate(sorted(wanted, key=lambda vocabulary: vocabulary.model._meta.label)))
    if not numbered:
        return {}
    parts = [
        vocabulary.records().values_list(
            Cast(Value(str(number)), CharField()), Cast(vocabulary.model.code_field, CharField()), *label(vocabulary)
        )
        for number, vocabulary in numbered.items()
    ]
    rows = {number: [] for number in numbered}
    for number, *row in parts[0].union(*parts[1:], all=True):
        rows[int(number)].append(row)
    return {vocabulary: vocabulary.with_labels(rows[number]) for number, vocabulary in numbered.items()}


def label(vocabulary):
    """The label as an expression, and that of its language; a person’s name is the same in all."""
    if vocabulary.label not in translated_names(vocabulary.model):
        return Cast(vocabulary.label, CharField()), Cast(Value(active_language()), CharField())
    text = best(vocabulary.label)
    if vocabulary.within:
        text = Concat(best(vocabulary.within), Value(": "), text, output_field=CharField())
    return text, best_language(vocabulary.label)
