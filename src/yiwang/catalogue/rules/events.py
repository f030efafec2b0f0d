"""A run as an OpenLineage event (openlineage.io), made with the classes of the standard's own client."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from yiwang.catalogue.rules.nodes import column_of, dataset_of
from yiwang.catalogue.types import LineageEdge, LineageRun

NAMESPACE = "yiwang"
PRODUCER = "https://yiwang.cn/catalogue"
#: Run ids of the house are names; the standard wants UUIDs, made of the name so that a repeat is the same run.
_SPACE = uuid.UUID("5d3c4a8e-9b3f-4d52-8a43-0d6a4c1c7f10")


def open_lineage_event(run: LineageRun, at: datetime) -> dict[str, Any]:
    """The COMPLETE event of a run with its data sets and the column lineage of each output, as JSON values.

    The SQL of a job stays in the house: a collector's readers are not ours to judge.
    """
    # Only the process that writes events needs the client.
    from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
    from openlineage.client.facet_v2 import column_lineage_dataset
    from openlineage.client.serde import Serde

    by_output: dict[str, dict[str, list[LineageEdge]]] = defaultdict(lambda: defaultdict(list))
    for edge in run.columns:
        by_output[dataset_of(edge.target)][column_of(edge.target)].append(edge)
    outputs = _names([one.name for one in run.outputs], by_output)
    inputs = _names([one.name for one in run.inputs], (dataset_of(edge.source) for edge in run.columns))
    lineage = column_lineage_dataset
    event = RunEvent(
        eventType=RunState.COMPLETE,
        eventTime=at.isoformat(),
        run=Run(runId=str(uuid.uuid5(_SPACE, run.run_id))),
        job=Job(namespace=NAMESPACE, name=run.job),
        producer=PRODUCER,
        inputs=[InputDataset(namespace=NAMESPACE, name=name) for name in inputs],
        outputs=[
            OutputDataset(
                namespace=NAMESPACE,
                name=name,
                facets={
                    "columnLineage": lineage.ColumnLineageDatasetFacet(
                        fields={
                            column: lineage.Fields(
                                inputFields=[
                                    lineage.InputField(
                                        namespace=NAMESPACE,
                                        name=dataset_of(edge.source),
                                        field=column_of(edge.source),
                                        transformations=[
                                            lineage.Transformation(
                                                type="DIRECT", description=edge.transformation
                                            )
                                        ],
                                    )
                                    for edge in edges
                                ]
                            )
                            for column, edges in by_output[name].items()
                        }
                    )
                }
                if by_output.get(name)
                else {},
            )
            for name in outputs
        ],
    )
    return dict(json.loads(Serde.to_json(event)))


def _names(first: Iterable[str], more: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*first, *more]))
