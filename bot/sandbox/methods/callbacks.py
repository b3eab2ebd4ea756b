"""Answers to pressed buttons."""

from __future__ import annotations

from bot.sandbox import rules
from bot.sandbox.methods.registry import Call, method


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """Ends the button's spinner, once, in time; with a text it shows a toast or an alert."""
    state = call.state
    number = call.params["callback_query_id"]
    query = rules.live_callback(state.world.callbacks.get(number), state.clock.now())
    text = call.params.get("text") or ""
    rules.callback_answer_length(text)
    answer = {"text": text, "show_alert": bool(call.params.get("show_alert"))}
    if url := call.params.get("url"):
        answer["url"] = url
    query["answer"] = answer
    state.journal.add(
        "callback_answer",
        query["chat"],
        callback_query_id=number,
        person=query["person"],
        message_id=query.get("message_id"),
        **answer,
    )
    return True
