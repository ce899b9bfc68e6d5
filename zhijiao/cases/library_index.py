"""The full-text index of published cases."""

from collections.abc import Sequence

from zhijiao.cases.models import Publication
from zhijiao.kit.bulk import allocate_ids
from zhijiao.search.text_index import TextIndex, terms_of

INDEX = TextIndex(Publication)


def add(made: Sequence[Publication]) -> None:
    """Store publications, to be found from now on."""
    for each, pk in zip(made, allocate_ids(Publication, len(made)), strict=True):
        each.pk, each.terms = pk, terms_of(each.text)
    Publication.objects.bulk_create(made, batch_size=200)
    INDEX.add((each.pk, each.terms) for each in made)
