"""Great Expectations over Parquet files: the rules it has words for. Prints one line of JSON; runs in the peers' environment."""

import json
import sys
import time

import great_expectations as gx
import pandas as pd


def main() -> None:
    rules, files = json.loads(sys.argv[1]), sys.argv[2:]
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    begun = time.monotonic()
    frame = pd.concat([pd.read_parquet(file) for file in files])
    # What is empty is another rule's matter, here as with us.
    frame = frame.where(frame != "")
    asset = context.data_sources.add_pandas("events").add_dataframe_asset("events")
    batch = asset.add_batch_definition_whole_dataframe("all")
    suite = context.suites.add(gx.ExpectationSuite(name="rules"))
    order = []
    for rule, (column, kind, value) in rules.items():
        expectation = {
            "required": lambda c, v: gx.expectations.ExpectColumnValuesToNotBeNull(column=c),
            "pattern": lambda c, v: gx.expectations.ExpectColumnValuesToMatchRegex(column=c, regex=v),
            "enum": lambda c, v: gx.expectations.ExpectColumnValuesToBeInSet(column=c, value_set=v.split()),
        }[kind](column, value)
        suite.add_expectation(expectation)
        order.append((rule, expectation.expectation_type, column))
    checked = context.validation_definitions.add(gx.ValidationDefinition(name="run", data=batch, suite=suite))
    result = checked.run(batch_parameters={"dataframe": frame})
    seconds = time.monotonic() - begun
    found = {
        (one.expectation_config.type, one.expectation_config.kwargs["column"]): one.result["unexpected_count"]
        for one in result.results
    }
    failed = {rule: int(found[(kind, column)]) for rule, kind, column in order}
    print(json.dumps({"failed": failed, "seconds": seconds, "version": gx.__version__}))


main()
