"""Who, and where: actors, countries and regions."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.querysets import ActorQuerySet, CountryQuerySet, RegionQuerySet
from gcmhub.codes import Coded


class Situation(models.TextChoices):
    """Groups of countries whose particular obstacles paragraph 39 of the Compact names.

    As listed in November 2026: 44 least developed countries (list of 19 December 2024, Committee for Development
    Policy), 32 landlocked developing countries and 39 small island developing States (UN-OHRLLS; States only).
    """

    LDC = "ldc", _("Least developed country")
    LLDC = "lldc", _("Landlocked developing country")
    SIDS = "sids", _("Small island developing State")


class Region(Coded):
    """An area of the UN M49 standard: World, five continents, their sub-regions and intermediate regions."""

    code = models.CharField(
        _("M49 code"),
        max_length=3,
        unique=True,
        validators=[RegexValidator(r"^\d{3}$", _("Three digits, e.g. 011."))],
        help_text=_("Three digits of the M49 standard, e.g. 011 for Western Africa."),
    )
    slug = models.SlugField(_("slug"), unique=True, help_text=_("Used in addresses, e.g. western-africa."))
    name = models.CharField(_("name"), max_length=120, help_text=_("The M49 name."))
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True, verbose_name=_("part of")
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actors:region-detail", args=[self.slug])


class Country(Coded):
    """A country or territory of ISO 3166-1, with its place in M49 and its UN group memberships."""

    code_field = "code"

    code = models.CharField(
        _("ISO alpha-2 code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, e.g. KE."))],
        help_text=_("Two letters of ISO 3166-1, e.g. KE."),
    )
    iso3 = models.CharField(_("ISO alpha-3 code"), max_length=3, unique=True, help_text=_("Three letters, e.g. KEN."))
    m49 = models.CharField(_("M49 code"), max_length=3, unique=True, help_text=_("Three digits, e.g. 404."))
    slug = models.SlugField(_("slug"), unique=True, help_text=_("The English name in kebab case, e.g. kenya."))
    name = models.CharField(_("name"), max_length=120, help_text=_("The short name used by the United Nations."))
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="countries",
        verbose_name=_("region"),
        help_text=_("The smallest M49 area."),
    )
    is_ldc = models.BooleanField(_("least developed country"), default=False)
    is_lldc = models.BooleanField(_("landlocked developing country"), default=False)
    is_sids = models.BooleanField(_("small island developing State"), default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("country or territory")
        verbose_name_plural = _("countries and territories")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actors:country-detail", args=[self.code])

    @property
    def situations(self):
        return [situation for situation in Situation if getattr(self, f"is_{situation.value}")]


class Actor(Coded):
    """Somebody who acts: a government, an organisation, a company, a group; one record whatever the spelling.

    Ministries and other parts of a body may be actors of their own, with the body as parent.
    """

    class Kind(models.TextChoices):
        """Who takes part in migration governance; from paragraphs 15 (i–j), 41 and 44 of the Compact."""

        NATIONAL_GOVERNMENT = "national-government", _("National government")
        LOCAL_GOVERNMENT = "local-government", _("Local government")
        UN_SYSTEM = "un-system", _("United Nations system")
        INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
        REGIONAL_ORGANIZATION = "regional-organization", _("Regional organization")
        PARLIAMENT = "parliament", _("Parliament")
        CIVIL_SOCIETY = "civil-society", _("Civil society")
        MIGRANTS_DIASPORA = "migrants-diaspora", _("Migrants and diaspora")
        FAITH_BASED = "faith-based", _("Faith-based organization")
        PRIVATE_SECTOR = "private-sector", _("Private sector")
        EMPLOYERS = "employers", _("Employers’ organization")
        TRADE_UNION = "trade-union", _("Trade union")
        ACADEMIA = "academia", _("Academia")
        FOUNDATION = "foundation", _("Foundation")
        RED_CROSS = "red-cross", _("Red Cross and Red Crescent")
        NHRI = "national-human-rights-institution", _("National human rights institution")
        MEDIA = "media", _("Media")
        YOUTH = "youth", _("Youth organization")
        OTHER = "other", _("Other")

    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("The English acronym if there is one (iom), else the name.")
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("The official name, spelled out."))
    acronym = models.CharField(
        _("acronym"),
        max_length=30,
        blank=True,
        help_text=_("As used in that language, e.g. IOM in English, OIM in French."),
    )
    aliases = models.TextField(
        _("other names"), blank=True, help_text=_("Other spellings and former names, one per line; they are searched.")
    )
    kind = models.CharField(_("type"), max_length=40, choices=Kind, help_text=_("What sort of actor it is."))
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="actors",
        null=True,
        blank=True,
        verbose_name=_("country"),
        help_text=_("For governments and national organizations; empty for international ones."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
        verbose_name=_("part of"),
        help_text=_("The body this one belongs to, e.g. the government of a ministry."),
    )
    website = models.URLField(_("website"), blank=True, help_text=_("Only where certain."))
    description = models.TextField(_("description"), blank=True, help_text=_("One or two sentences in our own words."))
    generic = models.BooleanField(
        _("unnamed collective"),
        default=False,
        help_text=_("Stands for partners a source does not name, e.g. “trade unions”; left out of rankings."),
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="actor_not_part_of_itself",
                violation_error_message=_("An actor cannot be part of itself."),
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def clean(self):
        ancestor = self.parent
        while ancestor:
            if ancestor == self:
                raise ValidationError({"parent": _("An actor cannot be part of itself, not even indirectly.")})
            ancestor = ancestor.parent

    def get_absolute_url(self):
        return reverse("actors:actor-detail", args=[self.slug])

    @property
    def short_name(self):
        return self.acronym or self.name
