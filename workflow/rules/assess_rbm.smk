"""What each machine of the flows learned: KL divergence, effective couplings, where it settles.

Needs: a trained first layer, its samples and the thermometer of their size. Makes: numbers for every
snapshot of the training.
"""


rule assess_rbm:
    input:
        kernels=out("compile-kernels/rbm.done"),
        machine=out(paths.FIRST_LAYER),
        samples=JOBS.machine_samples,
        thermometer=JOBS.thermometer_of_machine,
    output:
        out(paths.ASSESS),
    log:
        log_of(paths.ASSESS),
    benchmark:
        timing_of(paths.ASSESS)
    conda:
        "../../envs/environment.yaml"
    params:
        held_out=JOBS.held_out_share,
        chains=CONFIG.assess.chains,
        steps=CONFIG.assess.steps,
        settle_starts=CONFIG.assess.settle_starts,
        settle_length=CONFIG.assess.settle_length,
        root_seed=CONFIG.seed,
        code=code("assess-rbm"),
    message:
        "assess {wildcards.machine}, seed {wildcards.seed}"
    shell:
        "python -m rgflow assess-rbm"
        " --machine {input.machine:q}"
        " --samples {input.samples:q}"
        " --thermometer {input.thermometer:q}"
        " --held-out-share {params.held_out}"
        " --chains {params.chains}"
        " --steps {params.steps}"
        " --settle-starts {params.settle_starts}"
        " --settle-length {params.settle_length}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
