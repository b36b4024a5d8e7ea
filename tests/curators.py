"""Who works in the admin, and what their browser sends back."""

from django.contrib.auth.models import Group, Permission, User
from django.forms import ModelMultipleChoiceField
from django.test import Client
from django.urls import reverse

from practices.models import Practice


def client_of(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def staff(name="Sam", group=None, may=()):
    """A member of staff, in a group or with single permissions such as `view_practice`."""
    user = User.objects.create_user(name, is_staff=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    user.user_permissions.add(*Permission.objects.filter(codename__in=may))
    return user


def filled_in(response, **changes):
    """The form of a page as a browser would send it, with some fields changed; None leaves a field out."""
    formsets = [inline.formset for inline in response.context.get("inline_admin_formsets", [])]
    rows = [form for formset in formsets for form in (formset.management_form, *formset.initial_forms)]
    fields = [field for form in (response.context["adminform"].form, *rows) for field in form]
    sent = {field.html_name: as_sent(field) for field in fields} | changes
    return {name: value for name, value in sent.items() if value is not None}


def as_sent(field):
    value = field.value()
    if isinstance(field.field, ModelMultipleChoiceField):
        return [getattr(record, "pk", record) for record in value or []]
    if value is False:
        return None  # a box that is not ticked
    return "" if value is None else str(value)


def row(prefix, number=0, **values):
    """The fields of one row of an inline."""
    return {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def form_of(practice):
    return reverse("admin:practices_practice_change", args=[practice.pk])


def errors(response):
    """What the page complains about, by field or part."""
    found = {name: list(messages) for name, messages in response.context["adminform"].form.errors.items()}
    for inline in response.context.get("inline_admin_formsets", []):
        if messages := [*inline.formset.non_form_errors(), *filter(None, inline.formset.errors)]:
            found[inline.formset.prefix] = messages
    return found


def status_of(practice):
    return Practice.objects.get(pk=practice.pk).status


def is_public(client, practice):
    return client.get(practice.get_absolute_url()).status_code == 200
