"""Where statements come from, and which of them can be asked for."""

# What can be asked for -> the origins of the reports that are in it.
CHOICES = {
    "all": ("curated", "reviewed", "machine"),
    "confirmed": ("curated", "reviewed"),
    "curated": ("curated",),
    "reviewed": ("reviewed",),
    "machine": ("machine",),
}


def chosen_origins(choice: str | None) -> tuple[str, ...]:
    """Return the origins that a choice keeps, none where it keeps all.

    >>> chosen_origins("confirmed"), chosen_origins("all"), chosen_origins(None), chosen_origins("machine")
    (('curated', 'reviewed'), (), (), ('machine',))
    """
    return CHOICES.get(choice, (choice,)) if choice and choice != "all" else ()
