"""Eigenvalues of the renormalization group, step by step, from the Monte Carlo data (Swendsen's matrix).

Needs: lattices at T_c before and after a block-spin step, or a control's in their place. Makes: leading
eigenvalues and exponents y_T and y_h with jackknife errors, against the number of operators.
"""


rule mcrg:
    input:
        kernels=out("compile-kernels/observables.done"),
        lattices=JOBS.blocked_pair,
    output:
        out(paths.MCRG_RG),
    log:
        log_of(paths.MCRG_RG),
    conda:
        "../../envs/environment.yaml"
    params:
        blocks=CONFIG.coarse_grain.jackknife_blocks,
        root_seed=CONFIG.seed,
        code=code("mcrg"),
    message:
        "MCRG of {wildcards.transformation}, step {wildcards.lower} to {wildcards.upper}"
    shell:
        "python -m rgflow mcrg"
        " --lattices {input.lattices:q}"
        " --blocks {params.blocks}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule mcrg_control:
    input:
        kernels=out("compile-kernels/observables.done"),
        lattices=JOBS.control_pair,
    output:
        out(paths.MCRG_CONTROL),
    log:
        log_of(paths.MCRG_CONTROL),
    conda:
        "../../envs/environment.yaml"
    params:
        blocks=CONFIG.coarse_grain.jackknife_blocks,
        root_seed=CONFIG.seed,
        code=code("mcrg"),
    message:
        "MCRG of {wildcards.control} of {wildcards.of}, {wildcards.lower} to {wildcards.upper}"
    shell:
        "python -m rgflow mcrg"
        " --lattices {input.lattices:q}"
        " --blocks {params.blocks}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
