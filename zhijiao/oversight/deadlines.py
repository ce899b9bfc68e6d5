"""By when schools have to be done with a round."""

from collections.abc import Iterable
from datetime import date

from zhijiao.catalogue.matrix import Round
from zhijiao.orgs.models import Org


def of_schools(filing: Round, schools: Iterable[Org]) -> dict[int, date]:
    """The last day of each school, by its id."""
    return {school.pk: filing.closes for school in schools}
