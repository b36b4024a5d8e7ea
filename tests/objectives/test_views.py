import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from objectives.querysets import MOST_LINES, MOST_PER_ACTION
from practices.choices import Status
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    FindingFactory,
    GuidingPrincipleFactory,
    ObjectiveFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    SDGGoalFactory,
    SDGTargetFactory,
    SessionFactory,
)
from tests.pages import practices_counted

pytestmark = pytest.mark.django_db

PAGES = [
    "/en/objectives/",
    "/en/objectives/export.csv",
    "/en/objectives/23/",
    "/en/objectives/actions/",
    "/en/objectives/actions/export.csv",
    "/en/sdg/",
    "/en/sdg/export.csv",
    "/en/sdg/17.16/",
    "/en/principles/",
    "/en/principles/principle-h/",
]


def frame(number=23):
    """One record of each kind, as keyword arguments of a practice that serves them all."""
    goal = SDGGoalFactory(number=17)
    target = SDGTargetFactory(code=f"17.{number - 7}", goal=goal, position=number)
    objective = ObjectiveFactory(number=number, paragraph=number + 16)
    objective.sdg_targets.add(target)
    return {
        "primary": objective,
        "actions": [ActionFactory(objective=objective, letter="c")],
        "sdg_targets": [target],
        "principles": [GuidingPrincipleFactory(letter="h")],
    }


def content(response):
    assert response.status_code == 200
    return response.getvalue().decode()


@pytest.mark.parametrize("address", PAGES)
def test_what_is_not_published_changes_no_page(client, address):
    records, session = frame(), SessionFactory()
    PracticeFactory(**records)
    before = content(client.get(address))
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.ARCHIVED):
        hidden = PracticeFactory(**records, status=status, leads=[])
        PresentationFactory(practice=hidden, session=session)
    assert content(client.get(address)) == before
    hidden.status = Status.PUBLISHED
    hidden.save()
    assert content(client.get(address)) != before


@pytest.mark.parametrize("address", [page for page in PAGES if not page.endswith(".csv")])
def test_every_number_is_the_number_of_rows_behind_its_link(client, address):
    records, other = frame(), frame(7)
    PracticeFactory(**records)
    PracticeFactory(**records | {"sdg_targets": records["sdg_targets"] + other["sdg_targets"]})
    PracticeFactory(primary=other["primary"], objectives=[records["primary"]])
    PracticeFactory(**records, status=Status.DRAFT)
    page = content(client.get(address))
    links = re.findall(r'<a href="(/en/practices/\?[^"]+)"[^>]*>(?:All )?(\d+)', page)
    assert links
    for link, number in links:
        assert client.get(unescape(link)).context["total"] == int(number), link


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/en/objectives/", 5),
        ("/en/objectives/actions/", 5),
        ("/en/sdg/", 5),
        ("/en/principles/", 2),
        ("/en/objectives/23/", 15),
        ("/en/sdg/17.16/", 7),
        ("/en/principles/principle-h/", 5),
        ("/en/objectives/export.csv", 5),
        ("/en/objectives/actions/export.csv", 3),
        ("/en/sdg/export.csv", 4),
    ],
)
def test_pages_take_a_constant_number_of_queries(client, address, queries, count, django_assert_num_queries):
    for number in range(23, 23 - count, -1):
        records = frame(number) | {"objectives": [] if number == 23 else [ObjectiveFactory(number=23)]}
        region = RegionFactory()
        practice = PracticeFactory(**records, countries=[CountryFactory(region=region)], partners=[ActorFactory()])
        ActionFactory(objective=ObjectiveFactory(number=23), letter="abc"[23 - number])
        practice.sdg_targets.add(SDGTargetFactory(code="17.16", goal=SDGGoalFactory(number=17)))
        PracticeFactory(primary=ObjectiveFactory(number=23), regions=[region])
        PresentationFactory(practice=practice)
        FindingFactory().objectives.add(ObjectiveFactory(number=23))
    client.get(address)  # reads the index
    with django_assert_num_queries(queries):
        content(client.get(address))


