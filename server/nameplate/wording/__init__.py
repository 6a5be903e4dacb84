"""Every sentence that a person reads, and how it is translated: labels, refusals, reminders, sentences of events.

Sentences of pages stand in the templates of `web`; those of HTTP problems are marked where they are raised (`pages`).
The command line and the problems of programme files (`planning`) speak to the operator, in English only.
"""
