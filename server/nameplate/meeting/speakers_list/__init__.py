"""The list of speakers: requests, the desk's inscriptions, opening and closing, orders, lots."""
