"""The folders with files that are not Python: templates and static files, migrations, example programmes.

In a wheel, these folders are inside the package. In a checkout, they are two levels above the package.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def _folder(name: str) -> Path:
    candidates = (_PACKAGE / name, _CHECKOUT / name)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    tried = " nor ".join(map(str, candidates))
    raise FileNotFoundError(f"Nameplate's folder {name!r} is missing: neither {tried} exists. Install Nameplate again.")


WEB = _folder("web")
MIGRATIONS = _folder("migrations")
EXAMPLES = _folder("examples")
