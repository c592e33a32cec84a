"""Block-spin lattices of each transformation, size, temperature and number of steps.

Needs: samples. Makes: the lattices after so many 2 x 2 steps.
"""


rule coarse_grain:
    input:
        samples=out(paths.SAMPLE),
    output:
        out(paths.COARSE),
    log:
        log_of(paths.COARSE),
    benchmark:
        timing_of(paths.COARSE)
    conda:
        "../../envs/environment.yaml"
    params:
        root_seed=CONFIG.seed,
        code=PLAN.rule_code,
    message:
        "{wildcards.steps} steps of {wildcards.transformation} from {wildcards.lattice}, T={wildcards.T}"
    shell:
        "python -m rgflow coarse-grain"
        " --samples {input.samples:q}"
        " --transformation {wildcards.transformation}"
        " --steps {wildcards.steps}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