@pytest.mark.parametrize(
    "address",
    [
        "/en/objectives/0/",
        "/en/objectives/24/",
        "/en/objectives/99999999999999999999/",
        f"/en/objectives/{'9' * 5000}/",
        "/en/objectives/x/",
        "/en/sdg/99.9/",
        "/en/sdg/17/",
        "/en/sdg/<b>/",
        "/en/principles/no-such-principle/",
        "/en/objectives/?page=2",
    ],
)
def test_what_does_not_exist_is_404(client, address):
    frame()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("objectives/", "sdg_goal=18"),
        ("objectives/", "sort=practices"),
        ("objectives/actions/", "objective=0"),
        ("sdg/", "goal=99"),
        ("sdg/", "objective=-24"),
        ("sdg/", "colour=blue"),
    ],
)
def test_an_unknown_value_is_noted_on_the_page_and_refused_in_the_file(client, page, query):
    frame()
    name, _, value = query.partition("=")
    shown = client.get(f"/en/{page}?{query}")
    assert [problem.parameter for problem in shown.context["problems"]] == [name]
    assert "Not understood" in content(shown)
    refused = client.get(f"/en/{page}export.csv?{query}")
    assert refused.status_code == 400
    assert refused.content.decode().startswith(f"{name}={value}: " if name != "colour" else "colour: ")


def test_objective_page_puts_each_practice_under_its_actions_and_the_rest_after(client):
    objective = ObjectiveFactory(number=23)
    first, second = (ActionFactory(objective=objective, letter=letter) for letter in "ab")
    elsewhere = ActionFactory(objective=ObjectiveFactory(number=7), letter="a")
    under_both = PracticeFactory(slug="under-both", actions=[first, second])
    mainly = PracticeFactory(slug="z-mainly")
    also = PracticeFactory(
        slug="a-also", primary=ObjectiveFactory(number=7), objectives=[objective], actions=[elsewhere]
    )
    response = client.get(objective.get_absolute_url())
    assert response.context["actions"] == [
        (first, [under_both]),
        (second, [under_both]),
    ]
    assert [(practice, practice.primary) for practice in response.context["others"]] == [(mainly, True), (also, False)]
    assert response.context["primary_count"] == 2
    page = content(response)
    assert 'id="action-23a"' in page
    assert page.count('href="/en/practices/under-both/"') == 2


def test_objective_page_says_in_words_that_nothing_is_recorded(client):
    action = ActionFactory()
    page = content(client.get(action.objective.get_absolute_url()))
    assert page.count("None recorded here.") == 2  # under the action, and without one
    assert f'No practice recorded here under: <a href="#action-{action.code}">' in page
    assert "no practice recorded here" in page


def test_objective_page_shows_the_first_practices_of_an_action_and_how_many_there_are(client):
    action = ActionFactory(objective=ObjectiveFactory(number=23), letter="c")
    for number in range(MOST_PER_ACTION + 1):
        PracticeFactory(title_en=f"Practice {number:02}", actions=[action])
    response = client.get(action.objective.get_absolute_url())
    [(_, shown)] = response.context["actions"]
    assert [practice.title for practice in shown] == [f"Practice {number:02}" for number in range(MOST_PER_ACTION)]
    assert '<a href="/en/practices/?action=23c">All 11 practices</a>' in content(response)


def test_objective_page_tells_its_links_to_the_2030_agenda(client):
    target = SDGTargetFactory(code="17.14", goal=SDGGoalFactory(number=17))
    of_all = ObjectiveFactory(number=2, all_sdgs=True, sdg_note_en="The versions disagree.")
    of_all.sdg_targets.add(target)
    page = content(client.get(of_all.get_absolute_url()))
    assert "calls every goal relevant to this objective" in page
    assert "The versions disagree." in page
    assert '<a href="/en/sdg/17.14/">17.14</a>' in page
    page = content(client.get(ObjectiveFactory(number=3).get_absolute_url()))
    assert "names no target for this objective" in page


def test_objective_page_tells_where_it_was_discussed(client):
    objective, session = ObjectiveFactory(number=23), SessionFactory(title_en="Building bridges")
    finding = FindingFactory()
    finding.objectives.add(objective)
    FindingFactory(title_en="About something else")
    for practice in [PracticeFactory(), PracticeFactory()]:
        PresentationFactory(practice=practice, session=session)
    PresentationFactory(practice=PracticeFactory(primary=ObjectiveFactory(number=7)))
    response = client.get(objective.get_absolute_url())
    assert list(response.context["findings"]) == [finding]
    assert [(found, found.practice_count) for found in response.context["sessions"]] == [(session, 2)]
    page = content(response)
    assert f'<a href="{finding.get_absolute_url()}">Partnerships are needed</a>' in page
    assert f'<a href="{session.get_absolute_url()}">Building bridges</a>' in page


