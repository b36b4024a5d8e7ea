"""What is searched of actors and countries."""

from actors.models import Actor, Country
from gcmhub.searched import Searched

ACTOR = Searched(
    "actor",
    Actor,
    Actor.objects.all,
    title=("name", "acronym"),
    names=("aliases",),
    text=("description",),
)
COUNTRY = Searched("country", Country, Country.objects.all, title=("name",), names=("code", "iso3"))
SEARCHED = [ACTOR, COUNTRY]
