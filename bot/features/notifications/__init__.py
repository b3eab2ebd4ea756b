"""What a player wants to be told, and when: /notifications; and the reminders themselves."""
