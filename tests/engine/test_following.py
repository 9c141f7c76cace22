"""Cards turn by themselves when the ledger changes, by another card or another notebook; nothing is drawn in vain."""

import asyncio
import json
import threading

import pytest

from ketabrain.engine import session
from ketabrain.engine.card import PageCard
from ketabrain.engine.controls import choice, slider
from ketabrain.engine.explore import Explorer
from ketabrain.engine.ledger import Ledger
from ketabrain.engine.predict import PredictionCard, RevealCard, number
from ketabrain.engine.progress import ToolsCard, progress_page
from ketabrain.engine.verdict import VerdictCard, my_verdicts
from tests.engine.driving import buttons, fields, hear, press, see, shown


class Pictures:
    """How many verdicts a learner has given, as a picture: counts how often it is drawn."""

    def __init__(self) -> None:
        self.drawn = 0

    def draw(self, result, figure):
        """Draw nothing, and say it."""
        self.drawn += 1
        figure.clear()
        return f"A map with {result} verdicts."


@pytest.fixture
def pictures():
    return Pictures()


@pytest.fixture
def claim_map(book, pictures):
    made = Explorer("map", lambda kind: len(my_verdicts()), pictures.draw, {"kind": choice("all", "some")}, "", 2.0)
    made.refresh()
    return made


def elsewhere(book):
    """The same ledger in the kernel of another notebook."""
    return Ledger(book.path)


def test_a_reveal_card_opens_when_its_prediction_is_locked_in(book):
    asked = PredictionCard("half-life", "How long?", number(0, 24, unit="h"))
    answer = RevealCard("half-life", 2.5, "From the table.")
    assert buttons(answer) == ["Show the answer"]
    press(asked, "Lock in", answer="3", sure=90)
    assert "✓ Right. You said 3 h" in shown(answer)
    assert buttons(asked) == ["Answer again"]
    see(answer)
    assert buttons(asked) == []


def test_a_second_answer_stands_on_the_reveal_card_at_once(book):
    asked = PredictionCard("half-life", "How long?", number(0, 24, unit="h"))
    answer = RevealCard("half-life", 6, "Six.")
    press(asked, "Lock in", answer="3", sure=70)
    press(asked, "Answer again")
    press(asked, "Lock in my second answer", answer="6", sure=70)
    assert "Your second answer, 6 h, meets it." in shown(answer)


def test_progress_counts_what_another_card_records(book):
    page = PageCard(progress_page)
    page.refresh()
    assert "C03" not in shown(page)
    press(VerdictCard("C03"), "Lock in my verdict", verdict="Right", sure=60)
    assert "C03 Right" in shown(page)


def test_a_verdict_card_turns_with_its_copy(book):
    first, copy, other = VerdictCard("C03"), VerdictCard("C03"), VerdictCard("C04")
    press(first, "Lock in my verdict", verdict="Right", sure=60)
    assert "You said Right" in shown(copy)
    assert buttons(other) == ["Lock in my verdict"]


def test_starting_a_lesson_again_opens_its_cards(book):
    card = VerdictCard("C03")
    press(card, "Lock in my verdict", verdict="Right", sure=60)
    press(ToolsCard(), "Start this lesson again", lesson="02 Getting into the brain")
    assert buttons(card) == ["Lock in my verdict"]


def test_a_picture_of_the_ledger_is_drawn_again_when_what_it_read_has_changed(claim_map, pictures):
    assert pictures.drawn == 1
    press(VerdictCard("C03"), "Lock in my verdict", verdict="Right", sure=60)
    assert "A map with 1 verdicts." in shown(claim_map)
    assert pictures.drawn == 2
    session.record("attempt", "02.base", value=1, correct=True)
    assert pictures.drawn == 2


def test_a_picture_follows_the_ledger_from_the_setting_on_that_reads_it(book, pictures):
    def compute(who):
        return len(my_verdicts()) if who == "you" else 100

    card = Explorer("curve", compute, pictures.draw, {"who": choice("others", "you")}, "", 2.0)
    card.refresh()
    session.record("verdict", "C03", value="Right", confidence=80)
    assert pictures.drawn == 1
    hear(card, who="you")
    assert "A map with 1 verdicts." in shown(card)
    session.record("verdict", "C04", value="Right", confidence=80)
    assert "A map with 2 verdicts." in shown(card)
    hear(card, who="others")
    drawn = pictures.drawn
    session.record("verdict", "C05", value="Right", confidence=80)
    assert pictures.drawn == drawn


def test_a_picture_that_does_not_read_the_ledger_is_not_drawn_again(book, pictures):
    card = Explorer("model", lambda dose: dose, pictures.draw, {"dose": slider(0, 2, 1)}, "", 2.0)
    card.refresh()
    session.record("verdict", "C03", value="Right", confidence=80)
    elsewhere(book).append("verdict", "02", "C04", value="Right", confidence=80)
    session._let_look()
    assert pictures.drawn == 1


def test_what_is_typed_and_not_locked_in_stays_when_another_card_turns(book):
    card = PredictionCard("half-life", "How long?", number(0, 24))
    press(card, "Lock in", answer="3", sure=90)
    press(card, "Answer again")
    hear(card, answer="7", sure=60)
    session.record("verdict", "C03", value="Right", confidence=80)
    assert (fields(card)["answer"]["value"], fields(card)["sure"]["value"]) == (7, 60)


