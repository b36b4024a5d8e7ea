from modeltranslation.translator import TranslationOptions, register

from objectives.models import Action, GuidingPrinciple, Objective, SDGGoal, SDGTarget, Theme


@register([SDGGoal, Theme])
class NameTranslation(TranslationOptions):
    fields = ["name"]
    required_languages = ["en", "fr"]


@register([SDGTarget, Action])
class TitleTranslation(TranslationOptions):
    fields = ["title"]
    required_languages = ["en", "fr"]


@register(Objective)
class ObjectiveTranslation(TranslationOptions):
    fields = ["title", "short_title", "summary", "sdg_note"]
    required_languages = {"en": ["title", "short_title"], "fr": ["title", "short_title"]}


@register(GuidingPrinciple)
class GuidingPrincipleTranslation(TranslationOptions):
    fields = ["name", "summary"]
    required_languages = {"en": ["name"], "fr": ["name"]}
