"""How each field of a model stands in a content file.

Every field has one canonical value, made of plain Python values, whether it comes from a file (`normalise`) or from
the database (`read`); an empty or default value is None and left out. Comparing, dumping and fingerprinting records is
then comparing and writing plain values.
"""

from contextlib import contextmanager
from decimal import Decimal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from modeltranslation.fields import TranslationField
from modeltranslation.utils import build_localized_fieldname

from gcmhub.codes import natural_order
from gcmhub.languages import LANGUAGES, active_language, translated_names


class FieldError(Exception):
    """What is wrong with one field of a record, in words for the person who wrote it."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field
        self.message = message


def messages_of(error):
    return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}


@contextmanager
def by_language(model):
    """Models speak of the title where they mean the title in the active language."""
    try:
        yield
    except ValidationError as error:
        translated, language = translated_names(model), active_language()
        raise ValidationError(
            {
                build_localized_fieldname(name, language) if name in translated else name: texts
                for name, texts in messages_of(error).items()
            }
        ) from error


@contextmanager
def named(part):
    """Say in which part of a record the problem lies."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(
            {
                part if name == NON_FIELD_ERRORS else f"{part}, {name}": texts
                for name, texts in messages_of(error).items()
            }
        ) from error


def code_of(record):
    return record.natural_key()[0]


def plain(text):
    """A text without space around it and with one kind of line end; browsers send another one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def check_storable(name, text):
    """PostgreSQL holds no NUL, and no database holds half a surrogate pair."""
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
        raise FieldError(name, "contains a character that no database can hold")


class Scalar:
    """Text, number, date, time, choice or flag."""

    needs_saved_record = False

    def __init__(self, field):
        self.name = field.name
        self.field = field

    def canonical(self, value):
        default = self.field.get_default()
        if value in (None, "") or (self.field.has_default() and value == default):
            return None
        if isinstance(value, Decimal):
            return int(value) if value == int(value) else float(value)
        if isinstance(self.field, models.TimeField):
            return value.strftime("%H:%M")
        if isinstance(self.field, models.DateField):
            return value.isoformat()
        return plain(value) if isinstance(value, str) else value

    def normalise(self, raw, lookup):
        if isinstance(raw, (dict, list)):
            raise FieldError(self.name, "expected one value, not several")
        check_storable(self.name, raw)
        if isinstance(self.field, models.BooleanField):
            raw = {"true": True, "false": False}.get(raw, raw)
        try:
            return self.canonical(self.field.to_python(raw))
        except ValidationError as error:
            raise FieldError(self.name, " ".join(error.messages)) from error

    def read(self, record):
        return self.canonical(getattr(record, self.name))

    def write(self, record, value, lookup):
        text = str(value) if isinstance(value, float) else value  # 2.3 is 2.29999999999999982 as a float
        setattr(record, self.name, self.field.get_default() if value is None else self.field.to_python(text))


class Translated:
    """A text in up to six languages: a mapping from language to text."""

    needs_saved_record = False

    def __init__(self, field):
        self.name = field.name

    def normalise(self, raw, lookup):
        if not isinstance(raw, dict):
            raise FieldError(self.name, "expected a text per language, e.g. {en: …, fr: …}")
        if unknown := raw.keys() - set(LANGUAGES):
            raise FieldError(self.name, f"unknown language “{min(unknown)}”; known are {', '.join(LANGUAGES)}")
        if any(not isinstance(text, str) for text in raw.values()):
            raise FieldError(self.name, "expected one text per language")
        check_storable(self.name, "".join(raw.values()))
        return {code: text for code in LANGUAGES if (text := plain(raw.get(code, "")))} or None

    def read(self, record):
        texts = {code: getattr(record, build_localized_fieldname(self.name, code)) or "" for code in LANGUAGES}
        return {code: plain(text) for code, text in texts.items() if plain(text)} or None

    def write(self, record, value, lookup):
        for code in LANGUAGES:
            setattr(record, build_localized_fieldname(self.name, code), (value or {}).get(code))


class Reference:
    """The code of another record."""

    needs_saved_record = False

    def __init__(self, field):
        self.name = field.name
        self.model = field.related_model
        self.to_itself = field.related_model is field.model

    def normalise(self, raw, lookup):
        if raw == "":
            return None
        return lookup.known_code(self.model, raw, self.name)

    def read(self, record):
        target = getattr(record, self.name)
        return code_of(target) if target else None

    def write(self, record, value, lookup):
        setattr(record, f"{self.name}_id", None if value is None else lookup.id(self.model, value, self.name))


def codes_in(raw, model, field_name, lookup):
    """A list of codes that are known, each once, in natural order."""
    if not isinstance(raw, list):
        raise FieldError(field_name, "expected a list of codes")
    codes = [lookup.known_code(model, code, field_name) for code in raw]
    if len(set(codes)) < len(codes):
        raise FieldError(field_name, f"“{max(codes, key=codes.count)}” is listed twice")
    return sorted(codes, key=natural_order)


class References:
    """A list of codes, in natural order."""

    needs_saved_record = True

    def __init__(self, field):
        self.name = field.name
        self.model = field.related_model

    def normalise(self, raw, lookup):
        return codes_in(raw, self.model, self.name, lookup) or None

    def read(self, record):
        return sorted(map(code_of, getattr(record, self.name).all()), key=natural_order) or None

    def write(self, record, value, lookup):
        getattr(record, self.name).set([lookup.id(self.model, code, self.name) for code in value or []])


def own_fields(model, left_out=()):
    """The fields of `model` that a file holds, in the order of the model."""
    translated = translated_names(model)
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    for field in sorted(fields, key=lambda field: field.creation_counter):
        if field.name in left_out or not field.editable or field.primary_key or isinstance(field, TranslationField):
            continue
        if field.name in translated:
            yield Translated(field)
        elif field.many_to_many:
            yield References(field)
        elif field.is_relation:
            yield Reference(field)
        else:
            yield Scalar(field)
