from modeltranslation.translator import TranslationOptions, register

from actors.models import Actor, Country, Region


@register([Region, Country])
class NameTranslation(TranslationOptions):
    fields = ["name"]
    required_languages = ["en", "fr"]


@register(Actor)
class ActorTranslation(TranslationOptions):
    fields = ["name", "acronym", "description"]
    required_languages = {"en": ["name"], "fr": ["name"]}
