"""Takes the pictures of docs/screenshots: a few pages, on a telephone and on a desk, light and dark.

`make screenshots` runs it. The pages are those of a site that is made for this and served by gunicorn.
"""

import atexit
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from tests import databases

if TYPE_CHECKING:
    from tests.browsers import ColourScheme

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "screenshots"

SIZES = ((390, 844), (1280, 900))
"""Width and height of the window, in CSS pixels."""

PAGES = {
    "home": "/",
    "list": "/claims/?verdict=contested",
    "claim": "/claims/r50j3rx79m/",
    "contradictions": "/contradictions/",
    "subject": "/subjects/francois-ruffin/",
    "source": "/sources/{source}/",
    "methodology": "/methodology/#standings",
    "french": "/fr/claims/r50j3rx79m/",
}
"""What is shown, by the name of its pictures."""


PASSWORD = "correct horse battery staple"

SCENE = f"""
from datetime import timedelta

from django.utils import timezone

from claims.desk import planning, workflow
from claims.desk.notes import write_note
from claims.models import Claim
from tests import factories as make

alice = make.user("alice", "editor", first_name="Alice", last_name="Martin")
bob = make.user("bob", "reviewer", first_name="Bob", last_name="Durand")
bob.user_permissions.add(*alice.groups.get().permissions.all())
bob.set_password({PASSWORD!r})
bob.save()
uids = ("r50j3rx79m", *Claim.objects.exclude(uid="r50j3rx79m").order_by("pk").values_list("uid", flat=True)[:5])
for uid in uids:
    claim = Claim.objects.get(uid=uid)
    claim.what_would_change_it += " Or an extract from a register."
    claim.save()
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    planning.plan([claim], actor=alice, assignee=bob, due=timezone.localdate() + timedelta(days=len(claim.summary) % 9))
first = Claim.objects.get(uid=uids[0])
write_note(first, author=alice, text="The town hall has been asked for the register; they answer by Friday.")
print(first.pk)
"""
"""What has happened at the desk: an editor has changed some claims, and a reviewer, who also edits, is to decide."""

DESK: tuple[tuple[str, str, int, "ColourScheme"], ...] = (
    ("desk", "/admin/", 1280, "light"),
    ("workbench", "/admin/claims/claim/{pk}/change/", 1280, "light"),
    ("workbench", "/admin/claims/claim/{pk}/change/", 390, "dark"),
    ("queue", "/admin/claims/claim/queue/", 1280, "dark"),
    ("history", "/admin/claims/claim/{pk}/history/", 1280, "light"),
)
"""What is shown of the desk: name, address, width and colours."""


def main() -> None:
    """Make the site, take every picture, and remove the site."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-screenshots-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    databases.prepare_environment("sqlite", folder)

    import django

    django.setup()
    databases.create_test_database()
    take_pictures(folder)


def take_pictures(folder: Path) -> None:
    """Take every picture. Imports what needs settings only now."""
    from claims.desk.sample import sample_files
    from tests.browsers import ColourScheme, opened_tab, running_chromium
    from tests.live import running_site

    source = first_source(sample_files()[-1])
    PICTURES.mkdir(exist_ok=True)
    with running_site(folder) as site, running_chromium() as browser:
        for name, path in PAGES.items():
            for width, height in SIZES:
                for scheme in get_args(ColourScheme):
                    with opened_tab(browser, scheme, width, "en") as tab:
                        tab.page.set_viewport_size({"width": width, "height": height})
                        tab.page.goto(site.address + path.format(source=source))
                        tab.page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png")
        pk = site.manage("shell", "--verbosity=0", "-c", SCENE).split()[-1]
        for name, path, width, scheme in DESK:
            with opened_tab(browser, scheme, width, "en") as tab:
                tab.page.set_viewport_size({"width": width, "height": dict(SIZES)[width]})
                tab.page.goto(f"{site.address}/admin/")
                tab.page.get_by_label("Username").fill("bob")
                tab.page.get_by_label("Password").fill(PASSWORD)
                tab.page.get_by_role("button", name="Log in").click()
                tab.page.get_by_role("heading", name="The desk").wait_for()
                tab.page.goto(site.address + path.format(pk=pk))
                tab.page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png")


def first_source(dossier: Path) -> str:
    """The uid of the first source of a fixture file."""
    return next(str(row["fields"]["uid"]) for row in json.loads(dossier.read_text()) if row["model"] == "claims.source")


if __name__ == "__main__":
    main()
