"""What belongs to a session or an edition: who appeared in it, and what it concluded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Country
from objectives.models import Action, Objective


class Appearance(models.Model):
    """A person at a session, with the function held at that time."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("Moderator")
        SPEAKER = "speaker", _("Speaker")
        PRESENTER = "presenter", _("Presenter")

    session = models.ForeignKey(
        "dialogues.Session", models.CASCADE, related_name="appearances", verbose_name=_("session")
    )
    person = models.ForeignKey("dialogues.Person", models.PROTECT, related_name="appearances", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.SPEAKER)
    position = models.PositiveSmallIntegerField(_("position"), default=1, help_text=_("Order on the programme."))
    function = models.CharField(_("function"), max_length=300, blank=True, help_text=_("As printed, at that time."))
    actor = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="appearances",
        null=True,
        blank=True,
        verbose_name=_("organization"),
        help_text=_("The organization the person spoke for."),
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="appearances", null=True, blank=True, verbose_name=_("country")
    )

    class Meta:
        ordering = ["session__workshop__starts_on", "session__position", "position"]
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "role"],
                name="appearance_once_per_session_and_role",
                violation_error_message=_("This person already has this role in this session."),
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.function}" if self.function else str(self.person)

    def natural_key(self):
        return (*self.session.natural_key(), *self.person.natural_key(), self.role)


class Finding(models.Model):
    """A numbered conclusion of an edition: key message, recommendation, or consideration of its concept note."""

    class Kind(models.TextChoices):
        KEY_MESSAGE = "key-message", _("Key message")
        RECOMMENDATION = "recommendation", _("Recommendation")
        CONSIDERATION = "consideration", _("Consideration")

    edition = models.ForeignKey("dialogues.Edition", models.CASCADE, related_name="findings", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=250, help_text=_("The heading, or the point in a few words."))
    summary = models.TextField(_("summary"), blank=True, help_text=_("What it says, in our own words."))
    objectives = models.ManyToManyField(Objective, related_name="findings", blank=True, verbose_name=_("objectives"))
    actions = models.ManyToManyField(Action, related_name="findings", blank=True, verbose_name=_("actions"))
    source = models.ForeignKey(
        "dialogues.Source", models.PROTECT, related_name="findings", null=True, blank=True, verbose_name=_("source")
    )

    class Meta:
        ordering = ["edition", "kind", "number"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "number"],
                name="finding_number_once_per_edition_and_kind",
                violation_error_message=_("This edition already has a finding of this kind with this number."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}: {self.title}"

    def get_absolute_url(self):
        return f"{self.edition.get_absolute_url()}#{self.kind}-{self.number}"

    def natural_key(self):
        return (*self.edition.natural_key(), self.kind, self.number)
