"""The types of `pythons`, which very old Pythons read: it can say none itself."""

MINIMUM: tuple[int, int]
CONNUS: tuple[str, ...]
WINDOWS: bool
PATIENCE: int

class InstallationImpossible(Exception): ...

def trouver_python(venv: str) -> tuple[str, str]: ...
def environnement(maison: str | None = None) -> dict[str, str]: ...
