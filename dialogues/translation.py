from modeltranslation.translator import TranslationOptions, register

from dialogues.models import Appearance, Edition, Finding, Person, Session, Source, Workshop


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ["title", "note"]  # a publication may have been printed in one language only, so none is required


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ["theme", "summary"]
    required_languages = {"en": ["theme"], "fr": ["theme"]}


@register(Workshop)
class WorkshopTranslation(TranslationOptions):
    fields = ["title", "city", "venue", "summary"]
    required_languages = {"en": ["title", "city"], "fr": ["title", "city"]}


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ["label", "title", "venue", "summary", "questions"]
    required_languages = {"en": ["title"], "fr": ["title"]}


@register(Person)
class PersonTranslation(TranslationOptions):
    fields = ["note"]


@register(Appearance)
class AppearanceTranslation(TranslationOptions):
    fields = ["function"]


@register(Finding)
class FindingTranslation(TranslationOptions):
    fields = ["title", "summary"]
    required_languages = {"en": ["title"], "fr": ["title"]}
