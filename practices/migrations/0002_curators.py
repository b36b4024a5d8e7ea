"""The group of those who enter and review practices; who is in it, a superuser decides."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Curators"
APPS = ["objectives", "actors", "dialogues", "practices"]
EVERYTHING = ["add", "change", "delete", "view"]
WITHOUT_DELETING = ["add", "change", "view"]

# What the public was shown is archived, not deleted; vocabularies are for superusers.
ALLOWED = {
    "practices": {
        "practice": WITHOUT_DELETING,
        "practiceobjective": EVERYTHING,
        "participation": EVERYTHING,
        "presentation": EVERYTHING,
        "keyfigure": EVERYTHING,
        "citation": EVERYTHING,
        "link": EVERYTHING,
        "formerslug": ["view"],
    },
    "actors": {"actor": WITHOUT_DELETING, "country": ["view"], "region": ["view"]},
    "dialogues": {
        "person": WITHOUT_DELETING,
        "source": WITHOUT_DELETING,
        "appearance": WITHOUT_DELETING,
        "edition": ["view"],
        "workshop": ["view"],
        "session": ["view"],
        "finding": ["view"],
    },
    "objectives": {
        "objective": ["view"],
        "action": ["view"],
        "guidingprinciple": ["view"],
        "sdggoal": ["view"],
        "sdgtarget": ["view"],
        "theme": ["view"],
    },
}


def create_group(apps, schema_editor):
    database = schema_editor.connection.alias
    for label in APPS:  # Django creates permissions after all migrations, which is too late for this one
        create_permissions(installed_apps.get_app_config(label), apps=apps, using=database, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    group, _ = apps.get_model("auth", "Group").objects.using(database).get_or_create(name=GROUP)
    for label, models in ALLOWED.items():
        codenames = [f"{verb}_{model}" for model, verbs in models.items() for verb in verbs]
        group.permissions.add(*permissions.filter(content_type__app_label=label, codename__in=codenames))


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("objectives", "0001_initial"),
        ("actors", "0001_initial"),
        ("dialogues", "0001_initial"),
        ("practices", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_group, remove_group)]
