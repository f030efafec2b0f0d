"""Great Expectations over Parquet files: the same rules, in its words where it has some, with columns computed by pandas
and Python where it has none. Prints one line of JSON; runs in the peers' environment."""

import json
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import great_expectations as gx
import pandas as pd
import peer_codes as codes

E = gx.expectations
NAME = r"^[㐀-鿿𠀀-𯿽·]{2,50}$"


def main() -> None:
    facts, files = json.loads(sys.argv[1]), sys.argv[2:]
    on, now = date.fromisoformat(facts["on"]), pd.Timestamp(facts["now"])
    regions = set(facts["regions"])
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    begun = time.monotonic()
    frame = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)
    # What is empty is another rule's matter, here as with us.
    frame["has_name"] = frame.name.where(frame.name.fillna("").str.strip() != "")
    frame = frame.where(frame != "")
    number = frame.resident_id
    frame["born"] = pd.to_datetime(frame.birthday, format="%Y-%m-%d", errors="coerce")
    frame["happened"] = pd.to_datetime(frame.occurred_at, errors="coerce")
    frame["updated"] = pd.to_datetime(frame.updated_at, errors="coerce")
    frame["amount_n"] = pd.to_numeric(frame.amount, errors="coerce")
    frame["id_check"] = number.map(codes.checked)
    frame["id_date"] = ~number.map(lambda one: codes.misdated(one, on))
    frame["id_region"] = number.map(lambda one: not codes.shaped(one) or one[:6] in regions)
    frame["birthday_id"] = [
        not codes.birthday_differs(one, other, on) for one, other in zip(number, frame.birthday, strict=True)
    ]
    frame["sex_id"] = [
        not codes.sex_differs(one, other, on) for one, other in zip(number, frame.sex, strict=True)
    ]
    frame["birthday_type"] = frame.birthday.isna() | frame.born.notna()
    true = [True]
    rules = {
        "id-filled": E.ExpectColumnValuesToNotBeNull(column="resident_id"),
        "name-filled": E.ExpectColumnValuesToNotBeNull(column="has_name"),
        "address-filled": E.ExpectColumnValuesToNotBeNull(column="address"),
        "id-shape": E.ExpectColumnValuesToMatchRegex(column="resident_id", regex=r"^[1-9][0-9]{16}[0-9X]$"),
        "name-shape": E.ExpectColumnValuesToMatchRegex(column="name", regex=NAME),
        "mobile-shape": E.ExpectColumnValuesToMatchRegex(column="mobile", regex=r"^1[3-9][0-9]{9}$"),
        "village-shape": E.ExpectColumnValuesToMatchRegex(column="village_code", regex=r"^[0-9]{12}$"),
        "sex-code": E.ExpectColumnValuesToBeInSet(column="sex", value_set=["0", "1", "2"]),
        "kind-code": E.ExpectColumnValuesToBeInSet(column="event_kind", value_set=facts["kinds"]),
        "source-code": E.ExpectColumnValuesToBeInSet(column="source", value_set=facts["sources"]),
        "address-length": E.ExpectColumnValueLengthsToBeBetween(column="address", min_value=5, max_value=200),
        "amount-range": E.ExpectColumnValuesToBeBetween(column="amount_n", min_value=0, max_value=1_000_000),
        "updated-future": E.ExpectColumnValuesToBeBetween(
            column="updated", max_value=now + pd.Timedelta(minutes=10)
        ),
        "occurred-born": E.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="happened", column_B="born", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        "updated-order": E.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="updated", column_B="happened", or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        "id-check": E.ExpectColumnValuesToBeInSet(column="id_check", value_set=true),
        "id-date": E.ExpectColumnValuesToBeInSet(column="id_date", value_set=true),
        "id-region": E.ExpectColumnValuesToBeInSet(column="id_region", value_set=true),
        "birthday-id": E.ExpectColumnValuesToBeInSet(column="birthday_id", value_set=true),
        "sex-id": E.ExpectColumnValuesToBeInSet(column="sex_id", value_set=true),
        "type:birthday": E.ExpectColumnValuesToBeInSet(column="birthday_type", value_set=true),
    }
    asset = context.data_sources.add_pandas("events").add_dataframe_asset("events")
    batch = asset.add_batch_definition_whole_dataframe("all")
    suite = context.suites.add(gx.ExpectationSuite(name="rules"))
    for rule, expectation in rules.items():
        expectation.meta = {"rule": rule}
        suite.add_expectation(expectation)
    checked = context.validation_definitions.add(gx.ValidationDefinition(name="run", data=batch, suite=suite))
    result = checked.run(batch_parameters={"dataframe": frame})
    seconds = time.monotonic() - begun
    wrong = [one.exception_info for one in result.results if "unexpected_count" not in one.result]
    if wrong:
        raise SystemExit(str(wrong[0]))
    failed = {
        one.expectation_config.meta["rule"]: int(one.result["unexpected_count"]) for one in result.results
    }
    print(json.dumps({"failed": failed, "seconds": seconds, "version": gx.__version__}))


main()
