"""The closed lists of a practice; each code is an address and an export value for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class Kind(models.TextChoices):
    LAW_POLICY = "law-policy", _("Law or policy")
    PROGRAMME = "programme", _("Programme or project")
    SERVICE = "service", _("Service")
    TOOL = "tool", _("Tool or guide")
    DIALOGUE = "dialogue", _("Dialogue or process")
    PARTNERSHIP = "partnership", _("Partnership or network")
    DATA = "data", _("Data initiative")
    CAMPAIGN = "campaign", _("Campaign")
    TRAINING = "training", _("Training")
    FUND = "fund", _("Fund")
    COMMITMENT = "commitment", _("Commitment or agreement")
    RESEARCH = "research", _("Research")


class Scope(models.TextChoices):
    """How far a practice reaches. “Global” is a scope, never a country."""

    LOCAL = "local", _("Local")
    NATIONAL = "national", _("National")
    BILATERAL = "bilateral", _("Bilateral")
    REGIONAL = "regional", _("Regional")
    INTERREGIONAL = "interregional", _("Interregional")
    GLOBAL = "global", _("Global")


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Ongoing")
    ENDED = "ended", _("Ended")
    UNKNOWN = "unknown", _("Unknown")


class Evidence(models.TextChoices):
    """What the results rest on: the word of those who run it, figures they keep, or an evaluation."""

    CLAIMED = "claimed", _("Claimed")
    MONITORED = "monitored", _("Monitored")
    EVALUATED = "evaluated", _("Evaluated")


class Role(models.TextChoices):
    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")
    FUNDER = "funder", _("Funder")


class Qualifier(models.TextChoices):
    """How exact the source is about a figure."""

    ABOUT = "about", _("about")
    OVER = "over", _("more than")
    UNDER = "under", _("fewer than")
    UP_TO = "up-to", _("up to")
