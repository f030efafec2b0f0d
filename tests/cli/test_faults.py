"""What the command says when something is missing: words and a remedy, no trace."""

import pytest
import typer
from django.db import connection

from yiwang.cli import app as cli


@pytest.mark.django_db
def test_an_empty_database_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer()

    @app.command()
    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")

    monkeypatch.setattr("sys.argv", ["yiwang"])
    with pytest.raises(SystemExit) as ended:
        cli.run(app)
    assert ended.value.code == 1
    assert "make run" in capsys.readouterr().err
