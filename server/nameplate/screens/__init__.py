"""What each audience sees: from a meeting to plain values, without a clock; `render.py` turns them into HTML."""
