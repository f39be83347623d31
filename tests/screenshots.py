"""Takes the pictures of docs/screenshots: a few pages of the sample, on a telephone and on a desk, light and dark.

`make screenshots` runs it. The pages are those of a site that is made for this and served by gunicorn.
"""

import atexit
import json
import shutil
import tempfile
from pathlib import Path
from typing import get_args

from tests import databases

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


def first_source(dossier: Path) -> str:
    """The uid of the first source of a fixture file."""
    return next(str(row["fields"]["uid"]) for row in json.loads(dossier.read_text()) if row["model"] == "claims.source")


if __name__ == "__main__":
    main()
