"""Files of a figure: the same bytes each time, without dates; a table that can be read back."""

import csv
import io
import itertools

import numpy as np
import pytest
import synthetic
import xarray
from matplotlib.transforms import Bbox

from rgflow.errors import ParameterError
from rgflow.figures import registry
from rgflow.figures.export import lay_out, render, to_csv


@pytest.mark.parametrize("suffix", ["pdf", "svg", "png"])
@pytest.mark.parametrize("name", ["01", "03", "13"])
def test_equal_input_gives_equal_bytes(collected, name, suffix):
    module, (files, _) = registry.load(name), collected[name]
    first, second = (render(module.draw(module.collect(files)), suffix) for _ in range(2))
    assert first == second
    magic = {"pdf": b"%PDF", "svg": b"<?xml", "png": b"\x89PNG"}[suffix]
    assert first.startswith(magic)
    assert b"CreationDate" not in first
    assert b"<dc:date>" not in first


@pytest.mark.parametrize("name", ["02", "05", "10", "12", "13"])
def test_panels_with_their_labels_do_not_overlap_once_laid_out(collected, name):
    module, (_, data) = registry.load(name), collected[name]
    figure = module.draw(data)
    lay_out(figure)
    boxes = [axes.get_tightbbox() for axes in figure.axes]
    for one, other in itertools.combinations(boxes, 2):
        common = Bbox.intersection(one, other)
        assert common is None or min(common.width, common.height) < 0.5  # pixels


@pytest.mark.parametrize("name", registry.names())
def test_every_figure_can_be_rendered_without_a_warning(drawn, name):
    figure, _ = drawn[name]
    assert render(figure, "png")


def test_one_seed_and_one_machine_are_enough():
    module = registry.load("02")
    data = module.collect({"fit": [synthetic.fit("cd")]})
    assert render(module.draw(data), "png")


def test_unknown_suffix_is_an_error():
    figure = registry.load("01").draw(registry.load("01").collect({}))
    with pytest.raises(ParameterError, match="'gif'"):
        render(figure, "gif")


def test_table_holds_every_number_once_with_its_labels():
    data = xarray.Dataset(
        {
            "m": (("T", "name"), [[0.1, np.nan], [1 / 3, 2.0]], {"units": "J"}),
            "scalar": ((), 5, {"units": "1"}),
        },
        {"T": [1.0, 2.25], "name": np.array(["a", 'b, "c"'], dtype=object)},
    )
    rows = list(csv.DictReader(io.StringIO(to_csv(data))))
    assert len(rows) == 5
    assert rows[1] == {"variable": "m", "T": "1", "name": 'b, "c"', "value": "nan", "units": "J"}
    assert rows[2]["T"] == "2.25"
    assert float(rows[2]["value"]) == pytest.approx(1 / 3, rel=1e-9)
    assert rows[4] == {"variable": "scalar", "T": "", "name": "", "value": "5", "units": "1"}
