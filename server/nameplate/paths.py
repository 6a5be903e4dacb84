"""Where the files that are not Python lie: the pages, the migrations and the example programmes.

A wheel carries them inside the package. In a checkout they stand at its top, two levels above the package.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def _folder(name: str) -> Path:
    places = (_PACKAGE / name, _CHECKOUT / name)
    for place in places:
        if place.is_dir():
            return place
    tried = " nor ".join(str(place) for place in places)
    raise FileNotFoundError(f"Nameplate's folder {name!r} is missing: neither {tried} exists. Install Nameplate again.")


WEB = _folder("web")
MIGRATIONS = _folder("migrations")
EXAMPLES = _folder("examples")
