"""What people can do with the bot: one folder a feature, none knows another."""
