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
        temperatures=temperatures.labels(GRID),
        near=temperatures.labels(CONFIG.measure.near),
        code=code("exact"),
    message:
        "exact values at L={wildcards.L}"
    shell:
        "python -m rgflow exact"
        " --size {wildcards.L}"
        " --temperatures {params.temperatures}"
        " --two-point-temperatures {params.near}"
        " --output {output:q}"
        " --log {log:q}"
