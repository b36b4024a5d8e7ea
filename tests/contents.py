"""A small complete set of content files, one or two records of each kind, to be bent in tests."""

from pathlib import Path

from django.apps import apps

SMALL = {
    "objectives/goals.yaml": """\
- number: 10
  name: {en: Reduced inequalities, fr: Inégalités réduites}
- number: 17
  name: {en: Partnerships, fr: Partenariats}
""",
    "objectives/targets.yaml": """\
- goal: 17
  code: 17.10
  position: 10
  title: {en: Fair trade, fr: Commerce équitable}
- {goal: 17, code: '17.1', position: 1, title: {en: Taxes, fr: Impôts}}
""",
    "objectives/objectives.yaml": """\
- number: 23
  paragraph: 39
  title: {en: Cooperate, fr: Coopérer}
  short_title: {en: Cooperation, fr: Coopération}
  sdg_targets: [17.10]
- number: 6
  paragraph: 22
  title: {en: Recruit fairly, fr: Recruter loyalement}
  short_title: {en: Recruitment, fr: Recrutement}
""",
    "objectives/actions.yaml": """\
- objective: 23
  letter: c
  title: {en: Sign agreements, fr: Conclure des accords}
""",
    "objectives/principles.yaml": "- {letter: h, slug: child-sensitive, name: {en: Child-sensitive, fr: Enfants}}\n",
    "objectives/themes.yaml": "- {slug: health, name: {en: Health, fr: Santé}}\n",
    "actors/regions.yaml": """\
- {code: '154', slug: northern-europe, name: {en: Northern Europe, fr: Europe septentrionale}, parent: europe}
- {code: '150', slug: europe, name: {en: Europe, fr: Europe}}
""",
    "actors/countries.yaml": """\
- code: NO
  iso3: NOR
  m49: '578'
  slug: norway
  name: {en: Norway, fr: Norvège}
  region: northern-europe
""",
    "actors/actors.yaml": """\
- slug: iom
  name: {en: International Organization for Migration, fr: Organisation internationale pour les migrations}
  acronym: {en: IOM, fr: OIM}
  kind: un-system
- slug: unhcr
  name: {en: Refugee agency, fr: Agence pour les réfugiés}
  kind: un-system
  aliases: |-
    Refugee office
    Office of the High Commissioner
""",
    "dialogues/sources.yaml": "- {slug: idm-28, title: {en: Red book, fr: Livre rouge}, year: 2018, publisher: iom}\n",
    "dialogues/people.yaml": "- {slug: louise-arbour, name: Louise Arbour}\n",
    "dialogues/editions.yaml": """\
- year: 2018
  theme: {en: Partnerships, fr: Partenariats}
  findings:
  - kind: key-message
    number: 1
    title: {en: Together, fr: Ensemble}
    objectives: [6, 23]
""",
    "dialogues/workshops.yaml": """\
- edition: 2018
  slug: 2018-oslo
  title: {en: In Oslo, fr: À Oslo}
  starts_on: 2018-03-26
  ends_on: 2018-03-27
  city: {en: Oslo, fr: Oslo}
  country: NO
""",
    "dialogues/sessions/2018-oslo.yaml": """\
- workshop: 2018-oslo
  slug: 2018-oslo-session-1
  position: 1
  kind: session
  title: {en: Opening, fr: Ouverture}
  date: 2018-03-26
  starts_at: 10:30
  ends_at: 11:00
  appearances:
  - {person: louise-arbour, actor: unhcr, role: speaker}
""",
    "practices/one-stop.yaml": """\
slug: one-stop
title: {en: One-stop centre, fr: Guichet unique}
summary: {en: What it is and where., fr: Ce que c’est et où.}
kind: service
scope: national
countries: [NO]
started: 2016-03
stage: ongoing
actions: [23c]
sdg_targets: [17.10, '17.1']
status: published
objectives: {primary: [23], other: [6]}
actors: {lead: [iom], partner: [unhcr, iom]}
presentations:
- {workshop: 2018-oslo, session: 2018-oslo-session-1, person: louise-arbour}
key_figures:
- {value: 2.3, unit: {en: '%'}, label: {en: of all, fr: de tous}, year: 2017}
citations:
- {source: idm-28, locator: {en: chapter 2, fr: chapitre 2}}
""",
}


def write(folder, files):
    for path, text in files.items():
        file = Path(folder) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def replace(folder, path, old, new):
    """Bend one file; what is to be replaced must be there, once."""
    file = Path(folder) / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    file.write_text(text.replace(old, new), "utf-8")


def texts(folder):
    """Every file under a folder, by its path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def row_counts():
    """How many rows every table of the project has, historical ones and relations included."""
    labels = ("objectives", "actors", "dialogues", "practices")
    models = [model for label in labels for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return {model._meta.label: model._base_manager.count() for model in models}
