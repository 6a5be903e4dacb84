"""The cast: one chair, one desk, three delegations, one panellist, one stranger, and the screen in the hall."""

from nameplate.meeting import Presser, Role

CHAIR = Presser("chair", Role.CHAIR)
DESK = Presser("desk", Role.DESK)
FR = Presser("delegate:FR", Role.DELEGATE, "FR")
KE = Presser("delegate:KE", Role.DELEGATE, "KE")
BR = Presser("delegate:BR", Role.DELEGATE, "BR")
PANELLIST = Presser("panellist:p1", Role.PANELLIST, "okafor")
STRANGER = Presser("public", Role.PUBLIC)
HALL = Presser("hall", Role.SCREEN)

EVERYBODY = (CHAIR, DESK, FR, KE, BR, PANELLIST, STRANGER, HALL)
