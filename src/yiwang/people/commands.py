"""`yiwang accounts …`: accounts from the command line."""

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from yiwang.terminal import answers

app = typer.Typer(
    name="accounts", help="Accounts, posts and permissions · 账号、岗位与权限", no_args_is_help=True
)


@app.command("list")
def list_accounts(
    staff: Annotated[bool, typer.Option(help="Only staff.")] = False,
    sample: Annotated[bool, typer.Option(help="Only sample accounts.")] = False,
) -> None:
    """Every account: kind, level, posts."""
    from yiwang.access import api as access
    from yiwang.people import api as people

    table = Table("username", "kind", "name", "level", "posts", "state")
    for one in people.accounts(
        by=access.SYSTEM("command-line"), kind="staff" if staff else None, sample=sample or None
    ):
        posts = "\n".join(
            f"{held.role} {held.department_code} @{held.area_code}"
            for held in people.postings_in_force(one.id)
        )
        state = ("sample " if one.sample else "") + ("" if one.active else "suspended")
        table.add_row(one.username, one.kind, one.name, str(one.level), posts, state)
    answers().print(table)


@app.command()
def code(username: str) -> None:
    """The current one-time code of a SAMPLE account. Real accounts' codes are never printed."""
    from yiwang.people import api as people

    typer.echo(people.sample_code(username))


@app.command()
def sample() -> None:
    """The sample accounts with their password and secrets (model city only)."""
    from yiwang.people import api as people

    typer.echo(people.describe_sample_accounts())


@app.command()
def create(
    username: str,
    name: Annotated[str, typer.Option(prompt="姓名 name")],
    password: Annotated[str, typer.Option(prompt="密码 password", hide_input=True, confirmation_prompt=True)],
    staff: Annotated[bool, typer.Option(help="A staff account; without it a resident's.")] = False,
) -> None:
    """Open a real account. Staff bind a second factor at the first sign-in."""
    from yiwang.access import api as access
    from yiwang.people import api as people

    by = access.SYSTEM("command-line")
    if staff:
        people.create_staff(username=username, password=password, name=name, by=by)
    else:
        people.register_resident(username=username, password=password, name=name, by=by)
    typer.echo(f"✓ {username}")


@app.command("grant")
def grant(
    username: str,
    post: Annotated[str, typer.Option(help="Id of the post, such as 3716-approval.approver.")],
    area: Annotated[str, typer.Option(help="Division code within which the post counts.")],
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day; today if left out.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day; open if left out.")
    ] = None,
) -> None:
    """Give an account a post within an area for a period."""
    from django.utils import timezone

    from yiwang.access import api as access
    from yiwang.people import api as people

    posting = people.grant_post(
        account_id=people.account_named(username).id,
        post_id=post,
        area=area,
        valid_from=since.date() if since else timezone.localdate(),
        valid_until=until.date() if until else None,
        by=access.SYSTEM("command-line"),
    )
    typer.echo(f"✓ {posting.id}: {username} {posting.role} {posting.department_code} @{area}")


@app.command("revoke")
def revoke(posting: int, reason: Annotated[str, typer.Option(prompt="原因 reason")]) -> None:
    """Take a post back now."""
    from yiwang.access import api as access
    from yiwang.people import api as people

    people.revoke_post(posting_id=posting, reason=reason, by=access.SYSTEM("command-line"))
    typer.echo(f"✓ {posting}")


@app.command()
def suspend(username: str, reason: Annotated[str, typer.Option(prompt="原因 reason")]) -> None:
    """Close an account and end its sessions."""
    from yiwang.access import api as access
    from yiwang.people import api as people

    by = access.SYSTEM("command-line")
    people.suspend(account_id=people.account_named(username).id, reason=reason, by=by)
    typer.echo(f"✓ {username}")


@app.command()
def permissions() -> None:
    """The table of permissions: every verb, and who may attempt it."""
    from yiwang.access import api as access

    table = Table("verb", "名称", "who may attempt it")
    for line in access.permissions():
        who = sorted(access.role_name(slug).zh for slug in line.roles)
        who += [f"居民 ≥ {line.level} 级"] if line.level is not None else []
        who += ["系统"] if line.system else []
        who += ["任何人"] if line.public else []
        missing = "按对象判断" if line.has_rule else "无规则，一律拒绝"
        table.add_row(line.verb.name, line.verb.text.zh, "、".join(who) or missing)
    answers().print(table)


@app.command()
def connect(
    name: str,
    redirect_uri: Annotated[list[str], typer.Option(help="Where to send people back; may be given again.")],
    public: Annotated[bool, typer.Option(help="An application that cannot keep a secret.")] = False,
    trusted: Annotated[bool, typer.Option(help="The city's own: asks no consent.")] = False,
) -> None:
    """Connect an application to single sign-on (OpenID Connect, code flow with PKCE)."""
    from yiwang.access import api as access
    from yiwang.people import api as people

    made = people.connect_application(
        name=name,
        redirect_uris=redirect_uri,
        public=public,
        trusted=trusted,
        by=access.SYSTEM("command-line"),
    )
    typer.echo(f"client_id     {made.client_id}")
    if made.secret:
        typer.echo(f"client_secret {made.secret}   (shown only now · 只显示这一次)")
