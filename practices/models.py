"""What is being done: practices, tied to all that the other apps know."""

from concurrency.fields import AutoIncVersionField
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Substr
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Country, Region
from dialogues.models import Source
from gcmhub.codes import Coded
from gcmhub.languages import text_of
from objectives.models import Action, GuidingPrinciple, Objective, SDGTarget, Theme
from practices.changes import Change, DataVersion, LoadedState  # noqa: F401 -- Django finds models through this module
from practices.choices import Evidence, Kind, Role, Scope, Stage, Status
from practices.dates import is_before, validate_reduced_date
from practices.documents import SearchDocument, SearchWord  # noqa: F401 -- as above
from practices.parts import (  # noqa: F401 -- as above
    Citation,
    FormerSlug,
    KeyFigure,
    Link,
    Participation,
    PracticeObjective,
    Presentation,
)
from practices.querysets import PracticeQuerySet

# Addresses beside the practices.
RESERVED_SLUGS = ["map", "matrix", "timeline", "partnerships", "compare", "brief", "export", "feed"]
CODES = ["kind", "scope", "stage", "evidence", "started", "ended", "status"]  # what the facet index reads of each


class Practice(Coded):
    """Something that somebody did, runs, adopted, founded, published, funds or formally proposed."""

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        help_text=_("Used in addresses; the old one keeps redirecting for ever."),
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("What it is, in a line that can stand alone."))
    summary = models.TextField(_("summary"), blank=True, help_text=_("What, who, where: 40 to 90 words, our own."))
    context = models.TextField(_("context"), blank=True, help_text=_("Why it came about."))
    results = models.TextField(_("results"), blank=True, help_text=_("What the source says has come of it."))
    lessons = models.TextField(_("lessons"), blank=True, help_text=_("What those who did it would tell others."))
    recommendations = models.TextField(_("recommendations"), blank=True, help_text=_("What they ask others to do."))
    innovation = models.TextField(_("innovation"), blank=True, help_text=_("What is new about it."))
    editor_note = models.TextField(
        _("editor’s note"), blank=True, help_text=_("What the sources contradict. Readers see it.")
    )

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    scope = models.CharField(
        _("scope"),
        max_length=20,
        choices=Scope,
        blank=True,
        help_text=_("How far it reaches. “Global” needs no country."),
    )
    place = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("City, province or border area, if smaller than a country.")
    )
    countries = models.ManyToManyField(
        Country,
        related_name="practices",
        blank=True,
        verbose_name=_("countries"),
        help_text=_("Where it takes place or which States are party; not where the people come from, not donors."),
    )
    regions = models.ManyToManyField(
        Region,
        related_name="practices",
        blank=True,
        verbose_name=_("regions"),
        help_text=_("Only where no list of countries is possible; otherwise derived from the countries."),
    )

    started = models.CharField(
        _("started"),
        max_length=10,
        blank=True,
        validators=[validate_reduced_date],
        help_text=_("2007, 2019-07 or 2020-01-22."),
    )
    ended = models.CharField(
        _("ended"),
        max_length=10,
        blank=True,
        validators=[validate_reduced_date],
        help_text=_("Empty while it goes on."),
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.UNKNOWN)
    evidence = models.CharField(
        _("evidence"), max_length=20, choices=Evidence, default=Evidence.CLAIMED, help_text=_("As the source claims.")
    )
    evaluation_url = models.URLField(_("evaluation"), max_length=500, blank=True, help_text=_("Where it can be read."))

    objectives = models.ManyToManyField(
        Objective, through="PracticeObjective", related_name="practices", verbose_name=_("objectives")
    )
    actions = models.ManyToManyField(
        Action,
        related_name="practices",
        blank=True,
        verbose_name=_("actions"),
        help_text=_("Type a code such as 23c. The objective of each action must be listed too."),
    )
    sdg_targets = models.ManyToManyField(
        SDGTarget,
        related_name="practices",
        blank=True,
        verbose_name=_("SDG targets"),
        help_text=_("Only where a source links them."),
    )
    principles = models.ManyToManyField(
        GuidingPrinciple, related_name="practices", blank=True, verbose_name=_("guiding principles")
    )
    themes = models.ManyToManyField(Theme, related_name="practices", blank=True, verbose_name=_("themes"))
    actors = models.ManyToManyField(Actor, through="Participation", related_name="practices", verbose_name=_("actors"))
    sources = models.ManyToManyField(Source, through="Citation", related_name="practices", verbose_name=_("sources"))
    part_of = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, blank=True, verbose_name=_("part of")
    )
    adapted_from = models.ForeignKey(
        "self", models.PROTECT, related_name="adaptations", null=True, blank=True, verbose_name=_("adapted from")
    )

    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Only published practices are public."),
    )
    original_language = models.CharField(
        _("original language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("Written first in."),
    )
    licence = models.CharField(
        _("licence"), max_length=40, default=settings.CONTENT_LICENCE, help_text=_("SPDX code, e.g. CC-BY-4.0.")
    )
    verified_on = models.DateField(
        _("verified on"), null=True, blank=True, help_text=_("When somebody last compared it with its sources.")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    version = AutoIncVersionField(help_text=_("Counts saves, so that two curators cannot overwrite each other."))

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes = [
            models.Index(fields=["status", "-updated_at", "id"], name="practice_status_updated"),
            models.Index(fields=CODES, name="practice_codes"),
            # Nearly all are null. Counting those, SQLite takes the plain index for useless and reads every practice.
            models.Index(fields=["part_of"], name="practice_parts", condition=Q(part_of__isnull=False)),
            models.Index(fields=["adapted_from"], name="practice_adaptations", condition=Q(adapted_from__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(started="")
                | Q(ended="")
                | GreaterThanOrEqual(Substr("ended", 1, 4), Substr("started", 1, 4)),
                name="practice_ends_after_it_starts",
                violation_error_message=_("A practice cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | (~Q(kind="") & ~Q(scope="")),
                name="practice_published_is_complete",
                violation_error_message=_("A published practice needs a kind and a scope."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values) & Q(stage__in=Stage.values) & Q(evidence__in=Evidence.values),
                name="practice_codes_are_known",
                violation_error_message=_("Unknown status, stage or evidence level."),
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    @classmethod
    def from_db(cls, db, field_names, values):
        practice = super().from_db(db, field_names, values)
        practice.stored_slug = practice.__dict__.get("slug")
        return practice

    def clean(self):
        if self.started and self.ended and is_before(self.ended, self.started):
            raise ValidationError({"ended": _("A practice cannot end before it starts.")})
        if self.status == Status.PUBLISHED:
            missing = {name: _("Needed before it can be published.") for name in self.own_gaps()}
            if missing:
                raise ValidationError(missing)
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This word is the address of another page; choose a longer slug.")})
        for name in ("part_of", "adapted_from"):
            if self.pk and self.pk in self.pks_above(name):
                raise ValidationError({name: _("A practice cannot be part of itself or adapted from itself.")})

    @transaction.atomic
    def save(self, *args, **kwargs):
        if self.status == Status.PUBLISHED and not self.published_at:
            self.published_at = timezone.now()
        super().save(*args, **kwargs)
        renamed_from = getattr(self, "stored_slug", None)
        if renamed_from and renamed_from != self.slug:
            FormerSlug.objects.update_or_create(slug=renamed_from, defaults={"practice": self})
        FormerSlug.objects.filter(slug=self.slug).delete()
        self.stored_slug = self.slug

    def get_absolute_url(self):
        return reverse("practices:practice-detail", args=[self.slug])

    def pks_above(self, name):
        """The primary keys of what this is part of (or adapted from), of what that is part of, and so on."""
        found, other = [], getattr(self, name)
        while other and other.pk not in found:
            found.append(other.pk)
            other = getattr(other, name)
        return found

    def all_regions(self):
        """The regions its countries lie in, at every level of M49 below World, and those named without a country."""
        found = {}
        waiting = [*(country.region for country in self.countries.all()), *self.regions.all()]
        while waiting:
            region = waiting.pop()
            if region.parent_id:
                found[region.slug] = region
                waiting.append(region.parent)
        return sorted(found.values(), key=lambda region: region.slug)

    def own_gaps(self):
        """Names of the practice’s own fields that must be filled before it can be published, texts in any language."""
        texts = [name for name in ("title", "summary") if not text_of(self, name).text]
        return texts + [name for name in ("kind", "scope") if not getattr(self, name)]

    def gaps(self):
        """All that is missing before it can be published, in words; needs a saved practice."""
        checks = {
            _("a lead"): self.participations.filter(role=Role.LEAD).exists(),
            _("a primary objective"): self.practice_objectives.filter(primary=True).exists(),
            _("a citation"): self.citations.exists(),
            _("a country or region"): self.scope == Scope.GLOBAL or self.countries.exists() or self.regions.exists(),
            _("the objective of each action"): not self.actions.exclude(objective__in=self.objectives.all()).exists(),
        }
        names = [self._meta.get_field(name).verbose_name for name in self.own_gaps()]
        return names + [name for name, present in checks.items() if not present]
