"""The sentences that people read, and their translation: labels, refusals, reminders, sentences about events.

Other sentences are in two places: the sentences of pages in the templates of `web`, the sentences of HTTP problems in
`pages`. The messages of the command line and of `planning` are for the operator, and are only in English.
"""
