"""Sample practices: the same everywhere, as good as published ones, gone without a trace, never among real work."""

import hashlib
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor
from dialogues.models import Person
from gcmhub.management.sample.making import BATCH, make
from gcmhub.management.sample.removing import remove
from gcmhub.management.sample.texts import NAMES
from gcmhub.management.sample.words import FIRST_OF_THE_FIELD, WORDS
from practices.changes import Change, LoadedState, last_change
from practices.choices import Status
from practices.models import Participation, Practice, PracticeObjective
from tests.contents import row_counts
from tests.factories import (
    ActionFactory,
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    GuidingPrincipleFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    RegionFactory,
    SDGTargetFactory,
    SessionFactory,
    SourceFactory,
    ThemeFactory,
    WorkshopFactory,
)

DIGEST_OF_30 = (
    "05ae44bec7624636"  # changes with the words, the order of drawing and the vocabularies below, and with nothing else
)
SPEAKERS = {"person": Person, "actor": Actor}


@pytest.fixture
def vocabularies(db):
    """A few of everything that samples are drawn from."""
    for number in range(1, 6):
        objective = ObjectiveFactory(number=number)
        ActionFactory(objective=objective, letter="a")
        ActionFactory(objective=objective, letter="b")
        ThemeFactory(slug=f"theme-{number}")
        SDGTargetFactory(code=f"10.{number}", position=number)
        GuidingPrincipleFactory(letter="abcde"[number - 1])
        region = RegionFactory(slug=f"region-{number}", code=f"00{number}")
        CountryFactory(code=f"A{'ABCDE'[number - 1]}", region=region, m49=f"10{number}")
        ActorFactory(slug=f"actor-{number}")
        SourceFactory(slug=f"source-{number}")
        PersonFactory(slug=f"person-{number}")
    workshop = WorkshopFactory(slug="2018-new-york", country=region.countries.get())
    for position in (1, 2):
        session = SessionFactory(workshop=workshop, position=position)
        for number in (1, 2, 3):
            person, actor = (model.objects.get(slug=f"{name}-{number}") for name, model in SPEAKERS.items())
            AppearanceFactory(session=session, person=person, actor=actor)


def samples():
    return Practice.objects.filter(slug__startswith="sample-")


def codes(practice, name):
    return sorted(str(getattr(record, record.code_field)) for record in getattr(practice, name).all())


def plain(practice):
    """All that a sample says, without keys of the database."""
    own = {field.name: str(getattr(practice, field.name)) for field in practice._meta.fields if not field.is_relation}
    del own["id"], own["version"]
    links = {field.name: codes(practice, field.name) for field in practice._meta.many_to_many}
    parts = {
        "objectives": [(part.objective.number, part.primary) for part in practice.practice_objectives.all()],
        "participations": [(part.role, part.actor.slug) for part in practice.participations.all()],
        "presentations": [(p.session.slug, p.person.slug, p.actor.slug) for p in practice.presentations.all()],
        "figures": [(str(figure), figure.qualifier, figure.year) for figure in practice.key_figures.all()],
        "citations": [str(citation) for citation in practice.citations.all()],
    }
    return own | links | parts