def test_words_about_the_ledger_are_not_taken_away_by_a_card_that_only_turns(book):
    card = VerdictCard("C03")
    book.notices.append("The disk is full.")
    session._let_look()
    assert card.said == ""
    press(card, "Lock in my verdict", verdict="Right", sure=60)
    assert card.said == "Please note. The disk is full."


def test_another_notebooks_answer_turns_the_cards(claim_map, book, pictures):
    card, page = VerdictCard("C03"), PageCard(progress_page)
    elsewhere(book).append("verdict", "02", "C03", value="Wrong", confidence=80)
    session._let_look()
    assert "You said Wrong" in shown(card)
    assert "C03 Wrong" in shown(page)
    assert "A map with 1 verdicts." in shown(claim_map)


@pytest.fixture
def looks(monkeypatch):
    """How often all cards have been asked to look; a look comes fast here."""
    counted = []
    look = session._let_look
    monkeypatch.setattr(session, "LOOK_S", 0.01)
    monkeypatch.setattr(session, "_let_look", lambda: (counted.append(1), look()))
    return counted


async def until(holds, seconds=5.0):
    """Wait until something holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.005)


def test_in_a_kernel_the_file_is_watched_and_own_answers_make_the_cards_look_once(book, looks):
    async def lesson():
        card, other = VerdictCard("C03"), VerdictCard("C04")
        session.watch_file()
        session.watch_file()
        await asyncio.sleep(0.05)
        assert looks == []
        press(card, "Lock in my verdict", verdict="Right", sure=60)
        assert looks == []  # the press is done with first
        await asyncio.sleep(0.1)
        assert looks == [1]
        elsewhere(book).append("verdict", "02", "C04", value="Wrong", confidence=80)
        await until(lambda: "You said Wrong" in shown(other))
        assert looks == [1, 1]
        following = session.current().watch
        session.fresh()
        await until(following.done)

    asyncio.run(lesson())


def test_a_ledger_that_another_notebook_damages_does_not_stop_the_watch(book, looks):
    async def lesson():
        card = VerdictCard("C03")
        session.watch_file()
        await asyncio.sleep(0.03)
        book.path.write_text("damaged")
        await until(lambda: looks)
        book.path.write_text(json.dumps({"format": 9}))
        await until(lambda: len(looks) >= 2)
        book.path.unlink()
        elsewhere(book).append("verdict", "02", "C03", value="Wrong", confidence=80)
        await until(lambda: "You said Wrong" in shown(card))
        session.fresh()

    asyncio.run(lesson())


def test_in_a_kernel_the_copy_follows_once_nothing_has_happened_for_a_moment(book, monkeypatch):
    copies = []
    monkeypatch.setattr("ketabrain.engine.card.REST_S", 0.02)
    monkeypatch.setattr(
        "ketabrain.engine.card.update_display", lambda page, display_id: copies.append((display_id, page.data))
    )

    async def lesson():
        card = PredictionCard("half-life", "How long?", number(0, 24, unit="h"))
        hear(card)
        press(card, "Lock in", answer="3", sure=90)
        await until(lambda: copies)
        await asyncio.sleep(0.05)
        ((display_id, page),) = copies
        assert display_id == card.saved
        assert "3 h, 90% sure." in page
        hear(card)
        card.close()
        await asyncio.sleep(0.05)
        assert len(copies) == 1

    asyncio.run(lesson())


def test_in_a_kernel_a_card_that_turns_by_itself_comes_to_rest_too(claim_map, book, monkeypatch):
    copies = {}
    monkeypatch.setattr("ketabrain.engine.card.REST_S", 0.02)
    monkeypatch.setattr(
        "ketabrain.engine.card.update_display", lambda page, display_id: copies.update({display_id: page.data})
    )

    async def lesson():
        page, other = PageCard(progress_page), VerdictCard("C04")
        page.refresh()
        small = len(claim_map.picture)
        session.record("verdict", "C03", value="Right", confidence=80)
        await until(lambda: len(copies) == 2)
        assert "C03 Right" in copies[page.saved]
        assert "A map with 1 verdicts." in copies[claim_map.saved]
        assert len(claim_map.picture) > small
        assert other.saved not in copies
        copies.clear()
        claim_map.redraw()
        await until(lambda: claim_map.saved in copies)

    asyncio.run(lesson())


def test_a_message_in_another_thread_is_heard_in_the_one_that_runs_the_cells(book):
    threads = []

    class Watched(VerdictCard):
        def hear(self, content):
            threads.append(threading.current_thread())
            super().hear(content)

    async def lesson():
        card = Watched("C03")
        session.watch_file()
        await asyncio.to_thread(card._arrived, {"seq": 1, "values": {"verdict": "Right", "sure": 60}, "press": "lock"})
        await until(lambda: "You said Right" in shown(card))
        card._arrived({"seq": 2})
        session.fresh()

    asyncio.run(lesson())
    assert threads == [threading.main_thread()] * 2
