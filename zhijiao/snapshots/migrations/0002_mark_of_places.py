"""What was followed by the ids of changes is followed by their places, which begin with the ids there were."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("snapshots", "0001_initial"), ("filing", "0011_places_of_changes")]

    operations = [migrations.RenameField("correctionmark", "change_id", "place")]
