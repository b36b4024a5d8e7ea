import pytest

from practices.choices import Status
from tests.factories import ActionFactory, ObjectiveFactory, PracticeFactory, SDGGoalFactory, SDGTargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def frame():
    target = SDGTargetFactory(code="17.16", goal=SDGGoalFactory(number=17), position=16)
    objective = ObjectiveFactory(
        number=23,
        title_fr="Renforcer la coopération",
        short_title_fr="Coopération",
        summary_en="-> “Together”, all say",
    )
    objective.sdg_targets.add(target)
    ObjectiveFactory(number=2, all_sdgs=True, title_fr="")
    actions = [ActionFactory(objective=objective, letter=letter) for letter in "ab"]
    PracticeFactory(actions=actions, sdg_targets=[target])
    PracticeFactory(actions=actions[:1])
    PracticeFactory(actions=actions, sdg_targets=[target], status=Status.DRAFT)


def lines(response):
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return response.getvalue().decode("utf-8-sig").split("\r\n")


def test_file_of_objectives(client, frame):
    assert lines(client.get("/en/objectives/export.csv")) == [
        "id,paragraph,title,title_language,short_title,summary,actions,sdg_targets,all_sdgs,practices,licence,url",
        "2,18,Title of objective 2,en,Objective 2 in short,,,,true,0,CC-BY-4.0,http://testserver/en/objectives/2/",
        '23,39,Title of objective 23,en,Objective 23 in short,"\'-> “Together”, all say",23a|23b,17.16,false,2,'
        "CC-BY-4.0,http://testserver/en/objectives/23/",
        "",
    ]


def test_file_in_another_language_says_where_a_title_fell_back(client, frame):
    assert lines(client.get("/fr/objectives/export.csv?columns=id,title,title_language,short_title,url")) == [
        "id,title,title_language,short_title,url",
        "2,Title of objective 2,en,L’objectif 2 en bref,http://testserver/fr/objectives/2/",
        "23,Renforcer la coopération,fr,Coopération,http://testserver/fr/objectives/23/",
        "",
    ]


def test_file_of_actions(client, frame):
    response = client.get("/en/objectives/actions/export.csv?labels=1")
    assert response["X-Total-Count"] == "2"
    assert 'filename="gcmhub-actions-' in response["Content-Disposition"]
    assert lines(response) == [
        "id,objective,objective_label,letter,title,title_language,practices,licence,url",
        "23a,23,Objective 23 in short,a,What 23a asks for,en,2,CC-BY-4.0,"
        "http://testserver/en/objectives/23/#action-23a",
        "23b,23,Objective 23 in short,b,What 23b asks for,en,1,CC-BY-4.0,"
        "http://testserver/en/objectives/23/#action-23b",
        "",
    ]


def test_file_of_targets(client, frame):
    SDGTargetFactory(code="2.5", goal=SDGGoalFactory(number=2))
    assert lines(client.get("/en/sdg/export.csv")) == [
        "code,goal,title,title_language,objectives,practices,uri,licence,url",
        "2.5,2,Target 2.5,en,,0,http://metadata.un.org/sdg/2.5,CC-BY-4.0,http://testserver/en/sdg/2.5/",
        "17.16,17,Target 17.16,en,23,1,http://metadata.un.org/sdg/17.16,CC-BY-4.0,http://testserver/en/sdg/17.16/",
        "",
    ]


def test_file_has_what_the_page_shows(client, frame):
    SDGTargetFactory(code="2.5", goal=SDGGoalFactory(number=2))
    assert [line[:4] for line in lines(client.get("/en/sdg/export.csv?goal=2"))] == ["code", "2.5,", ""]
