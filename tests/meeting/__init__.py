"""Tests of the domain: stories of a small meeting, without mocks."""

import pytest

pytest.register_assert_rewrite("tests.meeting.stories", "tests.meeting.always")
