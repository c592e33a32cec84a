"""RBM flows of each machine, seed and length, each run anew from Monte Carlo configurations.

Needs: the machine's first layer, and samples of its training temperatures. Makes: the starts, once per
machine, and the configurations of the mean and of the sampled flow.
"""


rule starts:
    input:
        samples=JOBS.machine_samples,
    output:
        out(paths.STARTS),
    log:
        log_of(paths.STARTS),
    conda:
        "../../envs/environment.yaml"
    params:
        per_temperature=CONFIG.flow.starts_per_temperature,
        code=code("starts"),
    message:
        "configurations that flows of {wildcards.machine} start from"
    shell:
        "python -m rgflow starts"
        " --samples {input.samples:q}"
        " --per-temperature {params.per_temperature}"
        " --output {output:q}"
        " --log {log:q}"


rule flow:
    input:
        kernels=out("compile-kernels/rbm.done"),
        machine=out(paths.FIRST_LAYER),
        starts=out(paths.STARTS),
    output:
        out(paths.FLOW),
    log:
        log_of(paths.FLOW),
    benchmark:
        timing_of(paths.FLOW)
    conda:
        "../../envs/environment.yaml"
    params:
        root_seed=CONFIG.seed,
        code=code("flow"),
    message:
        "flow of length {wildcards.length} through {wildcards.machine}, seed {wildcards.seed}"
    shell:
        "python -m rgflow flow"
        " --machine {input.machine:q}"
        " --starts {input.starts:q}"
        " --length {wildcards.length}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
