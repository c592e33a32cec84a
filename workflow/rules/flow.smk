"""RBM flows of each machine, seed and length, each run anew from Monte Carlo configurations.

Needs: the machine's first layer, and samples of its training temperatures. Makes: the configurations
of the mean and of the sampled flow.
"""


rule flow:
    input:
        kernels=out("compile-kernels/rbm.done"),
        machine=expand(out(paths.RBM), layer=1, allow_missing=True),
        samples=flow_samples,
    output:
        out(paths.FLOW),
    log:
        log_of(paths.FLOW),
    benchmark:
        timing_of(paths.FLOW)
    conda:
        "../../envs/environment.yaml"
    params:
        starts=CONFIG.flow.starts_per_temperature,
        root_seed=CONFIG.seed,
        code=code("flow"),
    message:
        "flow of length {wildcards.length} through {wildcards.machine}, seed {wildcards.seed}"
    shell:
        "python -m rgflow flow"
        " --machine {input.machine:q}"
        " --samples {input.samples:q}"
        " --starts-per-temperature {params.starts}"
        " --length {wildcards.length}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
