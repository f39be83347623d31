"""What the documentation names exists, and what it has to name is named.

The data model is held against the code in test_docs_data_model.py, the methodology in test_docs_methodology.py.
"""

import re
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.urls import get_resolver, resolve
from django.utils import translation

from claims.desk import second_factor, workflow
from claims.desk.permissions import Role
from claims.judgement.dates import DateError, PartialDate
from claims.judgement.vocab import Basis, PublicationKind, RelationKind, Stance
from tests import factories
from tests.documentation import DOCS, ROOT, code_of, page, pages
from tests.pages import PAGES

ALL = pages()
COMMANDS = page("docs/operator/commands.md")
SETTINGS = page("docs/operator/settings.md")
MAKE_HELP = dict(re.findall(r"^([a-z-]+):.*?## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))
NOT_IN_A_CLONE = tuple(line.strip("/") for line in (ROOT / ".gitignore").read_text().split())


@cache
def command(name):
    """A command of manage.py."""
    return load_command_class(get_commands()[name], name).create_parser("manage.py", name)


@cache
def words_of_the_code():
    """Every word that stands in the code, the settings and the Makefile, the tests of these pages left out."""
    files = [path for folder in ("claims", "factcheck", "tests") for path in (ROOT / folder).rglob("*.py")]
    files += [ROOT / name for name in ("Makefile", "pyproject.toml", ".env.example", "gunicorn.conf.py")]
    texts = [path.read_text() for path in files if not path.name.startswith("test_docs")]
    return {word for text in texts for word in re.findall(r"\w+", text)}


def named(pattern, *, spans_only=False):
    """What matches on any page, as pairs of page and match; a piece of code has to match as a whole if `spans_only`."""
    search = re.compile(pattern)
    for each in ALL:
        for code in each.spans() if spans_only else each.code():
            for match in [search.fullmatch(code)] if spans_only else search.finditer(code):
                if match:
                    yield each, match


def is_date(text):
    try:
        PartialDate.parse(text)
    except DateError:
        return False
    return True


def test_every_reader_is_led_to_every_page():
    index = page("docs/README.md")
    led_to = {index.path} | {(index.path.parent / link).resolve() for link in index.links()}
    decisions = page("docs/decisions/README.md")
    led_to |= {(decisions.path.parent / link).resolve() for link in decisions.links()}
    generated = DOCS / "verification.md"
    assert [str(each) for each in ALL if each.path.is_relative_to(DOCS) and each.path not in led_to | {generated}] == []
    assert len(led_to) > 20


def test_every_link_leads_somewhere():
    followed = 0
    for each in ALL:
        for link in each.links():
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme == "https", f"{each}: {link}"
                continue
            target = (each.path.parent / parts.path).resolve() if parts.path else each.path
            assert target.is_file(), f"{each}: {link}"
            if parts.fragment:
                assert parts.fragment in page(str(target.relative_to(ROOT))).anchors(), f"{each}: {link}"
            followed += 1
    assert followed > 60


def test_every_make_target_that_is_named_exists():
    found = list(named(r"(?<![\w./-])make ([a-z][a-z-]*)"))
    assert {match[1] for _page, match in found} <= MAKE_HELP.keys(), [(str(each), match[0]) for each, match in found]
    assert len(found) > 20


def test_every_make_target_is_described():
    described = {code.removeprefix("make ").split()[0] for row in COMMANDS.rows("make") for code in code_of(row[0])}
    assert described == MAKE_HELP.keys()
    assert {"run", "test"} <= described


def test_every_command_and_option_that_is_named_exists():
    found = list(named(r"manage\.py ([a-z]+)([^#|]*)"))
    for each, match in found:
        assert match[1] in get_commands(), f"{each}: {match[0]}"
        known = {option for action in command(match[1])._actions for option in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", match[2])) <= known, f"{each}: {match[0]}"
    assert len(found) > 20


def test_every_option_that_is_named_alone_is_one_of_our_commands():
    ours = [name for name, app in get_commands().items() if app == "claims"]
    known = {option for name in ours for action in command(name)._actions for option in action.option_strings}
    found = [(str(each), match[0]) for each, match in named(r"(--[a-z-]+)", spans_only=True)]
    assert [pair for pair in found if pair[1] not in known] == []
    assert len(found) > 3


def test_every_command_of_ours_is_described():
    described = {code.split()[1] for row in COMMANDS.rows("manage.py") for code in code_of(row[0])}
    ours = {name for name, app in get_commands().items() if app == "claims"}
    assert ours <= described
    assert len(ours) >= 4


def test_every_setting_is_described_with_its_default_and_no_other():
    described = {
        code_of(name)[0]: code_of(default)[0] if code_of(default) else ""
        for title in SETTINGS.headings()[1:]
        for name, default, _what in SETTINGS.rows(title)
    }
    example = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    read = set()
    for source in ("factcheck/settings.py", "gunicorn.conf.py"):
        read |= set(re.findall(r"""(?:env\.\w+|environ\.get)\(\s*["']([A-Z_]+)["']""", (ROOT / source).read_text()))
    assert described.keys() == example.keys() == read
    needed = {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"}
    assert {name: described[name] for name in needed} == dict.fromkeys(needed, "")
    assert {name: default for name, default in described.items() if name not in needed} == {
        name: default for name, default in example.items() if name not in needed
    }


def test_every_name_in_capitals_is_one_of_the_code():
    found = [(str(each), match[1]) for each, match in named(r"([A-Z][A-Z0-9_]+)(?:=.*)?", spans_only=True)]
    assert [pair for pair in found if pair[1] not in words_of_the_code()] == []
    assert len(found) > 40


def test_every_identifier_is_one_of_the_code():
    pattern = r"([a-z]\w*_\w+|(?:[A-Z][a-z]+){2,})"
    found = [(str(each), match[1]) for each, match in named(pattern, spans_only=True)]
    assert [pair for pair in found if pair[1] not in words_of_the_code()] == []
    assert len(found) > 100


def test_every_module_table_and_check_that_is_named_exists():
    found = list(named(r"((?:claims|factcheck|tests)\.[\w.]+)(?:\(\))?", spans_only=True))
    for each, match in found:
        first, *rest = match[1].split(".")
        if re.fullmatch(r"[EW]\d{3}", rest[-1]):
            assert rest[-1] in words_of_the_code(), f"{each}: {match[0]}"
        elif (first, rest[0]) not in {(model._meta.app_label, model._meta.model_name) for model in apps.get_models()}:
            import_module(match[1])
    assert len(found) > 10


def test_every_file_and_folder_that_is_named_exists():
    top = {path.name for path in ROOT.iterdir()}
    found = 0
    for each in ALL:
        for code in each.code():
            for token in code.split() if " " in code else [code]:
                name = token.strip(":,;.()").removesuffix("…") if token not in top else token
                known_folder = "/" in name and name.split("/")[0] in top
                file_alone = token in each.spans() and re.fullmatch(r"[\w.-]+\.(py|md|toml|txt|sqlite3)", name)
                if (known_folder or file_alone) and not name.startswith(NOT_IN_A_CLONE) and not is_date(name):
                    assert (ROOT / name).exists(), f"{each}: {name}"
                    found += 1
    assert found > 40


def test_every_address_that_is_named_resolves():
    addresses = [(each, match[0]) for each, match in named(r"/(?:[\w<>.-]+/?)*", spans_only=True)]
    for each in ALL:
        local = re.findall(r"<(http://127\.0\.0\.1:\d+/[^>]*)>", each.prose)
        addresses += [(each, urlsplit(address).path) for address in local]
    for each, address in addresses:
        path = address.replace("<uid>", "c000000001").replace("<slug>", "in-a-word").replace("<key>", "ada")
        with translation.override(translation.get_language_from_path(path) or "en"):
            # The admin answers every address below its own; that pattern has no name.
            assert resolve(path).url_name, f"{each}: {address}"
    assert len(addresses) > 10


def test_every_name_of_an_address_is_one():
    names = {name for name in get_resolver().namespace_dict["claims"][1].reverse_dict if isinstance(name, str)}
    found = [(str(each), match[1]) for each, match in named(r"claims:(\w+)", spans_only=True)]
    assert [pair for pair in found if pair[1] not in names] == []
    assert {"home", "list", "detail"} <= names


def test_each_page_costs_what_the_architecture_says():
    stated = {}
    for address, queries in page("docs/developer/architecture.md").rows("What a request costs"):
        path = code_of(address)[0].replace("<uid>", "c000000001").replace("<slug>", "in-a-word").replace("<key>", "ada")
        stated[resolve(path).url_name] = int(re.match(r"\d+", queries)[0])
    budgets = {}
    for each in PAGES:
        if each.status == 200:
            budgets[each.view] = max(each.queries, budgets.get(each.view, 0))
    assert stated == budgets
    assert len(stated) >= 5


def test_the_layers_are_those_of_the_code():
    section = page("docs/developer/architecture.md").section("Layers")
    block = re.search(r"^    claims/\n((?:      .*\n)+)", section, re.MULTILINE)[1]
    shown = {name for line in block.splitlines() for name in re.findall(r"(\w+)/", line.split("   ")[2])}
    code = ROOT / "claims"
    folders = {path.name for path in code.iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert shown >= folders - {"migrations"}
    assert len(folders) > 7


def test_the_steps_and_roles_of_editors_are_those_of_the_desk():
    publishing = page("docs/editor/publishing.md")
    steps = {row[0].replace(" ", "_") for row in publishing.rows("The working copy")}
    assert steps == workflow.TRANSITIONS.keys() | {"notice", "retract"}
    assert {row[0] for row in publishing.rows("Roles")} == set(Role.values)


def test_what_is_bold_on_the_pages_for_editors_is_the_label_of_a_field():
    models = apps.get_app_config("claims").get_models()
    labels = {str(field.verbose_name).lower() for model in models for field in model._meta.concrete_fields}
    bold = [
        (str(each), label)
        for each in ALL
        if each.path.parent.name == "editor"
        for label in re.findall(r"\*\*(.+?)\*\*", each.prose, re.DOTALL)
    ]
    assert [pair for pair in bold if " ".join(pair[1].split()).lower() not in labels] == []
    assert len(bold) > 20


def test_the_words_that_editors_choose_from_are_those_of_the_vocabularies():
    evidence = page("docs/editor/evidence.md")
    assert [row[0] for row in evidence.rows("Stance")] == [str(label).lower() for label in Stance.labels]
    for [words, _use], label in zip(evidence.rows("Basis"), Basis.labels, strict=True):
        assert str(label).lower().startswith(words)
    first_sentence = page("docs/editor/claims.md").section("Relations").split(".")[0]
    assert re.findall(r"\*([^*]+)\*", first_sentence) == [str(label) for label in RelationKind.labels]
    correcting = page("docs/editor/publishing.md").section("Correcting")
    kinds = (PublicationKind.CORRECTION, PublicationKind.CLARIFICATION, PublicationKind.UPDATE)
    assert re.findall(r"\*([^*]+)\*", correcting) == [str(kind.label).lower() for kind in kinds]


@pytest.mark.django_db
def test_the_lines_that_take_a_second_factor_away_do_so():
    person = factories.user("administrator", "administrator")
    second_factor.make_codes(person)
    assert second_factor.is_registered(person)
    [lines] = page("docs/operator/running.md").blocks("python")
    exec(compile(lines, "running.md", "exec"), {})  # noqa: S102  # they are what is tested
    assert not second_factor.is_registered(person)


def decisions():
    return sorted(each.path for each in ALL if re.match(r"\d", each.path.name) and each.path.parent.name == "decisions")


def test_decisions_are_numbered_without_a_gap_and_listed():
    numbers = [int(path.name[:4]) for path in decisions()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 10
    listed = page("docs/decisions/README.md").rows("Decisions")
    titles = [page(str(path.relative_to(ROOT))).headings()[0] for path in decisions()]
    assert [f"{number}. {link[1:].partition('](')[0]}" for number, link in listed] == titles


@pytest.mark.parametrize("path", decisions(), ids=lambda path: path.stem)
def test_a_decision_says_why_what_and_what_follows(path):
    title, *sections = page(str(path.relative_to(ROOT))).headings()
    assert title.startswith(f"{int(path.name[:4])}. ")
    assert sections == ["Context", "Decision", "Consequences"]
    assert len(path.read_text().split()) < 400
