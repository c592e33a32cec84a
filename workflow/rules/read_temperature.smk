"""Temperatures of block-spin lattices and of the hidden layers of a stack.

Needs: the input lattices, their coarse versions or the trained layers, and thermometers of all sizes.
Makes: histograms over the temperature classes, layer by layer.
"""


def steps_of(L):
    """Largest number of block-spin steps asked for at one size."""
    return max(block.steps for block in CONFIG.coarse_grain.sets if block.L == int(L))


def blocked_lattices(wildcards):
    """Samples, then their lattices after 1, 2, ... steps."""
    steps = range(1, steps_of(wildcards.L) + 1)
    return expand(out(paths.SAMPLE), **wildcards) + expand(
        out(paths.COARSE), steps=steps, **wildcards
    )


def thermometers_below(wildcards):
    """Thermometers of the sizes that blocking leads to."""
    L = int(wildcards.L)
    return made(paths.PROBE, L=[L // 2**step for step in range(1, steps_of(L) + 1)])


def stack_samples(wildcards):
    """Input lattices of a stack at one temperature."""
    return made(paths.SAMPLE, L=CONFIG.machines[wildcards.machine].L, T=wildcards.T)


def stack_layers(wildcards):
    """All layers of a stack."""
    return machine_layers(wildcards.machine, wildcards.seed)


def thermometers_of_stack(wildcards):
    """Thermometers of the sizes of a stack's hidden layers."""
    layers = CONFIG.machines[wildcards.machine].layers[1:]
    return made(paths.PROBE, L=[math.isqrt(units) for units in layers])


rule read_rg:
    input:
        lattices=blocked_lattices,
        thermometers=thermometers_below,
    output:
        out(paths.READ_RG),
    log:
        log_of(paths.READ_RG),
    params:
        code=code("read-temperature"),
    message:
        "temperatures of {wildcards.transformation} from L={wildcards.L}, T={wildcards.T}"
    shell:
        "python -m rgflow read-temperature"
        " --lattices {input.lattices:q}"
        " --thermometers {input.thermometers:q}"
        " --output {output:q}"
        " --log {log:q}"


rule read_stack:
    input:
        samples=stack_samples,
        layers=stack_layers,
        thermometers=thermometers_of_stack,
    output:
        out(paths.READ_STACK),
    log:
        log_of(paths.READ_STACK),
    params:
        root_seed=CONFIG.seed,
        code=code("read-temperature"),
    message:
        "temperatures of the layers of {wildcards.machine}, input T={wildcards.T}"
    shell:
        "python -m rgflow read-temperature"
        " --lattices {input.samples:q}"
        " --layers {input.layers:q}"
        " --thermometers {input.thermometers:q}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
