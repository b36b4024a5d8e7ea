"""The documentation cannot lie: what it lists is compared with the code."""

import ast
import re
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.http import QueryDict
from django.urls import get_resolver, resolve, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import override

from gcmhub.content.layout import LAYOUT

ROOT = Path(__file__).parent.parent
APPS = ["objectives", "actors", "dialogues", "practices"]
PAGES = {path.name: path.read_text("utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]}
EVERYTHING = "\n".join(PAGES.values())
SETTINGS_ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \|", re.MULTILINE)
LOCAL_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGES[page], re.MULTILINE | re.DOTALL)


# Settings


def environment():
    """The variables that settings.py reads, with their default if it is a plain value."""
    for node in ast.walk(ast.parse((ROOT / "gcmhub" / "settings.py").read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "env":
            (default,) = (keyword.value for keyword in node.keywords if keyword.arg == "default")
            yield node.args[0].value, as_written(default)


def as_written(default):
    """The default as one would write it into the environment; None if it is computed."""
    try:
        value = ast.literal_eval(default)
    except ValueError:
        return None
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_settings_page_lists_what_the_settings_read():
    documented = SETTINGS_ROW.findall(PAGES["settings.md"])
    assert len(documented) > 5
    assert sorted(name for name, _ in documented) == sorted(name for name, _ in environment())


def test_settings_page_tells_the_defaults():
    expected = {name: f"`{default}`" if default else "*none*" for name, default in environment() if default is not None}
    told = dict(SETTINGS_ROW.findall(PAGES["settings.md"]))
    assert {name: told[name] for name in expected} == expected


def test_settings_page_lists_the_deploy_checks():
    ids = re.findall(r'id="(gcmhub\.\w+)"', (ROOT / "gcmhub" / "checks.py").read_text("utf-8"))
    assert re.findall(r"^\| `(gcmhub\.\w+)`", PAGES["settings.md"], re.MULTILINE) == ids != []


# Docker


def test_compose_sets_only_what_is_read_and_explains_what_it_wants():
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    services = yaml.safe_load(text)["services"]
    known = {name for name, _ in environment()}
    assert set(services["web"]["environment"]) <= known
    assert services["migrate"]["environment"] == services["web"]["environment"]
    wanted = set(re.findall(r"\$\{(\w+)", text))
    assert {name for name in wanted if f"{name}=" not in PAGES["operations.md"]} == set()


def test_image_holds_every_folder_that_the_site_needs():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert kept >= {*APPS, "gcmhub", "templates", "static", "locale", "fixtures", "manage.py", "uv.lock"}


# Commands and addresses


def test_every_command_is_documented():
    commands = {path.stem for path in (ROOT / "gcmhub/management/commands").glob("[!_]*.py")}
    assert len(commands) > 2
    assert {name for name in commands if name not in EVERYTHING} == set()


def test_every_make_target_is_real():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", EVERYTHING, re.MULTILINE))
    assert {"serve", "test"} <= named <= targets


def names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}"
        elif getattr(pattern, "app_name", None) != "admin":
            yield from names(pattern.url_patterns, getattr(pattern, "namespace", None) or namespace)


def test_every_export_is_listed_in_the_readme():
    exports = {name for name in names(get_resolver().url_patterns) if name.endswith("-export")}
    listed = re.findall(r"^\| .+ \| `(/en/.+)` \|$", PAGES["README.md"], re.MULTILINE)
    assert sorted(listed) == sorted(reverse(name) for name in exports) != []


EXAMPLES = re.findall(r"(/[a-z-]+/[a-z/]+/export\.\w+)\?(\S+)", EVERYTHING)


@pytest.mark.parametrize(("path", "query"), EXAMPLES)
def test_examples_name_real_filters_and_columns(path, query):
    with override(path.split("/")[1]):
        view = resolve(path).func.view_class
    query = QueryDict(query)
    known = {*view.filterset_class.base_filters, "all", "sort", "columns", "labels", "bom"}
    assert set(query) <= known
    columns = [name for name in query.get("columns", "").split(",") if name]
    assert set(columns) <= {column.name for column in view.columns}
    assert set(query.getlist("all")) <= set(view.filterset_class.code_filter_names())


def test_there_are_examples():
    assert len(EXAMPLES) > 2


# Models


def own_models():
    models = [model for label in APPS for model in apps.get_app_config(label).get_models()]
    return [model for model in models if not model.__name__.startswith("Historical")]


def relations(model):
    """The lines of the diagram that belong to a model."""
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        through = field.many_to_many and field.remote_field.through
        if field.related_model in own_models() and (not through or through._meta.auto_created):
            end = "o{" if field.many_to_many else "o|" if field.null else "||"
            yield f"{model.__name__} }}o--{end} {field.related_model.__name__} : {field.name}"


def test_diagram_has_every_model_and_every_relation():
    (diagram,) = blocks("domain.md", "mermaid")
    lines = [line.strip() for line in diagram.splitlines() if line.strip() and line != "erDiagram"]
    drawn = [line for line in lines if ":" in line]
    assert sorted(drawn) == sorted(line for model in own_models() for line in relations(model))
    assert set(re.findall(r"[A-Z]\w+", "\n".join(lines))) == {model.__name__ for model in own_models()}


# Content files


def test_content_page_lists_every_file():
    paths = [kind.path.replace("{", "<").replace("}", ">") for kind in LAYOUT]
    assert {path for path in paths if f"`{path}`" not in PAGES["content.md"] and not in_a_row_of_files(path)} == set()


def in_a_row_of_files(path):
    """As in | `objectives/goals.yaml`, `targets.yaml` |."""
    folder, _, name = path.partition("/")
    return re.search(rf"^\| `{folder}/[a-z]+\.yaml`, `{name}` \|", PAGES["content.md"], re.MULTILINE)


def test_content_page_names_every_field():
    fields = {codec.name for kind in LAYOUT for codec in kind.shape.fields}
    assert {name for name in fields if not re.search(rf"\b{name}\b", PAGES["content.md"])} == set()


def test_content_page_lists_the_fields_of_plain_records():
    rows = dict(re.findall(r"^\| `(\w+\.yaml)` \| (.+) \|$", PAGES["content.md"], re.MULTILINE))
    told = {file: re.findall(r"`(\w+)`", fields) for file, fields in rows.items()}
    assert len(told) > 5
    shapes = {kind.path.partition("/")[2]: [codec.name for codec in kind.shape.fields] for kind in LAYOUT}
    assert told == {file: shapes[file] for file in told}


def test_content_page_names_every_code_of_closed_lists():
    listed = [
        model._meta.get_field(name)
        for model in own_models()
        for name in ("kind", "role", "scope", "stage")
        if any(field.name == name for field in model._meta.fields)
    ]
    codes = {code for field in listed for code, _ in field.choices}
    assert {code for code in codes if not re.search(rf"\b{code}\b", PAGES["content.md"])} == set()


def test_content_examples_use_real_fields():
    practice, others = (yaml.safe_load(block) for block in blocks("content.md", "yaml"))
    examples = [("practice", practice), *zip(["actor", "session", "edition"], others, strict=True)]
    shapes = {kind.model._meta.model_name: kind.shape for kind in LAYOUT}
    for name, example in examples:
        assert (name, fields_unknown_to(shapes[name], example)) == (name, set())


def fields_unknown_to(shape, example):
    codecs = {codec.name: codec for codec in shape.fields}
    unknown = set(example) - set(codecs)
    for name, codec in codecs.items():
        if inner := getattr(codec, "shape", None):
            unknown |= {f"{name}.{field}" for part in example.get(name, []) for field in fields_unknown_to(inner, part)}
    return unknown


def test_content_page_counts_the_situations_right():
    rows = re.findall(r"^\| `\w+`, .+ \| `(is_\w+)` \| (\d+) \|", PAGES["content.md"], re.MULTILINE)
    countries = yaml.safe_load((ROOT / "fixtures/actors/countries.yaml").read_text("utf-8"))
    counted = [(field, str(sum(field in country for country in countries))) for field, _ in rows]
    assert counted == rows
    assert [field for field, _ in rows] == ["is_ldc", "is_lldc", "is_sids"]


# Links


@pytest.mark.parametrize("page", [*PAGES, "LICENSE-CONTENT.md"])
def test_links_to_files_lead_somewhere(page):
    folder = ROOT / "docs" if page in PAGES and page != "README.md" else ROOT
    text = PAGES.get(page) or (ROOT / page).read_text("utf-8")
    targets = [target for target in LOCAL_LINK.findall(text) if not target.endswith(".png")]
    assert [target for target in targets if not (folder / target).exists()] == []


def test_files_named_in_the_architecture_exist():
    named = re.findall(r"`((?:gcmhub|practices|tests)/[\w/]+\.py)`", PAGES["architecture.md"])
    assert len(named) > 5
    assert [name for name in named if not (ROOT / name).exists()] == []
