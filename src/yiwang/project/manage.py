"""Django's own commands (`python -m yiwang.project.manage migrate`), with the database brought up for them."""

import os
import sys

from yiwang.project import database


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.project.settings")
    from django.core.management import execute_from_command_line

    with database.running():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
