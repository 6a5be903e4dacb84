"""An actor of each role, and three delegations."""

from nameplate.meeting import Actor, Role

CHAIR = Actor("chair", Role.CHAIR)
DESK = Actor("desk", Role.DESK)
FR = Actor("delegate:FR", Role.DELEGATE, "FR")
KE = Actor("delegate:KE", Role.DELEGATE, "KE")
BR = Actor("delegate:BR", Role.DELEGATE, "BR")
PANELLIST = Actor("panellist:p1", Role.PANELLIST, "okafor")
STRANGER = Actor("public", Role.PUBLIC)
HALL = Actor("hall", Role.SCREEN)
BOOTH = Actor("booth", Role.BOOTH)
BRIDGE = Actor("bridge", Role.BRIDGE)
ORGANISER = Actor("organiser", Role.ORGANISER)

EVERYBODY = (CHAIR, DESK, FR, KE, BR, PANELLIST, STRANGER, HALL, BOOTH, BRIDGE, ORGANISER)
