"""What belongs to one practice: objectives served, participations, presentations, figures, citations and links."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from dialogues.models import Person, Session, Source, Workshop
from objectives.models import Objective
from practices.choices import Qualifier, Role


class PracticeObjective(models.Model):
    """An objective that a practice serves; primary ones are what it is mainly about."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="practice_objectives")
    objective = models.ForeignKey(
        Objective, models.PROTECT, related_name="practice_objectives", verbose_name=_("objective")
    )
    primary = models.BooleanField(_("primary"), default=False, help_text=_("What the practice is mainly about."))

    class Meta:
        ordering = ["-primary", "objective__number"]
        verbose_name = _("objective served")
        verbose_name_plural = _("objectives served")
        indexes = [  # as the facet index reads it; see Participation
            models.Index(fields=["objective", "primary", "practice"], name="practice_objective_read")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "objective"],
                name="practice_objective_once",
                violation_error_message=_("This objective is listed twice."),
            )
        ]

    def __str__(self):
        return str(self.objective)

    def natural_key(self):
        return (*self.practice.natural_key(), *self.objective.natural_key())


class Participation(models.Model):
    """An actor taking part in a practice, in one role; the same actor may hold several."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="participations", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.PARTNER)

    class Meta:
        ordering = ["practice", "role", "actor__slug"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        # Read in this order by the facet index; without it, SQLite took 0.96 s for 500,000 rows instead of 0.09.
        indexes = [models.Index(fields=["actor", "role", "practice"], name="participation_read")]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "actor", "role"],
                name="participation_once_per_role",
                violation_error_message=_("This actor already has this role here."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="participation_role_is_known",
                violation_error_message=_("The role is lead, partner or funder."),
            ),
        ]

    def __str__(self):
        return f"{self.actor}: {self.get_role_display()}"

    def natural_key(self):
        return (*self.practice.natural_key(), *self.actor.natural_key(), self.role)


class Presentation(models.Model):
    """Where a practice was reported, and by whom; the actor is the organisation the presenter spoke for."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="presentations")
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="presentations", verbose_name=_("workshop"))
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="presentations", null=True, blank=True, verbose_name=_("session")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="presentations", null=True, blank=True, verbose_name=_("person")
    )
    actor = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="presentations",
        null=True,
        blank=True,
        verbose_name=_("spoke for"),
        help_text=_("Taken from the agenda if left empty."),
    )

    class Meta:
        ordering = ["practice", "workshop__starts_on", "session__position", "person__slug"]
        verbose_name = _("presentation")
        verbose_name_plural = _("presentations")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "workshop", "session", "person"],
                name="presentation_once",
                violation_error_message=_("This presentation is listed twice."),
            )
        ]

    def __str__(self):
        return " · ".join(str(part) for part in (self.person, self.session or self.workshop) if part)

    def natural_key(self):
        parts = (self.practice, self.workshop, self.session, self.person)
        return tuple(part.natural_key()[0] if part else None for part in parts)

    def clean(self):
        if self.session_id and self.workshop_id and self.session.workshop_id != self.workshop_id:
            raise ValidationError({"session": _("This session belongs to another workshop.")})
        if self.person_id and self.workshop_id and not self.actor_id:
            appearances = self.person.appearances.filter(session__workshop=self.workshop_id, actor__isnull=False)
            appearance = appearances.filter(session=self.session_id).first() or appearances.first()
            self.actor = appearance.actor if appearance else None


class KeyFigure(models.Model):
    """A number a source gives about a practice, with what it counts, its unit and its year."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="key_figures")
    value = models.DecimalField(
        _("value"), max_digits=18, decimal_places=3, validators=[MinValueValidator(0), MaxValueValidator(10**14)]
    )
    qualifier = models.CharField(_("exactness"), max_length=10, choices=Qualifier, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True, help_text=_("E.g. US$ or %; empty for plain counts."))
    label = models.CharField(_("label"), max_length=160, help_text=_("What the number counts."))
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["practice", "position", "id"]
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=0) & Q(value__lte=10**14),  # beyond, SQLite cannot read the row back
                name="key_figure_in_range",
                violation_error_message=_("The value must lie between 0 and 100 trillion."),
            )
        ]

    def __str__(self):
        return f"{self.value.normalize():f} {self.label}"


class Citation(models.Model):
    """Where it is written: a source and the chapter or section in it."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    locator = models.CharField(
        _("locator"),
        max_length=200,
        blank=True,
        help_text=_("Chapter, section or page, e.g. “chapter 2, Regional partnerships”."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["practice", "position", "id"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")

    def __str__(self):
        return ", ".join(part for part in (str(self.source), self.locator) if part)


class Link(models.Model):
    """A page elsewhere that says more."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=500)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("Code of the page’s language."))
    last_checked = models.DateField(_("last checked"), null=True, blank=True, editable=False)
    last_status = models.PositiveSmallIntegerField(_("last status"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["practice", "id"]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.title or self.url


class FormerSlug(models.Model):
    """A slug that a practice once had; its address redirects for ever."""

    practice = models.ForeignKey("practices.Practice", models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(_("slug"), max_length=100, unique=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")

    def __str__(self):
        return self.slug
