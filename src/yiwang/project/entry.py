"""The `yiwang` command's first steps: settings, database, then the command itself."""

import os
import sys

from yiwang.project import database


def main() -> None:
    """Run one command. Commands that need the database find it up, started for them if need be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.project.settings")
    import django

    django.setup()
    from yiwang.cli import app as cli
    from yiwang.project import commands

    app = cli.build()
    commands.mount(app)
    if not cli.needs_database(sys.argv[1:]):
        cli.run(app)
        return
    with database.running():
        cli.run(app)


if __name__ == "__main__":
    main()
