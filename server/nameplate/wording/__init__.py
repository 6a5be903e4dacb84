"""Every sentence that a person reads: labels, refusals, problems, reminders, and what the log says in words."""
