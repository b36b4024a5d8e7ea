"""Where migration governance is discussed and published: editions of the IDM, their workshops, people and sources."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Country
from dialogues.parts import Appearance, Finding  # noqa: F401 -- Django finds models through this module
from dialogues.querysets import PersonQuerySet, SessionQuerySet, SourceQuerySet, WorkshopQuerySet
from gcmhub.codes import Coded


class Source(Coded):
    """A publication that content rests on; the red books of the IDM carry their number in the series."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Used in addresses, e.g. idm-28."))
    title = models.CharField(_("title"), max_length=300, help_text=_("As printed."))
    publisher = models.ForeignKey(
        Actor, models.PROTECT, related_name="publications", null=True, blank=True, verbose_name=_("publisher")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    url = models.URLField(_("address"), max_length=500, blank=True, help_text=_("Where it can be read."))
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True, help_text=_("As printed, with hyphens."))
    symbol = models.CharField(_("UN symbol"), max_length=60, blank=True, help_text=_("E.g. A/RES/73/195."))
    languages = models.CharField(
        _("languages"), max_length=60, blank=True, help_text=_("Codes separated by spaces, e.g. en fr es.")
    )
    series = models.CharField(_("series"), max_length=120, blank=True, help_text=_("Name of the series, if any."))
    series_number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    note = models.TextField(
        _("note"), blank=True, help_text=_("What a reader must know, e.g. damage in the copy used.")
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "series_number"],
                condition=~Q(series=""),
                name="source_number_once_per_series",
                violation_error_message=_("This series already has a publication with this number."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("dialogues:source-detail", args=[self.slug])


class Edition(Coded):
    """One year of IOM’s International Dialogue on Migration (held since 2001), with its theme."""

    code_field = "year"

    year = models.PositiveSmallIntegerField(_("year"), unique=True, validators=[MinValueValidator(2001)])
    theme = models.CharField(_("theme"), max_length=250, help_text=_("The official theme."))
    summary = models.TextField(_("summary"), blank=True, help_text=_("What the edition was about, in our own words."))

    class Meta:
        ordering = ["-year"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self):
        return f"{self.year}: {self.theme}"

    def get_absolute_url(self):
        return reverse("dialogues:edition-detail", args=[self.year])


class Workshop(Coded):
    """A meeting of an edition, in one city."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="workshops", verbose_name=_("edition"))
    slug = models.SlugField(_("slug"), unique=True, help_text=_("Year and city, e.g. 2018-new-york."))
    title = models.CharField(_("title"), max_length=250, help_text=_("As printed on the programme."))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    city = models.CharField(_("city"), max_length=80)
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="workshops", verbose_name=_("country"))
    summary = models.TextField(_("summary"), blank=True, help_text=_("What it was about, in our own words."))
    report = models.ForeignKey(
        Source, models.PROTECT, related_name="workshops", null=True, blank=True, verbose_name=_("report")
    )

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="workshop_ends_after_it_starts",
                violation_error_message=_("A workshop cannot end before it starts."),
            )
        ]

    def __str__(self):
        return f"{self.city} {self.starts_on.year}"

    def clean(self):
        if self.edition_id and not self.slug.startswith(f"{self.edition.year}-"):
            raise ValidationError({"slug": _("The slug must begin with the year of the edition, e.g. 2018-new-york.")})

    def get_absolute_url(self):
        return reverse("dialogues:workshop-detail", args=[self.edition.year, self.place_slug])

    @property
    def place_slug(self):
        """The part of the slug behind the year."""
        return self.slug.partition("-")[2]


class Session(Coded):
    """An item of a workshop’s agenda, breaks included; panels have their session as parent."""

    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("Registration")
        OPENING = "opening", _("Opening")
        FRAMING = "framing", _("Setting the scene")
        SESSION = "session", _("Session")
        PANEL = "panel", _("Panel")
        SIDE_EVENT = "side-event", _("Side event")
        VOICES = "voices", _("Migrants’ voices")
        BREAK = "break", _("Break")
        CLOSING = "closing", _("Closing")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="sessions", verbose_name=_("workshop"))
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("Slug of the workshop and label, e.g. 2018-new-york-session-5."),
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Order on the agenda, from 1."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    label = models.CharField(
        _("label"), max_length=60, blank=True, help_text=_("As printed on the programme, e.g. “Session 2”.")
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("As printed on the programme."))
    date = models.DateField(_("date"))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("Local time."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.CASCADE, related_name="parts", null=True, blank=True, verbose_name=_("part of")
    )
    venue = models.CharField(
        _("room"), max_length=120, blank=True, help_text=_("Only if it differs from the workshop’s.")
    )
    summary = models.TextField(_("summary"), blank=True, help_text=_("What it was about, in our own words."))
    questions = models.TextField(
        _("guiding questions"), blank=True, help_text=_("In our own words, one question per line.")
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["workshop__starts_on", "position"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "position"],
                name="session_position_once_per_workshop",
                violation_error_message=_("Another item of this agenda has this position."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("A session cannot end before it starts."),
            ),
        ]

    def __str__(self):
        return f"{self.workshop}, {self.label or self.title}"

    def clean(self):
        if not self.workshop_id:
            return
        if not self.slug.startswith(f"{self.workshop.slug}-"):
            raise ValidationError({"slug": _("The slug must begin with the slug of the workshop.")})
        if self.date and not self.workshop.starts_on <= self.date <= self.workshop.ends_on:
            raise ValidationError({"date": _("The date lies outside the workshop.")})

    def get_absolute_url(self):
        return reverse(
            "dialogues:session-detail", args=[self.workshop.edition.year, self.workshop.place_slug, self.place_slug]
        )

    @property
    def place_slug(self):
        """The part of the slug behind the workshop’s."""
        return self.slug.removeprefix(f"{self.workshop.slug}-")


class Person(Coded):
    """Somebody on an agenda; one record whatever the spelling. What they did then is in their appearances."""

    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Used in addresses, e.g. louise-arbour.")
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("As the person writes it, without a title."))
    other_spellings = models.TextField(
        _("other spellings"), blank=True, help_text=_("As found in the documents, one per line; they are searched.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What the documents contradict, e.g. two spellings."))

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("dialogues:person-detail", args=[self.slug])
