"""The frame: what the Global Compact (A/RES/73/195, annex) and the 2030 Agenda ask for."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gcmhub.codes import Coded
from objectives.querysets import ActionQuerySet, ObjectiveQuerySet, ServedQuerySet, TargetQuerySet

FIRST_OBJECTIVE_PARAGRAPH = 17


class SDGGoal(Coded):
    """One of the 17 goals of the 2030 Agenda (A/RES/70/1)."""

    code_field = "number"

    number = models.PositiveSmallIntegerField(
        _("number"),
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(17)],
        help_text=_("1 to 17, as in the 2030 Agenda."),
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("The short official name, e.g. “No poverty”."))

    class Meta:
        ordering = ["number"]
        verbose_name = _("SDG")
        verbose_name_plural = _("SDGs")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__range=(1, 17)),
                name="sdggoal_number_1_to_17",
                violation_error_message=_("There are 17 goals, numbered 1 to 17."),
            )
        ]

    def __str__(self):
        return f"{self.number} {self.name}"

    def get_absolute_url(self):
        return f"{reverse('objectives:target-list')}#goal-{self.number}"


class SDGTarget(Coded):
    """One of the 169 targets, e.g. 10.7; its global identifier is http://metadata.un.org/sdg/10.7."""

    code_field = "code"

    goal = models.ForeignKey(SDGGoal, models.PROTECT, related_name="targets", verbose_name=_("goal"))
    code = models.CharField(
        _("code"),
        max_length=5,
        unique=True,
        validators=[RegexValidator(r"^\d{1,2}\.(\d{1,2}|[a-z])$", _("Write the target as in “10.7” or “10.c”."))],
        help_text=_("As in the 2030 Agenda, e.g. 10.7 or 10.c."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), help_text=_("Order within the goal: numbered targets first, then lettered ones.")
    )
    title = models.CharField(_("title"), max_length=250, help_text=_("What the target asks for, in our own words."))

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["goal__number", "position"]
        verbose_name = _("SDG target")
        verbose_name_plural = _("SDG targets")

    def __str__(self):
        return f"{self.code} {self.title}"

    def clean(self):
        if self.goal_id and self.code.partition(".")[0] != str(self.goal.number):
            raise ValidationError({"code": _("The code must begin with the number of its goal.")})

    def get_absolute_url(self):
        return reverse("objectives:target-detail", args=[self.code])

    @property
    def uri(self):
        """The identifier that UN agencies share (UN CEB, 2019)."""
        return f"http://metadata.un.org/sdg/{self.code}"


class Objective(Coded):
    """One of the 23 objectives of the Compact; objective n is paragraph n + 16 of A/RES/73/195, annex."""

    code_field = "number"

    number = models.PositiveSmallIntegerField(
        _("number"),
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(23)],
        help_text=_("1 to 23, as in the Compact."),
    )
    paragraph = models.PositiveSmallIntegerField(
        _("paragraph"), unique=True, help_text=_("Paragraph of the Compact: 17 for objective 1 to 39 for objective 23.")
    )
    title = models.CharField(_("title"), max_length=250, help_text=_("The official title."))
    short_title = models.CharField(
        _("short title"), max_length=80, help_text=_("A few words for lists and badges, e.g. “Eradicate trafficking”.")
    )
    summary = models.TextField(_("summary"), blank=True, help_text=_("What the objective is about, in our own words."))
    sdg_targets = models.ManyToManyField(
        SDGTarget,
        related_name="objectives",
        blank=True,
        verbose_name=_("SDG targets"),
        help_text=_("The targets that the guidance of the UN Network on Migration (April 2022) names."),
    )
    all_sdgs = models.BooleanField(
        _("all SDGs"), default=False, help_text=_("The guidance calls every goal relevant (objectives 2 and 19).")
    )
    sdg_note = models.TextField(
        _("note on the SDG links"),
        blank=True,
        help_text=_("Where the language versions of the guidance disagree on a code: what each prints."),
    )

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__range=(1, 23)),
                name="objective_number_1_to_23",
                violation_error_message=_("The Compact has 23 objectives, numbered 1 to 23."),
            ),
            models.CheckConstraint(
                condition=Q(paragraph=F("number") + FIRST_OBJECTIVE_PARAGRAPH - 1),
                name="objective_paragraph_follows_number",
                violation_error_message=_("Objective n is paragraph n + 16 of the Compact."),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.short_title}"

    def get_absolute_url(self):
        return reverse("objectives:objective-detail", args=[self.number])


class Action(Coded):
    """One of the 187 lettered actions, e.g. 23(c): action c of paragraph 39, under objective 23."""

    code_field = "code"

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="actions", verbose_name=_("objective"))
    letter = models.CharField(
        _("letter"),
        max_length=1,
        validators=[RegexValidator(r"^[a-z]$", _("One small letter."))],
        help_text=_("As printed under the objective, e.g. c."),
    )
    code = models.CharField(_("code"), max_length=3, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=250, help_text=_("What the action asks for, in our own words."))

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["objective__number", "letter"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "letter"],
                name="action_letter_once_per_objective",
                violation_error_message=_("This objective already has an action with this letter."),
            )
        ]

    def __str__(self):
        return f"{self.written} {self.title}"

    def save(self, *args, **kwargs):
        self.code = f"{self.objective.number}{self.letter}"  # stored because addresses and filters look it up
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"{self.objective.get_absolute_url()}#action-{self.code}"

    @property
    def written(self):
        """As the Compact is cited: 23(c)."""
        return f"{self.objective.number}({self.letter})"


class GuidingPrinciple(Coded):
    """One of the ten guiding principles of paragraph 15 of the Compact, (a) to (j)."""

    letter = models.CharField(_("letter"), max_length=1, unique=True, help_text=_("a to j, as in paragraph 15."))
    slug = models.SlugField(_("slug"), unique=True, help_text=_("Used in addresses, e.g. child-sensitive."))
    name = models.CharField(_("name"), max_length=120, help_text=_("The official name."))
    summary = models.TextField(_("summary"), blank=True, help_text=_("What the principle asks for, in our own words."))

    objects = ServedQuerySet.as_manager()

    class Meta:
        ordering = ["letter"]
        verbose_name = _("guiding principle")
        verbose_name_plural = _("guiding principles")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("objectives:principle-detail", args=[self.slug])


class Theme(Coded):
    """A plain topic that people look for, across objectives, e.g. children or remittances."""

    slug = models.SlugField(_("slug"), unique=True, help_text=_("Used in addresses, e.g. climate-and-disasters."))
    name = models.CharField(_("name"), max_length=80, help_text=_("A plain word or two."))

    class Meta:
        ordering = ["slug"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self):
        return self.name
