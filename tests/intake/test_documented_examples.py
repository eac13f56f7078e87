"""Do the examples of docs/import-formats.md come in together, and is every option explained?"""

import inspect
import re
from pathlib import Path

from graphsvc.intake.columns import FILES, shown
from graphsvc.intake.options import ImportOptions
from tests.intake.conftest import Reader

PAGE = (Path(__file__).parents[2] / "docs" / "import-formats.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```csv (\w+)\.csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def test_every_known_file_has_an_example_with_its_columns():
    assert set(EXAMPLES) == set(FILES)
    for kind, text in EXAMPLES.items():
        header = text.splitlines()[0].split(",")
        assert header == [shown(column) for column in FILES[kind].all], kind


def test_all_examples_come_in_together_without_a_problem(reader: Reader):
    reader.write(**EXAMPLES)

    intake = reader.read()

    assert intake.problems == ()
    for file in intake.files:
        kind = file.name.removesuffix(".csv")
        assert file.stored == len(EXAMPLES[kind].splitlines()) - 1
        assert file.ignored_columns == ()


def test_every_option_of_the_command_is_explained():
    options = inspect.signature(ImportOptions.from_texts).parameters

    for option in options:
        assert f"`--{option.replace('_', '-')}" in PAGE


def test_every_required_column_is_marked():
    for kind, columns in FILES.items():
        section = PAGE.split(f"### {kind}.csv")[1].split("###")[0]
        for column in columns.required:
            assert f"{column}*" in section.replace("\n", " "), f"{kind}: {column}"
