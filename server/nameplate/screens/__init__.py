"""The screens. Views contain the plain values that each audience sees. `rendering.py` turns the views into HTML.

A view depends only on the meeting and the language. It does not read a clock.
"""
