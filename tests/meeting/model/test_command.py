"""Which seats an actor may act for."""

from tests.cast import CHAIR, DESK, FR, KE, PANELLIST, STRANGER


def test_chair_and_desk_act_for_every_seat_and_others_for_their_own() -> None:
    assert all(presser.owns("FR") for presser in (CHAIR, DESK, FR))
    assert not any(presser.owns("FR") for presser in (KE, PANELLIST, STRANGER))
