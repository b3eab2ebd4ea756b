"""A local Bot API server and the people who talk to the bot.

The bot without a token, and the end-to-end tests' Telegram. `server.Sandbox` is the way in.
"""
