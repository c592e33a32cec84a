"""Exact values of each lattice size, for the figures' lines and the ledger.

Needs: nothing. Makes: Kaufman's energy, specific heat and entropy over the thermometer classes, and
transfer-matrix moments and two-point functions where the lattice is small enough.
"""


rule exact:
    output:
        out(paths.EXACT),
    log:
        log_of(paths.EXACT),
    benchmark:
        timing_of(paths.EXACT)
    conda:
        "../../envs/environment.yaml"
    params:
        model=JOBS.model,
        size=JOBS.size,
        temperatures=JOBS.classes,
        near=JOBS.near_of_lattice,
        code=code("exact"),
    message:
        "exact values of {wildcards.lattice}"
    shell:
        "python -m rgflow exact"
        " --model {params.model}"
        " --size {params.size}"
        " --temperatures {params.temperatures}"
        " --two-point-temperatures {params.near}"
        " --output {output:q}"
        " --log {log:q}"
