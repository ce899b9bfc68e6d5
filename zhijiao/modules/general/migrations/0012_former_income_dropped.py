"""Headings of income that the finance return does not have go, once their amounts have been moved."""

from django.db import migrations, models

from zhijiao.filing.schema.many_columns import RemoveColumns


class Migration(migrations.Migration):
    dependencies = [("general", "0011_money_in_the_words_of_the_return")]

    operations = [
        RemoveColumns(
            "income",
            {
                name: models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)
                for name in ("other_state", "school_industry", "state")
            },
        )
    ]