def test_targets_stand_under_their_goals_where_links_to_a_goal_lead(client):
    later = SDGTargetFactory(code="10.7", goal=SDGGoalFactory(number=10), position=7)
    second = SDGTargetFactory(code="2.a", goal=SDGGoalFactory(number=2), position=6)
    first = SDGTargetFactory(code="2.5", goal=second.goal, position=5)
    response = client.get(reverse("objectives:target-list"))
    assert response.context["object_list"] == [(second.goal, [first, second]), (later.goal, [later])]
    assert response.context["total"] == 3
    assert 'id="goal-10"' in content(response)
    assert later.goal.get_absolute_url() == "/en/sdg/#goal-10"


def test_a_practice_with_two_targets_of_a_goal_counts_once_for_the_goal(client):
    goal = SDGGoalFactory(number=10)
    targets = [
        SDGTargetFactory(goal=goal, code=code, position=position) for position, code in enumerate(["10.2", "10.7"])
    ]
    PracticeFactory(sdg_targets=targets)
    response = client.get("/en/sdg/")
    assert practices_counted(response, "sdg_goal") == [("10", 1)]
    assert practices_counted(response, "sdg") == [("10.2", 1), ("10.7", 1)]


def test_target_page_names_the_objectives_that_the_guidance_links(client):
    target = frame()["sdg_targets"][0]
    of_all = ObjectiveFactory(number=2, all_sdgs=True)
    response = client.get(target.get_absolute_url())
    assert [objective.number for objective in response.context["objectives"]] == [23]
    assert list(response.context["objectives_of_all_goals"]) == [of_all]
    assert 'href="http://metadata.un.org/sdg/17.16"' in content(response)


def test_a_long_list_of_practices_is_cut_with_a_link_to_all(client):
    principle = GuidingPrincipleFactory(letter="h")
    for _ in range(MOST_LINES + 1):
        PracticeFactory(principles=[principle])
    response = client.get(principle.get_absolute_url())
    assert len(response.context["practices"]) == MOST_LINES
    assert '<a href="/en/practices/?principle=principle-h">All 51 practices</a>' in content(response)


def test_lists_can_be_narrowed_and_say_so(client):
    records, other = frame(), frame(7)
    response = client.get("/en/objectives/actions/?objective=7")
    assert response.context["object_list"] == [(other["primary"], other["actions"])]
    assert response.context["count_text"] == "1 action"
    response = client.get("/en/sdg/?objective=23&goal=17")
    assert response.context["object_list"] == [(records["sdg_targets"][0].goal, records["sdg_targets"])]
    response = client.get("/en/objectives/?sdg_goal=17&q=objective+23")
    assert list(response.context["object_list"]) == [records["primary"]]


def test_facets_count_the_rows_that_one_gets_by_choosing_a_value(client):
    frame()
    frame(7)
    ObjectiveFactory(number=5).sdg_targets.add(SDGTargetFactory(code="8.8", goal=SDGGoalFactory(number=8)))
    for page in ("/en/objectives/", "/en/objectives/actions/", "/en/sdg/"):
        counted = 0
        for facet in client.get(page).context["facets"]:
            for value in facet.values:
                rows = client.get(f"{page}?{facet.name}={value.code}").context["total"]
                assert rows == value.count, (page, facet.name, value.code)
                counted += bool(rows)
        assert counted >= 2, page


def test_a_text_that_falls_back_is_marked_with_its_language(client):
    ObjectiveFactory(number=23, title_fr="Coopérer", title_en="Cooperate", short_title_en="Cooperation")
    with translation.override("es"):
        page = content(client.get(reverse("objectives:objective-detail", args=[23])))
    assert '<span lang="en" dir="ltr">Cooperate</span>' in page
    assert '<bdi lang="en">Cooperation</bdi>' in page
