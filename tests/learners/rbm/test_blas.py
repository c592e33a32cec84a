"""When the BLAS core type is set."""

import pytest

from rgflow.learners.rbm.blas import core_type_environment

FLAGS = "fpu sse2 avx2 avx512f avx512dq avx512bw avx512vl"
CHOSEN = {"OPENBLAS_CORETYPE": "SkylakeX"}


def cpuinfo(tmp_path, vendor="AuthenticAMD", family="26", flags=FLAGS):
    text = f"processor\t: 0\nvendor_id\t: {vendor}\ncpu family\t: {family}\nflags\t\t: {flags}\n\n"
    path = tmp_path / "cpuinfo"
    path.write_text(text * 2)
    return path


def test_set_on_a_processor_that_openblas_misjudges(tmp_path):
    assert core_type_environment({}, cpuinfo(tmp_path)) == CHOSEN
    assert core_type_environment({"RGFLOW_BLAS_CORETYPE": "on"}, cpuinfo(tmp_path)) == CHOSEN


@pytest.mark.parametrize(
    "processor",
    [{"vendor": "GenuineIntel"}, {"family": "25"}, {"family": "?"}, {"flags": "fpu sse2 avx2"}],
)
def test_not_set_elsewhere(tmp_path, processor):
    assert core_type_environment({}, cpuinfo(tmp_path, **processor)) == {}


def test_not_set_without_a_description(tmp_path):
    assert core_type_environment({}, tmp_path / "absent") == {}


@pytest.mark.parametrize(
    "environment", [{"RGFLOW_BLAS_CORETYPE": "off"}, {"OPENBLAS_CORETYPE": "Haswell"}]
)
def test_the_user_decides(tmp_path, environment):
    assert core_type_environment(environment, cpuinfo(tmp_path)) == {}
