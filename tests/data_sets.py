"""Where do the public data sets lie, and what do their publishers count in them?

The folder lies beside the checkout; it is never copied into it. A test that needs a set which is
not there fails with one clear line.
"""

from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


class DataSet(NamedTuple):
    """A folder, the documented options of its import, and published counts of its ties file.

    ``rows`` are all rows; ``of_types`` those of types the options name. ``ties`` are different
    (source, target, feed).
    """

    name: str
    options: dict[str, Any]
    people: int
    rows: int
    of_types: int
    stored: int
    merged: int
    dropped: int
    facts: dict[str, int]


KRACKHARDT = DataSet(
    "krackhardt_hightech",
    {
        "tie_types": "ADVICE=KNOWS:survey.advice,FRIENDSHIP=KNOWS:survey.friendship,"
        "REPORTS_TO=REPORTS_TO",
        "at": "none",
        "levels": "Manager<Vice President<CEO",
        "ignore": "age",
    },
    people=21, rows=312, of_types=312, stored=312, merged=0, dropped=0,
    facts={"ties": 292, "lines": 20},
)  # fmt: skip
WIKI_RFA = DataSet(
    "wiki_rfa",
    {
        "tie_types": "VOTE_SUPPORT=ENDORSED:advocacy",
        "self_ties": "drop",
        "repeated": "keep",
        "at": "none",
    },
    people=11_381, rows=198_275, of_types=144_451, stored=144_394, merged=0, dropped=57,
    facts={"endorsements": 144_394},
)  # fmt: skip
EMAIL_EU_CORE = DataSet(
    "email_eu_core",
    {
        "ties": "ties_temporal.csv.gz",
        "people": "none",
        "create_people": True,
        "tie_types": "EMAIL=KNOWS:mail",
        "at": "seconds",
        "epoch": "2003-10-01",
    },
    people=986, rows=332_334, of_types=332_334, stored=148_188, merged=184_146, dropped=0,
    facts={"people": 986, "ties": 24_929},
)  # fmt: skip
LDBC = DataSet(
    "ldbc_snb_sample",
    {"tie_types": "KNOWS=KNOWS:other", "undirected": "KNOWS", "at": "iso", "groups": "gender"},
    people=222, rows=825, of_types=825, stored=825, merged=0, dropped=0, facts={"ties": 1650},
)  # fmt: skip
GENEALOGY = DataSet(
    "cs_phd_genealogy",
    {"tie_types": "ADVISED_PHD=MENTORS", "at": "year"},
    people=1025, rows=1043, of_types=1043, stored=1043, merged=0, dropped=0,
    facts={"mentoring": 1043},
)  # fmt: skip
DATA_SETS = (KRACKHARDT, WIKI_RFA, EMAIL_EU_CORE, LDBC, GENEALOGY)


def data_set(name: str) -> Path:
    """The folder of one set."""
    folder = DATA / name
    assert folder.is_dir(), (
        f"../shared/data/{name} not found: put the data folder beside the checkout"
    )
    return folder
