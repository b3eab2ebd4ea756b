"""The Bot API methods that the sandbox answers, one file per group."""

from bot.sandbox.methods import callbacks, chats, commands, edits, files, messages, webhook
from bot.sandbox.methods.registry import METHODS, Call, Method

__all__ = [
    "METHODS",
    "Call",
    "Method",
    "callbacks",
    "chats",
    "commands",
    "edits",
    "files",
    "messages",
    "webhook",
]
