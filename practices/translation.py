import simple_history
from modeltranslation.translator import TranslationOptions, register

from practices.models import Citation, KeyFigure, Link, Practice


@register(Practice)
class PracticeTranslation(TranslationOptions):
    fields = [
        "title",
        "summary",
        "context",
        "results",
        "lessons",
        "recommendations",
        "innovation",
        "editor_note",
        "place",
    ]


@register(KeyFigure)
class KeyFigureTranslation(TranslationOptions):
    fields = ["label", "unit"]


@register(Citation)
class CitationTranslation(TranslationOptions):
    fields = ["locator"]


@register(Link)
class LinkTranslation(TranslationOptions):
    fields = ["title"]


# Only here: inside the model the historical copy would lack the language columns (TypeError on the first save).
simple_history.register(
    Practice,
    app="practices",
    m2m_fields=[
        Practice._meta.get_field(name)
        for name in ("countries", "regions", "actions", "sdg_targets", "principles", "themes")
    ],
)
