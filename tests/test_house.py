"""Rules of the house that no other tool checks: who may import whom, how large a thing may grow, what is shipped."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template

ROOT = Path(__file__).parent.parent
APPS = ["objectives", "actors", "dialogues", "practices"]
MAY_IMPORT = {
    "objectives": {"objectives"},
    "actors": {"actors"},
    "dialogues": {"objectives", "actors", "dialogues"},
    "practices": {"objectives", "actors", "dialogues", "practices"},
}
KNOWS_THE_APPS = ["urls.py", "views.py", "dataset.py", "sitemaps.py", "api.py", "content", "management"]  # of gcmhub
SOURCES = sorted(path for name in ["gcmhub", *APPS, "bench"] for path in (ROOT / name).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = sorted(path for path in (ROOT / "static").rglob("*") if path.suffix in (".css", ".js", ".svg"))
OUTSIDE = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|object|use|link(?![^>]*rel="(?:alternate|license|canonical)"))
        \b[^>]*?(?:src|href|data|srcset)\s*=\s*["']?(?:https?:)?//
        |url\(\s*["']?(?:https?:)?//
        |@import\s+["'](?:https?:)?//
        |\bfrom\s+["']https?://
        |\b(?:import|fetch|importScripts)\(\s*["'`]https?://""",
    re.VERBOSE | re.IGNORECASE,
)


def name_of(path):
    return str(path.relative_to(ROOT))


def imported(source, package):
    """The top-level packages that a module of `package` imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                above = package[: len(package) - node.level + 1]
                names = [module] if module else [alias.name for alias in node.names]
                yield from (".".join([*above, name]).partition(".")[0] for name in names)
            else:
                yield module.partition(".")[0]
        elif isinstance(node, ast.Call) and node.args and called(node.func) in ("import_module", "__import__"):
            yield str(getattr(node.args[0], "value", "")).partition(".")[0]


def called(function):
    return getattr(function, "attr", getattr(function, "id", ""))


def imports_of(path):
    return set(imported(path.read_text("utf-8"), path.relative_to(ROOT).parent.parts)) & set(APPS)


@pytest.mark.parametrize(
    ("source", "package", "expected"),
    [
        ("import actors.models", "practices", "actors"),
        ("def f():\n    from dialogues import models", "practices", "dialogues"),
        ("if TYPE_CHECKING:\n    import objectives as o", "practices", "objectives"),
        ("import_module('actors.models')", "practices", "actors"),
        ("from . import models", "practices", "practices"),
        ("from ..actors.models import Actor", "practices", "actors"),
        ("from ...actors import models", "practices.templatetags", "actors"),
        ("from .. import models", "practices.templatetags", "practices"),
    ],
)
def test_every_way_to_import_is_seen(source, package, expected):
    assert list(imported(source, package.split("."))) == [expected]


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_downwards(app):
    paths = [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    upwards = {name_of(path): imports_of(path) - MAY_IMPORT[app] for path in paths}
    assert len(upwards) > 5
    assert {path: names for path, names in upwards.items() if names} == {}


def test_only_a_few_modules_of_the_project_know_the_apps():
    paths = [path for path in (ROOT / "gcmhub").rglob("*.py") if path.relative_to(ROOT).parts[1] not in KNOWS_THE_APPS]
    assert {name_of(path): names for path in paths if (names := imports_of(path))} == {}


@pytest.mark.parametrize(("paths", "most"), [(SOURCES, 300), (TESTS, 400)], ids=["sources", "tests"])
def test_no_file_is_long(paths, most):
    lengths = {name_of(p): len(p.read_text("utf-8").splitlines()) for p in paths if "migrations" not in p.parts}
    assert {path: length for path, length in lengths.items() if length > most} == {}


def functions(path):
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return [node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def test_no_function_is_long():
    found = {(name_of(path), node.name): node for path in SOURCES for node in functions(path)}
    lengths = {name: node.end_lineno - node.lineno + 1 for name, node in found.items()}
    assert len(lengths) > 200
    assert {name: length for name, length in lengths.items() if length > 40} == {}


@pytest.mark.parametrize("kind", ["tags", "filters"])
def test_no_two_libraries_for_templates_have_one_of_the_same_name(kind):
    """A template that loads both would get the one of the library that it names last."""
    libraries = engines["django"].engine.template_libraries.values()
    names = Counter(name for library in libraries for name in getattr(library, kind))
    assert len(names) > 20
    assert [name for name, count in names.items() if count > 1] == []


def test_no_junk_drawers():
    junk = {"utils", "utilities", "services", "helpers", "common", "core", "misc"}
    assert [name_of(path) for path in [*SOURCES, *TESTS] if junk & {path.stem, *path.parts[len(ROOT.parts) :]}] == []


@pytest.mark.parametrize(
    "bad",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<script defer src=//cdn.example/x.js></script>",
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<link href="http://example.org/x.css" rel="stylesheet">',
        "body { background: url( 'https://example.org/x.png') }",
        "@font-face { src: url(//example.org/x.woff2) }",
        '@import "https://example.org/x.css";',
        '<img alt="" src="https://example.org/x.png">',
        "fetch('https://example.org/')",
    ],
)
def test_an_asset_from_outside_would_be_seen(bad):
    assert OUTSIDE.search(bad)


@pytest.mark.parametrize(
    "good",
    [
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
        '<a href="https://example.org/">elsewhere</a>',
        '<link rel="stylesheet" href="/static/gcmhub.css">',
    ],
)
def test_a_link_is_no_asset(good):
    assert not OUTSIDE.search(good)


def test_nothing_is_loaded_from_outside():
    found = {name_of(path): OUTSIDE.search(path.read_text("utf-8")) for path in [*TEMPLATES, *STATIC]}
    assert len(found) > 30
    assert {path: match[0] for path, match in found.items() if match} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_parses(path):
    name = str(path.relative_to(ROOT / "templates"))
    assert Path(get_template(name).origin.name) == path