def digest():
    actors = list(Actor.objects.filter(slug__startswith="sample-").order_by("slug").values("slug", "name_fr", "kind"))
    text = json.dumps([actors, [plain(practice) for practice in samples().order_by("slug")]], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_same_number_and_seed_give_the_same_on_every_database(vocabularies):
    make(30, 1)
    first = digest()
    remove()
    make(30, 1)
    assert digest() == first == DIGEST_OF_30


def test_another_seed_gives_others(vocabularies):
    make(5, 1)
    first = list(samples().order_by("slug").values_list("title_en", flat=True))
    remove()
    make(5, 2)
    assert list(samples().order_by("slug").values_list("title_en", flat=True)) != first


def test_a_sample_could_have_been_published_by_a_curator(vocabularies):
    make(60, 1)
    for practice in samples():
        practice.full_clean()
        assert practice.gaps() == []
        for name in ("practice_objectives", "participations", "presentations", "key_figures", "citations"):
            for part in getattr(practice, name).all():
                part.full_clean()
        workshops = {(part.workshop_id, part.session.workshop_id) for part in practice.presentations.all()}
        assert all(workshop == of_session for workshop, of_session in workshops)
        assert practice.practice_objectives.filter(primary=True).count() == 1
        assert 40 <= len(practice.summary_en.split()) <= 60
        assert 40 <= len(practice.summary_fr.split()) <= 60


def test_some_samples_are_drafts_and_some_in_all_languages(vocabularies):
    make(300, 1)
    statuses = {status: samples().filter(status=status).count() for status in Status.values}
    assert statuses[Status.PUBLISHED] > 280
    assert statuses[Status.DRAFT] > 0
    assert statuses[Status.ARCHIVED] > 0
    assert 20 < samples().exclude(title_zh_hans=None).count() < 80
    assert not samples().filter(title_fr=None).exists()


def test_a_few_values_have_most_practices(vocabularies):
    make(300, 1)
    counts = sorted(PracticeObjective.objects.filter(objective=number).count() for number in objectives())
    assert counts[-1] > 1.5 * counts[0] > 0


def objectives():
    return PracticeObjective.objects.values_list("objective", flat=True).distinct()


def test_batches_follow_one_another(vocabularies):
    made = []
    make(BATCH + 2, 1, made.append)
    assert made == [BATCH, BATCH + 2]
    assert samples().count() == BATCH + 2
    assert samples().filter(slug=f"sample-{BATCH + 2:06}").exists()


def test_samples_come_as_one_change(vocabularies):
    before = last_change()
    make(3, 1)
    assert last_change() == before + 1


def test_removal_leaves_everything_else(vocabularies):
    shipped = PracticeFactory(slug="sample-survey", countries=[CountryFactory(code="AA")])
    LoadedState.objects.create(label="practices.practice", code=shipped.slug, digest="1", file_digest="2")
    before = row_counts()
    make(20, 1)
    edited = Practice.objects.get(slug="sample-000007")
    edited.save()  # by hand, so with an entry in the history
    edited.slug = "sample-000777"
    edited.save()
    assert remove() == (20, 22)
    log = {"practices.Change": Change.objects.count()}
    assert row_counts() == before | log
    assert list(samples()) == [shipped]


def test_removal_stops_where_something_is_tied_to_a_sample(vocabularies):
    make(3, 1)
    own = PracticeFactory(slug="our-own")
    Participation.objects.create(practice=own, actor=Actor.objects.get(slug="sample-actor-0001"), role="partner")
    with pytest.raises(CommandError, match="“our-own” refers to a sample"):
        call_command("make_sample", remove=True)
    assert samples().count() == 3


def test_samples_are_not_mixed_with_somebodys_work(vocabularies):
    PracticeFactory(slug="our-own", status=Status.DRAFT)
    with pytest.raises(CommandError, match=r"did not come with the content, e\.g\. “our-own”"):
        call_command("make_sample", practices=3)
    assert list(Practice.objects.values_list("slug", flat=True)) == ["our-own"]
    assert not Actor.objects.filter(slug__startswith="sample-").exists()


def test_samples_are_not_made_twice(vocabularies):
    make(3, 1)
    with pytest.raises(CommandError, match="There are samples already: --remove deletes them"):
        call_command("make_sample", practices=3)
    assert samples().count() == 3


@pytest.mark.django_db
def test_samples_need_the_content():
    with pytest.raises(CommandError, match=r"There are no objectives, SDG targets, themes, .* yet: run load_content"):
        call_command("make_sample", practices=3)


@pytest.mark.parametrize("count", [0, -1, 1_000_001])
def test_number_must_be_sensible(vocabularies, count):
    with pytest.raises(CommandError, match="between 1 and 1,000,000"):
        call_command("make_sample", practices=count)


def test_command_says_what_it_did(vocabularies):
    output = io.StringIO()
    call_command("make_sample", practices=3, stdout=output)
    call_command("make_sample", remove=True, stdout=output)
    made, removed = output.getvalue().splitlines()
    assert re.fullmatch(r"3 practices, \d+ rows in [\d.]+ s \(\d+ rows/s\)\.", made)
    assert removed == "3 practices and 20 actors deleted."


@pytest.mark.parametrize("language", WORDS)
def test_no_word_is_listed_twice(language):
    words = WORDS[language].split()
    assert len(set(words)) == len(words) > 80
    assert FIRST_OF_THE_FIELD[language] in words


def test_made_up_names_are_different():
    assert len(set(NAMES)) == 8000
