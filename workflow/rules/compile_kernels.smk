"""Compile the numba kernels of one package into the disk cache, before many jobs need them.

Needs: nothing. Makes: an empty stamp. Without it the first jobs of a grid would all compile.
"""


rule compile_kernels:
    output:
        touch(out("compile-kernels/{package}.done")),
    log:
        log_of("compile-kernels/{package}"),
    wildcard_constraints:
        package="|".join(PLAN.kernels),
    priority: PLAN.kernel_priority
    conda:
        "../../envs/environment.yaml"
    params:
        code=PLAN.kernel_code,
    message:
        "compile the kernels of rgflow.{wildcards.package}"
    shell:
        "python -m rgflow compile-kernels"
        " --package {wildcards.package}"
        " --log {log:q}"
