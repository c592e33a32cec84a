"""Training data in one file each: the samples of several temperatures of one lattice size.

Needs: samples. Makes: their spins, and the temperature of each configuration.
"""


rule gather:
    input:
        samples=JOBS.gathered_samples,
    output:
        out(paths.GATHER),
    log:
        log_of(paths.GATHER),
    benchmark:
        timing_of(paths.GATHER)
    priority: 2
    conda:
        "../../envs/environment.yaml"
    params:
        code=code("gather"),
    message:
        "gather the samples of {wildcards.data}"
    shell:
        "python -m rgflow gather"
        " --samples {input.samples:q}"
        " --output {output:q}"
        " --log {log:q}"
