"""The sequence case numbers are drawn from."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL("CREATE SEQUENCE cases_serial", "DROP SEQUENCE cases_serial")]
