"""The form of a practice: two curators cannot overwrite each other, and nothing incomplete is published."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from gcmhub.languages import translated, translated_names
from objectives.models import Objective
from practices.changes import DataVersion
from practices.choices import Role, Scope, Status
from practices.models import Practice
from practices.signals import RELATIONS

# A past version brings back its texts and codes; its address, its status and what it is linked with stay as they are.
KEPT_BY_A_REVERT = ["slug", "status", *RELATIONS]

STALE = _(
    "Somebody else has saved this practice since you opened it, so nothing was saved now. Your text is still here: "
    "open the practice again in another window and carry your changes over."
)


class PracticeForm(forms.ModelForm):
    change_reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Readers see it in the history of the practice: say what changed and why, and name nobody."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title_en" in self.fields:
            self.fields["title_en"].required = False  # a draft may begin in any language
        if hasattr(self.instance, "_history"):
            self.save_on_top_of_now()

    def save_on_top_of_now(self):
        """A past version knows what was stored then; what it is about to replace is stored now."""
        stored = Practice.objects.get(pk=self.instance.pk)
        self.instance.published_at = stored.published_at
        self.initial |= {"version": stored.version, "slug": stored.slug, "status": stored.status}
        for name in KEPT_BY_A_REVERT:
            self.fields[name].disabled = True

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.is_stale():
            self.add_error(None, STALE)
        if not any(cleaned.get(name) for name in translated("title")):
            self.add_error("title_en", _("Give it a title, in whatever language you have."))
        if cleaned.get("status") == Status.PUBLISHED:
            self.check_where()
        self.instance.chosen_actions = cleaned.get("actions", [])  # for the objectives, which are checked after this
        return cleaned

    def is_stale(self):
        """Every writer begins with the row of `DataVersion`: who holds it sees the last version, and the next waits."""
        DataVersion.objects.select_for_update().first()
        seen = self.cleaned_data.get("version")
        return not Practice.objects.filter(pk=self.instance.pk, version=seen).exists()

    def check_where(self):
        scope, countries, regions = (self.cleaned_data.get(name) for name in ("scope", "countries", "regions"))
        if scope and scope != Scope.GLOBAL and not countries and not regions:
            self.add_error(
                "countries", _("A country or region is needed before it can be published, unless the scope is global.")
            )

    def add_error(self, field, error):
        """The model speaks of the title, the form of a title in each language: said at the first of them."""
        for name, errors in getattr(error, "error_dict", {field: error}).items():
            if name in translated_names(Practice):
                super().add_error(build_localized_fieldname(name, "en"), errors)
            else:
                super().add_error(None if name == NON_FIELD_ERRORS else name, errors)


class PartFormSet(BaseInlineFormSet):
    """Parts of a practice, some of which it needs before it can be published."""

    needed = ""

    def clean(self):
        super().clean()
        if self.instance.status == Status.PUBLISHED:
            problems = list(self.problems(self.kept()))
            if problems:
                raise ValidationError(problems)

    def kept(self):
        """The rows as they will be stored."""
        filled = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return [form.instance for form in filled if not form.cleaned_data.get("DELETE")]

    def problems(self, rows):
        if not any(self.suffices(row) for row in rows):
            yield self.needed

    def suffices(self, row):
        return True


class ParticipationFormSet(PartFormSet):
    needed = _("A lead is needed before it can be published.")

    def suffices(self, participation):
        return participation.role == Role.LEAD


class ObjectiveFormSet(PartFormSet):
    needed = _("A primary objective is needed before it can be published.")

    def suffices(self, served):
        return served.primary

    def problems(self, rows):
        yield from super().problems(rows)
        listed = {served.objective_id for served in rows}
        missing = {action.objective_id for action in self.instance.chosen_actions} - listed
        if missing:
            numbers = Objective.objects.filter(pk__in=missing).values_list("number", flat=True)
            yield ValidationError(
                _("The objective of each action is needed before it can be published. Not listed yet: %(numbers)s."),
                params={"numbers": ", ".join(map(str, numbers))},
            )


class CitationFormSet(PartFormSet):
    needed = _("A citation is needed before it can be published.")
