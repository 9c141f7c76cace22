"""`python -m tasks binder OWNER/NAME`: the links follow the repository that pyproject.toml names."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

from tasks.environment import ROOT, TaskError
from tasks.own_files import cells_fingerprint

BINDER_LINK = re.compile(r"(?<=https://mybinder\.org/v2/gh/)[^/\s?]+/[^/\s?]+/[^\s?]+(?=\?)")
SITE = re.compile(r'^site = "[^"]*"(?=\s|$)', re.MULTILINE)
SITE_LINK = re.compile(r"https://[^\s<>]+/(?=\d\d[a-z]?/(?!\w))")
"""What stands before a lesson's short address on the reading edition."""
ZIP_LINK = re.compile(r"(?<=https://github\.com/)[^/\s]+/[^/\s]+/archive/[^\s]+(?=\.zip)")


def repository_and_branch(root: Path = ROOT) -> tuple[str, str]:
    """The repository ("owner/name") and branch that pyproject.toml names."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ketabrain"]
    return settings["repository"], settings["branch"]


def link(repository: str, branch: str, notebook: str) -> str:
    """The link that opens one notebook (its file name) on Binder, alone in JupyterLab.

    Next to JupyterLab's list of files a telephone would have no room for the notebook.
    """
    return _on_binder(repository, branch, f"doc/tree/notebooks/{notebook}")


def page_link(repository: str, branch: str, notebook: str) -> str:
    """The link that opens one notebook (its file name) on Binder as a page without code, through Voilà."""
    return _on_binder(repository, branch, f"voila/render/notebooks/{notebook}")


def readme_link(repository: str) -> str:
    """The link to the README, which says where the lessons can be read with their pictures."""
    return f"https://github.com/{repository}#readme"


def site_address(root: Path = ROOT) -> str:
    """Where the reading edition is published, as pyproject.toml says; ends in a slash."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ketabrain"]
    return settings["site"].rstrip("/") + "/"


def short_address(site: str, lesson: str) -> str:
    """The address of a lesson ("05") on a site that ends in a slash, short enough to be written on a board."""
    return f"{site}{lesson}/"


def pages_address(repository: str) -> str:
    """Where GitHub Pages shows the site of a repository unless told otherwise."""
    owner, _, name = repository.partition("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def issue_link(repository: str, title: str, body: str) -> str:
    """The address at which a new issue is written, with its title and the beginning of its words."""
    return f"https://github.com/{repository}/issues/new?{urlencode({'title': title, 'body': body}, quote_via=quote)}"


def zip_link(repository: str, branch: str) -> str:
    """The address from which pip installs the course where there is no checkout, as on Colab."""
    return f"https://github.com/{repository}/archive/{branch}.zip"


def point_at(repository: str, branch: str | None = None, root: Path = ROOT) -> int:
    """Rewrite pyproject.toml, README.md, CITATION.cff, every guide and every notebook; returns 0.

    The site becomes the one that GitHub Pages gives another repository, in README and guides too; for the same
    repository these take the one that pyproject.toml names. Nothing but the links changes, and the fingerprint that a
    notebook carries; not even a notebook's formatting.
    Raises TaskError for a name that GitHub would not accept.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/(?!\.{1,2}$)[\w.-]{1,100}", repository, re.ASCII):
        raise TaskError(f"{repository!r} is not a repository on GitHub; write owner/name, for example ada/ketamine.")
    old_repository, old_branch = repository_and_branch(root)
    branch = branch or old_branch
    if not re.fullmatch(r"[\w.-]+", branch, re.ASCII):
        raise TaskError(f"{branch!r} cannot be a branch here; use letters, digits, dots, dashes, underscores.")

    # An address of somebody's own stays while the repository does; in another repository it would be a stranger's.
    site = site_address(root) if repository == old_repository else pages_address(repository)

    def moved(text: str) -> str:
        text = BINDER_LINK.sub(f"{repository}/{branch}", text)
        text = ZIP_LINK.sub(f"{repository}/archive/{branch}", text)
        return re.sub(rf"(?<=github\.com/){re.escape(old_repository)}(?![\w-])", repository, text)

    def notebook_moved(text: str) -> str:
        after = moved(text)
        return after.replace(cells_fingerprint(json.loads(text)), cells_fingerprint(json.loads(after)))

    def settings_moved(text: str) -> str:
        text = text.replace(f'repository = "{old_repository}"', f'repository = "{repository}"')
        text = text.replace(f'branch = "{old_branch}"', f'branch = "{branch}"')
        return text if repository == old_repository else SITE.sub(f'site = "{site}"', text)

    def page_moved(text: str) -> str:
        return SITE_LINK.sub(site, moved(text))

    notebooks = [*sorted((root / "notebooks").glob("*.ipynb")), *sorted((root / "instructor").glob("*.ipynb"))]
    changed = [file for file in (root / "README.md", root / "CITATION.cff") if _rewrite(file, page_moved)]
    changed += [file for file in notebooks if _rewrite(file, notebook_moved)]
    changed += [file for file in sorted((root / "instructor" / "guides").glob("*.md")) if _rewrite(file, page_moved)]
    # Last, because its old value is what the other files are searched for: a run cut short can be repeated.
    if _rewrite(root / "pyproject.toml", settings_moved):
        changed.append(root / "pyproject.toml")
    print(f"Links point at {repository}, branch {branch}: {len(changed)} files changed.")
    return 0


def _on_binder(repository: str, branch: str, place: str) -> str:
    return f"https://mybinder.org/v2/gh/{repository}/{branch}?urlpath={place}"


def _rewrite(file: Path, change: Callable[[str], str]) -> bool:
    """Bytes in, bytes out: line endings stay as they are. True if the file changed."""
    before = file.read_bytes()
    after = change(before.decode("utf-8")).encode("utf-8")
    if after != before:
        file.write_bytes(after)
    return after != before
