"""Telling whether the obligations of a round have changed since its figures were counted."""

import hashlib

from zhijiao.catalogue.matrix import SCHOOL_TYPES, Round, edition_stamp


def of_round(filing: Round) -> str:
    """A digest of places, forms and obligations, and of the days; of provinces, the stamp of the edition tells."""
    parts = [filing.key, str(edition_stamp()), str(filing.academic_year), str(filing.calendar_from)]
    parts.append(str(filing.closes))
    for place in filing.places:
        owed = (
            f"{place.obligations[kind].level.name}{place.obligations[kind].number}" for kind in SCHOOL_TYPES
        )
        parts.append("|".join((place.slug, place.form, *owed)))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
