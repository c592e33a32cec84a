"""The BLAS core type, set where the library misjudges the processor.

OpenBLAS picks its matrix kernels by processor model. Zen 5 (AMD family 26) is newer than the
OpenBLAS inside numpy and scipy, which take it for a Haswell and run at half of its speed. Naming
the AVX-512 core type in the environment, **before numpy is imported**, gives the other half back.
Zen 4 (family 25) is recognised, and Intel processors are.

The core type decides the order in which products are summed, so trained parameters agree to the
byte only between machines that run the same kernels. To force one choice everywhere set
``OPENBLAS_CORETYPE`` yourself (``Haswell`` runs on every AVX2 processor): it is always respected.
``RGFLOW_BLAS_CORETYPE=off`` switches this module off.

Nothing heavy may be imported here.
"""

import os
from collections.abc import Mapping
from pathlib import Path

OFF_SWITCH = "RGFLOW_BLAS_CORETYPE"
CORE_TYPE = "OPENBLAS_CORETYPE"
FIRST_MISJUDGED_AMD_FAMILY = 26
NEEDED_FLAGS = frozenset({"avx512f", "avx512bw", "avx512dq", "avx512vl"})


def core_type_environment(
    environment: Mapping[str, str] = os.environ, cpuinfo: Path = Path("/proc/cpuinfo")
) -> dict[str, str]:
    """Return the variables to add to a process's environment before it imports numpy.

    Parameters
    ----------
    environment : mapping of str to str
        Environment in force. An ``OPENBLAS_CORETYPE`` in it is respected, and
        ``RGFLOW_BLAS_CORETYPE=off`` asks for no change.
    cpuinfo : Path
        The kernel's description of the processor; where it is absent (macOS) nothing is changed.

    Returns
    -------
    dict of str to str
        ``{"OPENBLAS_CORETYPE": "SkylakeX"}`` on a processor that OpenBLAS misjudges, else empty.
    """
    if environment.get(OFF_SWITCH, "").lower() == "off" or CORE_TYPE in environment:
        return {}
    try:
        first_core = cpuinfo.read_text(encoding="utf-8").split("\n\n", 1)[0]
    except OSError:
        return {}
    return {CORE_TYPE: "SkylakeX"} if _is_misjudged(first_core) else {}


def _is_misjudged(description: str) -> bool:
    """Tell whether OpenBLAS takes this processor for an older one without AVX-512."""
    fields = {
        key.strip(): value.strip()
        for key, _, value in (line.partition(":") for line in description.splitlines())
    }
    family = fields.get("cpu family", "")
    return (
        fields.get("vendor_id") == "AuthenticAMD"
        and family.isdigit()
        and int(family) >= FIRST_MISJUDGED_AMD_FAMILY
        and set(fields.get("flags", "").split()) >= NEEDED_FLAGS
    )
