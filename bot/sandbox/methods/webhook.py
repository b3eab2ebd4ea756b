"""How the bot gets its updates."""

from __future__ import annotations

from typing import Any

from bot.sandbox import rules
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.updates import Webhook

JSON = dict[str, Any]


@method("getUpdates")
async def get_updates(call: Call) -> list[JSON]:
    """Long polling."""
    params = call.params
    updates = call.state.updates
    if updates.webhook is None:
        updates.allow(params.get("allowed_updates"))
    limit = min(max(params.get("limit", 100), 1), 100)
    timeout = min(max(params.get("timeout", 0), 0), 50)
    return await updates.poll(params.get("offset", 0), limit, timeout)


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    """Push from now on, beginning with what waits. An empty url is deleteWebhook."""
    params = call.params
    url = params["url"]
    if not url:
        return delete_webhook(call)
    rules.webhook_url(url)
    secret = params.get("secret_token", "")
    rules.webhook_secret(secret)
    connections = min(max(params.get("max_connections", 40), 1), 100)
    updates = call.state.updates
    if params.get("drop_pending_updates"):
        updates.clear()
    updates.allow(params.get("allowed_updates"))
    updates.end_poll("terminated by setWebhook request")
    updates.set_webhook(Webhook(url, secret, connections))
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    """Back to polling; what waits stays unless it is to be dropped."""
    if call.params.get("drop_pending_updates"):
        call.state.updates.clear()
    call.state.updates.set_webhook(None)
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> JSON:
    """Address, backlog and last failure."""
    updates = call.state.updates
    hook = updates.webhook
    info: JSON = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.last_error:
            info["last_error_message"] = hook.last_error
            info["last_error_date"] = hook.last_error_date
    if updates.allowed is not None:
        info["allowed_updates"] = sorted(updates.allowed)
    return info
