"""Rendering is given plain data: it reaches no database, directly or through what it imports."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RENDERING = ROOT / "claims" / "record" / "rendering"
VOCABULARIES = "claims.judgement.vocab"
"""Django's choices, which are named after the module of the ORM that they live in, and need no database."""


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_by(path: Path) -> set[str]:
    """Everything that a module imports, at its top or inside of a function: modules, and names from them."""
    package = module_name(path).split(".") if path.name == "__init__.py" else module_name(path).split(".")[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def reached_from(start: list[Path]) -> dict[str, set[str]]:
    """By module of the project, what it imports: the given ones and all that they reach."""
    todo, reached = list(start), dict[str, set[str]]()
    while todo:
        path = todo.pop()
        if module_name(path) in reached or module_name(path) == VOCABULARIES:
            continue
        reached[module_name(path)] = imported_by(path)
        todo += [file for name in reached[module_name(path)] if name.startswith("claims") and (file := file_of(name))]
    return reached


def test_rendering_imports_no_orm():
    reached = reached_from(sorted(RENDERING.glob("*.py")))
    assert "claims.record.documents" in reached  # the walk does follow imports
    offending = {
        f"{module} imports {name}"
        for module, names in reached.items()
        for name in names
        if name.startswith(("django.db", "claims.models", "claims.desk", "django.contrib"))
    }
    assert offending == set()


def test_the_walk_would_find_an_orm():
    reached = reached_from([ROOT / "claims" / "record" / "reading.py"])
    assert any(name.startswith("django.db") for names in reached.values() for name in names)
