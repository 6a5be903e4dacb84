"""Which seats an actor may act for."""

from tests.cast import CHAIR, DESK, FR, KE, PANELLIST, STRANGER


def test_chair_and_desk_act_for_every_seat_and_others_for_their_own() -> None:
    assert all(actor.owns("FR") for actor in (CHAIR, DESK, FR))
    assert not any(actor.owns("FR") for actor in (KE, PANELLIST, STRANGER))
