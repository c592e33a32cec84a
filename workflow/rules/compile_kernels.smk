"""Compile the numba kernels of one package into the disk cache, before many jobs need them.

Needs: nothing. Makes: an empty stamp. Without it the first jobs of a grid would all compile.
"""

from rgflow.stages.compile_kernels import KERNELS


def kernel_code(wildcards):
    """Code map of the kernels alone, so that a stamp changes only with its own package."""
    return code_map(KERNELS[wildcards.package])


rule compile_kernels:
    output:
        touch(out("compile-kernels/{package}.done")),
    log:
        log_of("compile-kernels/{package}"),
    params:
        code=kernel_code,
    wildcard_constraints:
        package="|".join(KERNELS),
    message:
        "compile the kernels of rgflow.{wildcards.package}"
    shell:
        "python -m rgflow compile-kernels"
        " --package {wildcards.package}"
        " --log {log:q}"
