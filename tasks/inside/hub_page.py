"""What a room needs to come in to a hub: a code for cameras in the terminal, and a page to project in build/."""

import html
import sys

import segno

from ketabrain.engine import tables
from tasks.environment import ROOT

FILE = ROOT / "build" / "hub.html"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Come in</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root {{ color-scheme: light; }}
body {{ margin: 0; height: 100vh; display: flex; flex-wrap: wrap; gap: 6vmin; align-items: center;
  align-content: center; justify-content: center; background: #fff; color: #111;
  font: 3.6vmin/1.35 system-ui, sans-serif; }}
svg {{ width: min(66vmin, 90vw); height: auto; }}
main {{ max-width: min(80vmin, 90vw); }}
h1 {{ font-size: 6vmin; line-height: 1.15; margin: 0 0 3vmin; }}
.address {{ font-size: 5vmin; font-weight: 700; overflow-wrap: anywhere; }}
</style></head>
<body>{code}<main><h1>{title}</h1><p>Open</p><p class="address">{address}</p><p>{words}</p></main></body></html>
"""


def words_to_come_in(password: bool) -> str:
    """What to type at the login."""
    key = ", and the class's password" if password else ""
    return f"Type any short name{key}. Come back with the same name and your answers are there."


def hub_page(address: str, lesson: str, password: bool) -> str:
    """The page that shows an address, as a code and to be typed; the password is not on it."""
    code = segno.make(address, error="m", micro=False)
    title = tables.load("lessons").set_index("lesson").loc[lesson, "title"]
    return PAGE.format(
        code=code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None),
        title=html.escape(f"Lesson {lesson}: {title}"),
        address=html.escape(address),
        words=html.escape(words_to_come_in(password)),
    )


def main(address: str, lesson: str, password: str) -> int:
    """Print the code and write the page; returns the exit status."""
    segno.make(address, error="m", micro=False).terminal(compact=True)
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(hub_page(address, lesson, bool(password)), encoding="utf-8")
    print(f"Learners open {address}. {words_to_come_in(bool(password))}")
    print(f"To project: {FILE.relative_to(ROOT).as_posix()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
