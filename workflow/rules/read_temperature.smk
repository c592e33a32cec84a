"""Temperatures of block-spin lattices and of the hidden layers of a stack.

Needs: the input lattices, their coarse versions or the trained layers, and thermometers of all sizes.
Makes: histograms over the temperature classes, layer by layer.
"""


rule read_rg:
    input:
        lattices=JOBS.blocked_lattices,
        thermometers=JOBS.blocked_thermometers,
    output:
        out(paths.READ_RG),
    log:
        log_of(paths.READ_RG),
    conda:
        "../../envs/environment.yaml"
    params:
        root_seed=CONFIG.seed,
        code=code("read-temperature"),
    message:
        "temperatures of {wildcards.transformation} from {wildcards.lattice}, T={wildcards.T}"
    shell:
        "python -m rgflow read-temperature"
        " --lattices {input.lattices:q}"
        " --thermometers {input.thermometers:q}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule read_stack:
    input:
        samples=JOBS.stack_samples,
        layers=JOBS.all_layers,
        thermometers=JOBS.stack_thermometers,
    output:
        out(paths.READ_STACK),
    log:
        log_of(paths.READ_STACK),
    conda:
        "../../envs/environment.yaml"
    params:
        between=JOBS.between,
        root_seed=CONFIG.seed,
        code=code("read-temperature"),
    message:
        "temperatures of the layers of {wildcards.machine}, input T={wildcards.T}"
    shell:
        "python -m rgflow read-temperature"
        " --lattices {input.samples:q}"
        " --layers {input.layers:q}"
        " --between {params.between}"
        " --thermometers {input.thermometers:q}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
