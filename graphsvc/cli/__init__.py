"""What can be done from the command line? A verb is a few lines over the service the API calls."""

import sys
import traceback
from pathlib import Path

import click

from graphsvc import __version__
from graphsvc.cli import (
    consents,
    endorsements,
    feedback,
    goals,
    imports,
    introducing,
    operate,
    paths,
    promises,
    questions,
)
from graphsvc.cli.refusals import refuse
from graphsvc.cli.session import Session
from graphsvc.errors import GraphServiceError

WIDEST_HELP = 110


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST_HELP}
)
@click.version_option(__version__, prog_name="graphsvc")
@click.option("--demo", is_flag=True, help="Demonstration mode: no sign-in, on this machine only.")
@click.option(
    "--as",
    "viewer",
    metavar="ROLE",
    help="In demonstration mode: person, mentor, lead, analyst, operator, or a person's id.",
)
@click.pass_context
def graphsvc(context: click.Context, demo: bool, viewer: str | None) -> None:
    """Who has opened doors for whom, who is left outside, and which introduction helps."""
    context.obj = Session(demo=demo, viewer=viewer)
    context.call_on_close(context.obj.close)


ACTS = (
    *(*goals.VERBS, *introducing.VERBS, *promises.VERBS, *endorsements.VERBS, *feedback.VERBS),
    *consents.VERBS,
)
for verb in (*questions.VERBS, *paths.VERBS, *ACTS, *imports.VERBS, *operate.VERBS):
    graphsvc.add_command(verb)


def main() -> None:
    """Run the command line; whatever goes wrong is one clear line and a non-zero exit."""
    try:
        graphsvc(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GraphServiceError as error:
        sys.exit(refuse(error))
    except BrokenPipeError:  # the reader of our output, such as `head`, has gone
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # the last handler: nobody is shown a traceback
        sys.exit(_unexpected(error))


def _unexpected(error: Exception) -> int:
    report = Path("graphsvc-error.log").absolute()
    try:
        report.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        click.echo(f"Error: something unexpected happened; the details are in {report}.", err=True)
    except OSError:
        click.echo(f"Error: something unexpected happened: {type(error).__name__}.", err=True)
    return 70
