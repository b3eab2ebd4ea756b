"""The chat page, used as a person uses it. Nothing on it may complain or look outside."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.server import Sandbox
from tests.page.conftest import Stage

ANA, BRUNO = 1001, 1002
Started = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def chat(page: Page, person: int = ANA) -> Any:
    return page.get_by_test_id(f"chat-{person}")


async def test_an_empty_chat_offers_start_and_start_brings_the_first_message(stage: Stage) -> None:
    page = await stage.open()
    await expect(page.get_by_test_id(f"composer-{ANA}")).to_be_hidden()
    await page.get_by_test_id(f"start-{ANA}").click()
    await expect(chat(page).locator(".message.in")).to_contain_text("The hall")
    await expect(chat(page).locator(".message.out")).to_contain_text("/start")
    await expect(chat(page).get_by_label("read")).to_be_visible()


async def test_a_button_spins_until_answered_then_edits_and_toasts(
    stage: Stage, started: Started
) -> None:
    page = await started(ANA)
    stage.bot.hold.clear()
    take = chat(page).get_by_test_id("button-Take")
    await take.click()
    await expect(take).to_have_attribute("aria-busy", "true")
    stage.bot.hold.set()
    await expect(chat(page).get_by_test_id("toast")).to_have_text("+15 besitos")
    await expect(chat(page).locator(".fresh")).to_have_text("135")
    await expect(chat(page).get_by_test_id("edited")).to_be_visible()
    await expect(take).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_waits_for_ok(started: Started) -> None:
    page = await started(ANA)
    ask = chat(page).get_by_test_id("button-Ask")
    await ask.click()
    await expect(chat(page).get_by_test_id("alert")).to_contain_text("She never says.")
    await page.keyboard.press("Escape")
    await expect(chat(page).get_by_test_id("alert")).to_have_count(0)
    await expect(ask).to_be_focused()


async def test_a_deleted_message_goes(started: Started) -> None:
    page = await started(ANA)
    await chat(page).get_by_test_id("button-Gone").click()
    await expect(chat(page).locator(".message.in")).to_have_count(0)
    await expect(chat(page).locator(".message.out")).to_have_count(1)


async def test_formatted_text_nests_and_counts_in_utf16(started: Started) -> None:
    page = await started(ANA)
    text = chat(page).locator(".message.in .text")
    await expect(text.locator("strong").first).to_have_text("The hall")
    await expect(text.locator("em")).to_have_text("120")
    await expect(text.locator("strong u")).to_have_text("lamp")  # after two emoji of two units
    await expect(text.locator("code.mono")).to_have_text("LUNA")
    await expect(text.locator("pre")).to_have_text("x = 1")
    quotes = text.locator("blockquote")
    await expect(quotes.first).to_have_text("Who sent you?")
    await expect(quotes.last).to_have_class("quote expandable collapsed")
    await quotes.last.get_by_role("button").click()
    await expect(quotes.last).to_have_class("quote expandable")


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("🌙🗝️ab", [("bold", 5, 1)], "🌙🗝️<strong>a</strong>b"),
        (
            "abcdef",  # overlapping, as an edit's flash does: cut at the border
            [("bold", 0, 4), ("italic", 2, 4)],
            "<strong>ab<em>cd</em></strong><em>ef</em>",
        ),
        (
            "abc",
            [("bold", 0, 3), ("italic", 0, 3), ("strikethrough", 1, 1)],
            "<strong><em>a<s>b</s>c</em></strong>",
        ),
        (
            "said:\na\n\nb",  # a quote's own line break is no empty line
            [("blockquote", 6, 1)],
            'said:\n<blockquote class="quote">a</blockquote>\nb',
        ),
        ("a<b>&", [("bold", 1, 99)], "a<strong>&lt;b&gt;&amp;</strong>"),
        ("js", [("text_link", 0, 2)], "<span>js</span>"),
        ("new", [("type_of_tomorrow", 0, 3)], '<span class="type_of_tomorrow">new</span>'),
    ],
)
async def test_entities(
    stage: Stage, text: str, entities: list[tuple[str, int, int]], html: str
) -> None:
    page = await stage.open()
    wire = [
        {"type": kind, "offset": offset, "length": length, "url": "javascript:alert(1)"}
        for kind, offset, length in entities
    ]
    drawn = await page.evaluate(
        """async ([text, entities]) => {
          const { formatted } = await import("/static/entities.js");
          const box = document.createElement("div");
          box.append(formatted(text, entities, {}));
          return box.innerHTML;
        }""",
        [text, wire],
    )
    assert drawn == html


async def test_a_spoiler_opens_on_tap_and_from_the_keyboard(started: Started) -> None:
    page = await started(ANA, BRUNO)
    mouse, keys = (chat(page, person).get_by_test_id("spoiler") for person in (ANA, BRUNO))
    await mouse.click()
    await expect(mouse).to_have_class("spoiler revealed")
    await expect(mouse.locator(".spoiler-text")).to_have_css("opacity", "1")
    await expect(keys.locator(".spoiler-text")).to_have_css("opacity", "0")
    await keys.press("Enter")
    await expect(keys).to_have_class("spoiler revealed")


async def test_what_people_write_is_never_markup(stage: Stage, started: Started) -> None:
    page = await started(ANA)
    nasty = '<img src="https://example.org/x" onerror=alert(1)><b>&amp;'
    await page.get_by_test_id(f"composer-{ANA}").fill(nasty)
    await page.get_by_test_id(f"composer-{ANA}").press("Enter")
    await expect(chat(page).locator(".message.out").last).to_contain_text(nasty)
    await expect(chat(page).locator(".message.in").last).to_contain_text(f"heard: {nasty}")


async def test_two_people_side_by_side_keep_their_own_chats(started: Started) -> None:
    page = await started(ANA, BRUNO)
    await chat(page, BRUNO).get_by_test_id("button-Take").click()
    await expect(chat(page, BRUNO).locator("em")).to_have_text("135")
    await expect(chat(page, ANA).locator("em")).to_have_text("120")
    left, right = [await chat(page, person).bounding_box() for person in (ANA, BRUNO)]
    assert left["x"] + left["width"] <= right["x"]
    await page.reload()
    await expect(chat(page, BRUNO).locator("em")).to_have_text("135")


async def test_a_closed_chat_counts_what_was_missed(stage: Stage, started: Started) -> None:
    page = await started(ANA)
    await stage.sim(f"chats/{BRUNO}/start")
    row = page.get_by_test_id(f"person-{BRUNO}")
    await expect(row.locator(".badge")).to_have_text("1")
    await row.click()
    await expect(chat(page, BRUNO).get_by_test_id("button-Take")).to_be_visible()
    await expect(row.locator(".badge")).to_have_count(0)


async def test_commands_by_slash_and_by_the_menu_button(started: Started) -> None:
    page = await started(ANA)
    box = page.get_by_test_id(f"composer-{ANA}")
    await box.press_sequentially("/b")
    listed = page.get_by_test_id(f"command-list-{ANA}").get_by_role("option")
    sent = chat(page).locator(".message.out .text").last
    await expect(listed).to_have_count(2)
    await box.press("Enter")
    await expect(sent).to_have_text(re.compile(r"^/bads\d"))
    await box.press_sequentially("/bad")  # in full: what begins as it does stands back
    await box.press("Enter")
    await expect(sent).to_have_text(re.compile(r"^/bad\d"))
    await page.get_by_test_id(f"commands-{ANA}").click()
    await expect(listed).to_have_count(3)


async def test_a_deep_link_starts_with_its_payload(stage: Stage) -> None:
    page = await stage.open()
    await page.get_by_test_id(f"deeplink-{ANA}").click()
    await page.get_by_test_id("field-payload").fill("not a payload!")
    await page.get_by_test_id("submit").click()
    await expect(page.get_by_test_id("deeplink-sheet")).to_contain_text("letters, digits")
    await page.get_by_test_id("field-payload").fill("ref_7")
    await page.get_by_test_id("submit").click()
    await expect(chat(page).locator(".message.in").last).to_contain_text("came by ref_7")


async def test_blocking_and_coming_back(started: Started) -> None:
    page = await started(ANA)
    await page.get_by_test_id(f"menu-{ANA}").click()
    await page.get_by_test_id(f"block-{ANA}").click()
    await expect(page.get_by_test_id(f"composer-{ANA}")).to_be_hidden()
    await page.get_by_test_id(f"unblock-bar-{ANA}").click()
    await expect(page.get_by_test_id(f"composer-{ANA}")).to_be_visible()


async def test_a_new_person_arrives_with_a_phone(stage: Stage) -> None:
    page = await stage.open()
    await page.get_by_test_id("new-person").click()
    await page.get_by_test_id("field-first_name").fill("Noa")
    await page.get_by_test_id("field-language_code").select_option("es")
    await page.get_by_test_id("submit").click()
    noa = page.locator(".phone", has_text="Noa")
    await expect(noa.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(noa.locator(".phone-label .tag")).to_have_text("ES")


async def test_the_clock_moves_and_a_new_day_begins_in_the_chat(started: Started) -> None:
    page = await started(ANA)
    await page.get_by_test_id("clock").click()
    await page.get_by_test_id("clock-day").click()
    await expect(page.get_by_test_id("clock")).to_have_class("tool clock moved")
    await page.get_by_test_id(f"composer-{ANA}").fill("next day")
    await page.get_by_test_id(f"composer-{ANA}").press("Enter")
    await expect(chat(page).locator(".day-label")).to_have_text(["Yesterday", "Today"])


async def test_a_photo_is_shown_from_our_own_files(started: Started) -> None:
    page = await started(ANA)
    await page.get_by_test_id(f"menu-{ANA}").click()
    await page.get_by_role("menuitem", name="Send a photo").click()
    photo = chat(page).get_by_test_id("photo")
    await expect(photo).to_be_visible()
    assert await photo.evaluate("image => image.decode().then(() => image.naturalWidth)")


async def test_the_panel_shows_a_chain_and_refusals_in_red(stage: Stage, started: Started) -> None:
    page = await started(ANA)
    sent = await stage.sim(f"chats/{ANA}/send", text="/bad")
    update = f"update:{sent['update_id']}"
    event: dict[str, Any] = {"event_id": "e1", "correlation_id": update, "user_id": ANA}
    seen = {"kind": "event", "event_type": "user.seen", "causation_id": None, "payload": {"n": 1}}
    handled = {"kind": "handler", "subscription": "diana.greet", "ms": 300.0, "ok": True}
    await stage.sim("trace", items=[event | seen, event | handled | {"attempt": 1, "error": None}])
    chain = page.get_by_test_id(f"chain-{update}")
    await expect(chain).to_contain_text("1 event · 1 handler · 1 call")
    await expect(chain).to_contain_text("failed")
    await chain.locator(".chain-head").click()
    await expect(chain.get_by_test_id("step-handler-diana.greet").locator(".slow")).to_be_visible()
    await expect(chain.locator(".refusal")).to_contain_text("can't parse entities")
    await chain.get_by_test_id("step-event-user.seen").click()
    await expect(chain.get_by_test_id("payload")).to_contain_text('"n": 1')

    await page.get_by_test_id("panel-calls").click()
    await page.get_by_test_id("filter-failed").click()
    await expect(page.get_by_test_id("refusal")).to_have_count(1)
    await page.get_by_test_id("panel-clear").click()
    await expect(page.get_by_test_id("panel-list")).to_contain_text("Nothing fits")


async def test_a_paused_panel_catches_up(started: Started) -> None:
    page = await started(ANA)
    chains = page.locator(".chain")
    before = await chains.count()
    await page.get_by_test_id("panel-pause").click()
    await page.get_by_test_id(f"composer-{ANA}").fill("hello")
    await page.get_by_test_id(f"composer-{ANA}").press("Enter")
    await expect(chat(page).locator(".message.in").last).to_contain_text("heard: hello")
    assert await chains.count() == before
    await page.get_by_test_id("panel-pause").click()
    await expect(chains).to_have_count(before + 1)


async def test_faults_are_set_shown_and_cleared(stage: Stage) -> None:
    page = await stage.open()
    await page.get_by_test_id("network").click()
    await page.get_by_test_id("fault-500").click()
    await expect(page.get_by_test_id("network")).to_have_class("tool on")
    await page.get_by_test_id("network").click()
    await expect(page.get_by_test_id("faults")).to_contain_text("500")
    await page.get_by_test_id("fault-clear").click()
    await expect(page.get_by_test_id("network")).to_have_class("tool")


async def test_reset_begins_again(started: Started) -> None:
    page = await started(ANA)
    await page.get_by_test_id("reset").click()
    await page.get_by_test_id("confirm").click()
    await expect(page.get_by_test_id(f"start-{ANA}")).to_be_visible()
    await expect(chat(page).locator(".message")).to_have_count(0)


async def test_light_dark_and_the_switch(stage: Stage) -> None:
    root = "document.documentElement.dataset.theme"
    dark = await stage.open(color_scheme="dark")
    assert await dark.evaluate(root) == "dark"
    light = await stage.open(color_scheme="light")
    paper = await light.evaluate("getComputedStyle(document.body).backgroundColor")
    await light.get_by_test_id("theme").click()  # auto → light
    await light.get_by_test_id("theme").click()  # light → dark
    assert await light.evaluate(root) == "dark"
    assert await light.evaluate("getComputedStyle(document.body).backgroundColor") != paper
    await light.reload()
    assert await light.evaluate(root) == "dark"


@pytest.mark.parametrize("width", [360, 768, 1024])
async def test_no_width_scrolls_sideways(stage: Stage, started: Started, width: int) -> None:
    page = await started(ANA, viewport={"width": width, "height": 740})
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not await page.evaluate(wide)
    fits = "[...document.querySelectorAll('.scroller')].every(n => n.scrollWidth <= n.clientWidth)"
    for _ in range(50):  # fonts may still come; the page's policy lets nobody poll inside it
        if await page.evaluate(fits):
            break
        await page.wait_for_timeout(100)
    assert await page.evaluate(fits)
    await chat(page).get_by_test_id("button-Take").click()
    await expect(chat(page).locator("em")).to_have_text("135")
    if await page.get_by_test_id("panel").is_hidden():
        await page.get_by_test_id("panel-toggle").click()
    assert not await page.evaluate(wide)


async def test_calm_for_those_who_ask_for_it(started: Started) -> None:
    page = await started(ANA, reduced_motion="reduce")
    await chat(page).get_by_test_id("button-Take").click()
    await expect(chat(page).locator("em")).to_have_text("135")
    lasting = "a => !a.animationName && a.effect.getTiming().duration > 1"
    assert await page.evaluate(f"document.getAnimations().filter({lasting}).length") == 0


async def test_the_page_finds_back_after_the_server_has_restarted(
    stage: Stage, started: Started
) -> None:
    page = await started(ANA)
    port = int(stage.sandbox.base_url.rsplit(":", 1)[1])
    await stage.sandbox.close()
    await expect(page.get_by_test_id("banner")).to_contain_text("No connection")
    stage.sandbox = Sandbox()
    await stage.sandbox.start("127.0.0.1", port)
    await expect(page.get_by_test_id("banner")).to_be_empty()
    await expect(page.get_by_test_id(f"start-{ANA}")).to_be_visible()
    # What failed while nobody listened is not a fault of the page.
    stage.complaints[:] = [said for said in stage.complaints if "ERR_" not in said]
