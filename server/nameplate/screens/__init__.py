"""The screens: views with the plain values that each audience sees, and `rendering.py`, which turns them into HTML.

A view depends on the meeting and the language alone. It reads no clock.
"""
