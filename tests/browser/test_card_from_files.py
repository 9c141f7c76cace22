"""The front-end module without a kernel: a page from disk whose card shows pictures that lie beside it as files."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ketabrain.engine import cards
from ketabrain.engine.controls import choice, slider
from ketabrain.engine.explore import Explorer
from ketabrain.engine.front_end import SCRIPT

pytestmark = pytest.mark.browser

HOST = """
const told = new Set();
let state = STATES[0];
let answered = 0;
const host = {
  get: (name) =>
    ({ parts: state.parts, sign: "kb-explore", live: true, said: "", picture: state.file, answered })[name],
  alive: () => true,
  on: (change) => { told.add(change); return () => told.delete(change); },
  send: ({ seq, values }) => {
    const key = JSON.stringify({ ...state.values, ...values });
    state = STATES.find((each) => JSON.stringify(each.values) === key);
    answered = seq;
    for (const what of ["state", "answered"]) told.forEach((change) => change(what));
  },
};
mount(document.getElementById("card"), host);
"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that was opened from disk, with the four states of an explore as files."""
    folder = tmp_path_factory.mktemp("files")
    address = write_page(folder)
    opened = browser.new_page()
    opened.goto(address)
    yield opened
    opened.close()


def write_page(folder: Path) -> str:
    """Write every state of a small explore and a page that shows them; returns the page's address."""

    def draw(result, figure):
        figure.clear()
        figure.add_subplot().plot([0, result[0]])
        return f"A line up to {result[0]:g} for {result[1]}. It is drawn in one colour."

    controls = {"dose": slider(0, 2, 2, 0, label="Dose", unit="mg"), "group": choice("adults", "children")}
    explorer = Explorer("x", lambda dose, group: (dose, group), draw, controls, "Move both.", 3.0)
    states = []
    for dose in (0, 2):
        for group in ("adults", "children"):
            explorer.set(dose=dose, group=group)
            file = f"{dose}-{group}.png"
            (folder / file).write_bytes(explorer.image)
            states.append({"values": {"dose": dose, "group": group}, "parts": explorer.parts, "file": file})
    page = (
        f'<!doctype html><html lang="en"><title>From files</title><style>{cards.CSS}</style><div id="card"></div>'
        f'<script type="module">const STATES = {json.dumps(states)};\n{SCRIPT}\n{HOST}</script></html>'
    )
    (folder / "index.html").write_text(page, encoding="utf-8")
    return (folder / "index.html").as_uri()


def test_a_card_from_files_moves_by_keyboard_and_its_words_follow(page):
    picture, words = page.locator("img"), page.locator("figcaption")
    expect(words).to_contain_text("A line up to 0 for adults.")
    assert picture.evaluate("it => it.complete && it.naturalWidth") == 760
    page.get_by_role("slider", name="Dose (mg)").press("End")
    expect(words).to_contain_text("A line up to 2 for adults.")
    page.get_by_role("combobox", name="group").select_option("children")
    expect(words).to_contain_text("A line up to 2 for children.")
    assert picture.get_attribute("src") == "2-children.png"
    assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") == 760


def test_a_typed_number_is_read_and_a_bad_one_refused_there_too(page):
    box = page.get_by_role("textbox", name="Dose (mg)")
    box.fill("0,0")
    box.press("Enter")
    expect(page.locator("figcaption")).to_contain_text("A line up to 0")
    box.fill("3")
    box.press("Enter")
    expect(page.get_by_text("Type a number from 0 to 2 mg.")).to_be_visible()
    expect(box).to_have_value("0")
