"""What is searched of sessions, people and sources."""

from dialogues.models import Person, Session, Source
from gcmhub.searched import Searched

SESSION = Searched(
    "session",
    Session,
    Session.objects.all,
    title=("label", "title"),
    names=("appearances__person__name", "appearances__person__other_spellings", "summary"),
    text=("questions", "appearances__function"),
)
PERSON = Searched(
    "person",
    Person,
    Person.objects.public,
    title=("name", "other_spellings"),
    shown_by=("appearances__id", "presentations__practice__status"),
)
SOURCE = Searched(
    "source",
    Source,
    Source.objects.all,
    title=("title",),
    names=("publisher__name", "publisher__acronym", "publisher__aliases", "series", "symbol", "isbn"),
    text=("note",),
)
SEARCHED = [SESSION, PERSON, SOURCE]
