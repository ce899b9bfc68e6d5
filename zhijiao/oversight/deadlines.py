"""By when schools have to be done with a round."""

from collections.abc import Sequence
from datetime import date

from zhijiao.catalogue.matrix import Round
from zhijiao.orgs.models import Org
from zhijiao.rounds.deadlines import deadlines_of


def of_schools(filing: Round, schools: Sequence[Org]) -> dict[int, date]:
    """The last day of each school, by its id: its province's, and what the whole school was granted; one query."""
    return {pk: each.of() for pk, each in deadlines_of(filing, schools).items()}
