"""The numbers of a figure."""

from rgflow.contracts.schema import Contract

FIGURE = Contract(
    stage="figure",
    title="Numbers of a figure",
    summary="What the figure beside this file draws, by variables of its own.",
    fields={},
    open=True,
)
