"""What a published site needs beside its pages: what the preview of a link and a search engine read, short addresses,
the map of the site, and the page for a wrong address.
"""

import html
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from PIL import Image

from tasks.binder import short_address, site_address

COURSE = "Ketamine and the Brain, claim by claim"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LANGUAGE = "en"
PREVIEW_PX = (1200, 630)
"""What the networks call the size of a large preview."""
_MARGIN_PX = 30


def about_course(lessons: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    """The course as schema.org has it, with its lessons (rows of the table)."""
    return {
        "@context": "https://schema.org",
        **_course(),
        "description": "One popular article, checked claim by claim: predict, move the models, meet the data, judge.",
        "provider": {"@type": "Organization", "name": "The Ketamine and the Brain contributors"},
        "inLanguage": LANGUAGE,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "hasPart": [
            {"@type": "LearningResource", "name": row["title"], "url": short_address(site_address(), row["lesson"])}
            for row in lessons
        ],
    }


def about_lesson(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A lesson (its row of the table) as schema.org has it; `name` is its page."""
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": f"{row['lesson']} · {row['title']}",
        "description": f"{row['objective_1']}.",
        "url": f"{site_address()}{name}.html",
        "timeRequired": f"PT{row['minutes_high']}M",
        "learningResourceType": "interactive lesson",
        "teaches": [row["objective_1"], row["objective_2"], row["objective_3"]],
        "license": LICENCE,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "isPartOf": _course(),
    }


def _course() -> dict[str, Any]:
    return {"@type": "Course", "name": COURSE, "url": site_address()}


def in_head(
    page: BeautifulSoup, name: str, about: Mapping[str, Any] | None, description: str, picture: Path | None
) -> None:
    """Write into a page what it is about, for the preview of a link and for search engines.

    `name` is the page's; without a `description` the one that it has already is taken.
    """
    head = page.head
    assert head
    assert head.title
    known = head.find("meta", attrs={"name": "description"})
    if isinstance(known, Tag):
        description = str(known["content"])
    else:
        _meta(head, "name", "description", description)
    said = {
        "og:type": "website" if name == "index" else "article",
        "og:site_name": COURSE,
        "og:title": COURSE if name == "index" else head.title.get_text().partition(" - ")[0],
        "og:description": description,
        "og:url": site_address() + ("" if name == "index" else f"{name}.html"),
    }
    if picture:
        said |= {
            "og:image": f"{site_address()}_static/{picture.parent.name}/{picture.name}",
            "og:image:width": str(PREVIEW_PX[0]),
            "og:image:height": str(PREVIEW_PX[1]),
        }
        _meta(head, "name", "twitter:card", "summary_large_image")
    for key, words in said.items():
        _meta(head, "property", key, words)
    if about:
        script = page.new_tag("script", attrs={"type": "application/ld+json"})
        script.string = json.dumps(about, ensure_ascii=False).replace("</", "<\\/")
        head.append(script)


def _meta(head: Tag, key: str, name: str, content: str) -> None:
    head.append(BeautifulSoup("", "html.parser").new_tag("meta", attrs={key: name, "content": content}))


def preview(page: BeautifulSoup, folder: Path, row: Mapping[str, Any]) -> Path | None:
    """The picture that goes with a link to a lesson: its first figure that waits for no answer, on white; None for a
    lesson without one.
    """
    figure = page.select_one(".kb-explore:not(:has(.kb-waits)) figure img")
    if not figure:
        return None
    file = folder / "_static" / "previews" / f"{row['lesson']}.png"
    file.parent.mkdir(exist_ok=True)
    drawn = Image.open(folder / str(figure["src"])).convert("RGB")
    scale = min((side - 2 * _MARGIN_PX) / own for side, own in zip(PREVIEW_PX, drawn.size, strict=True))
    drawn = drawn.resize((round(drawn.width * scale), round(drawn.height * scale)), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", PREVIEW_PX, "white")
    paper.paste(drawn, ((PREVIEW_PX[0] - drawn.width) // 2, (PREVIEW_PX[1] - drawn.height) // 2))
    paper.quantize(64).save(file, optimize=True)
    return file


def write_addresses(folder: Path, lessons: Mapping[str, str], pages: Collection[str]) -> None:
    """Write a short address for each lesson (its page and its number), the map of the site, and 404.html."""
    for name, number in lessons.items():
        (folder / number).mkdir(exist_ok=True)
        (folder / number / "index.html").write_text(_moved_page(f"../{name}.html", f"{name}.html"), encoding="utf-8")
    places = [site_address() + ("" if name == "index" else f"{name}.html") for name in sorted(pages)]
    urls = "".join(f"<url><loc>{html.escape(place)}</loc></url>" for place in places)
    (folder / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n',
        encoding="utf-8",
    )
    (folder / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {site_address()}sitemap.xml\n", "utf-8")
    (folder / ".nojekyll").write_text("", "utf-8")  # else GitHub would leave out every folder that begins with _
    (folder / "404.html").write_text(_lost_page(), encoding="utf-8")


def _moved_page(place: str, name: str) -> str:
    """A page that leads to a lesson; what follows # and ? in its address goes along."""
    return (
        f'<!doctype html><html lang="{LANGUAGE}"><head><meta charset="utf-8"><title>{COURSE}</title>'
        f'<link rel="canonical" href="{site_address()}{name}"><meta name="robots" content="noindex">'
        f'<script>location.replace("{place}" + location.search + location.hash);</script>'
        f'<noscript><meta http-equiv="refresh" content="0; url={place}"></noscript></head>'
        f'<body><p><a href="{place}">The lesson is here.</a></p></body></html>\n'
    )


def _lost_page() -> str:
    """What a reader gets at an address that leads nowhere; it stands in any folder, so all its links are whole."""
    home = site_address()
    return (
        f'<!doctype html><html lang="{LANGUAGE}"><head><meta charset="utf-8"><title>No such page - {COURSE}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        "<style>html{background:#fff;color:#1f2328}a{color:#005a8e}@media (prefers-color-scheme:dark)"
        "{html{background:#131416;color:#e6e8ea}a{color:#7cc0ee}}body{font:1.1rem/1.6 system-ui,sans-serif;"
        "max-width:36rem;margin:15vh auto;padding:0 1rem}</style></head><body><main><h1>There is no such page</h1>"
        f'<p>It may have moved. <a href="{home}">All lessons</a> · <a href="{home}search.html">Search</a></p>'
        "</main></body></html>\n"
    )
