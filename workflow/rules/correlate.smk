"""Hidden-visible maps <v h> and G(d) of block-spin RG, trained machines and test patterns.

Needs: samples with their block-spin lattices, or samples with trained layers, or nothing (patterns).
Makes: maps, connected maps, locality and pair correlations between layers `lower` and `upper`.
"""


rule correlate_rg:
    input:
        kernels=out("compile-kernels/observables.done"),
        lattices=JOBS.blocked_pair,
    output:
        out(paths.CORRELATE_RG),
    log:
        log_of(paths.CORRELATE_RG),
    benchmark:
        timing_of(paths.CORRELATE_RG)
    conda:
        "../../envs/environment.yaml"
    params:
        root_seed=CONFIG.seed,
        code=code("correlate"),
    message:
        "maps of {wildcards.transformation}, step {wildcards.lower} to {wildcards.upper}"
    shell:
        "python -m rgflow correlate"
        " --lattices {input.lattices:q}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule correlate_rbm:
    input:
        kernels=out("compile-kernels/observables.done"),
        samples=JOBS.machine_samples,
        layers=JOBS.layers_up_to_upper,
    output:
        out(paths.CORRELATE_RBM),
    log:
        log_of(paths.CORRELATE_RBM),
    benchmark:
        timing_of(paths.CORRELATE_RBM)
    conda:
        "../../envs/environment.yaml"
    params:
        between=JOBS.between,
        root_seed=CONFIG.seed,
        code=code("correlate"),
    message:
        "maps of {wildcards.machine}, layer {wildcards.lower} to {wildcards.upper}"
    shell:
        "python -m rgflow correlate"
        " --samples {input.samples:q}"
        " --layers {input.layers:q}"
        " --lower {wildcards.lower}"
        " --between {params.between}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule correlate_pattern:
    output:
        out(paths.CORRELATE_PATTERN),
    log:
        log_of(paths.CORRELATE_PATTERN),
    conda:
        "../../envs/environment.yaml"
    params:
        size=CONFIG.correlate.pattern_size,
        root_seed=CONFIG.seed,
        code=code("correlate"),
    message:
        "G(d) of {wildcards.pattern}"
    shell:
        "python -m rgflow correlate"
        " --pattern {wildcards.pattern}"
        " --size {params.size}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
