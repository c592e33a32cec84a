from typing import NamedTuple


class Control(NamedTuple):
    name: str
    form: str
    of: str
    needs: tuple
    stands: str
    title: str
    module: str


def declared():
    return {
        c.name: c
        for c in (
            Control(
                "smoothing",
                "flow",
                "machine",
                ("starts", "layers"),
                "control",
                "smoothing",
                "rgflow.stages.control",
            ),
            Control(
                "biased_spins",
                "flow",
                "lattice",
                ("starts",),
                "control",
                "biased spins",
                "rgflow.stages.control",
            ),
            Control(
                "untrained",
                "machine",
                "machine",
                ("layers",),
                "control",
                "untrained",
                "rgflow.stages.control",
            ),
            Control(
                "scrambled",
                "lattices",
                "lattice",
                ("samples",),
                "control",
                "s",
                "rgflow.stages.control",
            ),
            Control(
                "gauge_fixed",
                "lattices",
                "machine",
                ("samples",),
                "corrected",
                "s",
                "rgflow.stages.control",
            ),
        )
    }
