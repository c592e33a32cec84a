"""What jobs read and which values they use: functions of wildcards, stage by stage."""

from rgflow.stages.compile_kernels import KERNELS

# compile_kernels


def kernel_code(wildcards):
    """Code map of the kernels alone, so that a stamp changes only with its own package."""
    return code_map(KERNELS[wildcards.package])


def kernel_priority(wildcards):
    """The sampler's kernels take longest, and nearly everything waits for samples."""
    return 3 if wildcards.package == "ising" else 0


# sample


def samples_wanted(wildcards):
    """Configurations asked for at one size and temperature."""
    try:
        return SAMPLES[int(wildcards.L), wildcards.T]
    except KeyError:
        raise WorkflowError(
            f"sample.sets asks for no samples at L={wildcards.L}, T={wildcards.T}: "
            "add them to the configuration"
        ) from None


# gather


def gathered_samples(wildcards):
    """Samples of all temperatures of one set of training data."""
    L, wanted = DATA[wildcards.data]
    return made(paths.SAMPLE, L=L, T=temperatures.labels(wanted))


# train_probe


def probe_samples(wildcards):
    """Samples of all classes that the thermometer of the size knows."""
    L = int(wildcards.L)
    return gathered(L, CONFIG.classes_of(L))


# train_rbm


def layers_below(wildcards):
    """Trained layers that this layer's training data pass through."""
    return machine_layers(wildcards.machine, wildcards.seed, int(wildcards.layer) - 1)


def machine_samples(wildcards):
    """Samples that the machine is trained on."""
    return training_samples(wildcards.machine)


def recipe_options(wildcards):
    """The recipe as options, every value visible."""
    recipe = CONFIG.recipes[CONFIG.machines[wildcards.machine].recipe]
    return " ".join(
        f"--{key.replace('_', '-')} {value}"
        for key, value in recipe.model_dump().items()
    )


def hidden_units(wildcards):
    """Hidden units of the layer."""
    return CONFIG.machines[wildcards.machine].layers[int(wildcards.layer)]


def held_out_share(wildcards):
    """Share of the samples that the machine is not trained on."""
    return CONFIG.machines[wildcards.machine].held_out_share


def between_layers(wildcards):
    """Whether a stack passes means or samples upwards."""
    return CONFIG.machines[wildcards.machine].between


# flow


# measure


def flows_of_machine(wildcards):
    """Flows of all lengths of one machine and seed."""
    lengths = CONFIG.flow.lengths_of(wildcards.machine)
    return expand(out(paths.FLOW), length=lengths, **wildcards)


def thermometer_of_machine(wildcards):
    """Thermometer of the machine's lattice size."""
    return made(paths.PROBE, L=CONFIG.machines[wildcards.machine].L)


def samples_of_size(wildcards):
    """All samples of one size."""
    L = int(wildcards.L)
    return made(paths.SAMPLE, L=L, T=[T for size, T in SAMPLES if size == L])


def thermometer_of_size(wildcards):
    """Thermometer of one size, where there is one."""
    return (
        made(paths.PROBE, L=wildcards.L)
        if int(wildcards.L) in CONFIG.probe.lattices
        else []
    )


# fit


def windows():
    """Class temperatures of the magnetization fits, each as one word."""
    return [",".join(temperatures.labels(window)) for window in CONFIG.fit.windows]


# coarse_grain


def rule_code(wildcards):
    """Code map of one block-spin rule: that of the stage, and that of the rule's module."""
    return code("coarse-grain") | code_map(RULES.module(wildcards.transformation))


# correlate


def blocked(wildcards):
    """Block-spin lattices of the lower and the upper layer; layer 0 is the samples."""
    layers = [int(wildcards.lower), int(wildcards.upper)]
    return [
        expand(out(paths.COARSE if steps else paths.SAMPLE), steps=steps, **wildcards)[
            0
        ]
        for steps in layers
    ]


def machine_inputs(wildcards):
    """Samples a machine is trained on."""
    return training_samples(wildcards.machine)


def layers_up_to(wildcards):
    """Layers of a machine up to the upper one."""
    return machine_layers(wildcards.machine, wildcards.seed, int(wildcards.upper))


# read_temperature


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


# targets


def flows_of(machine):
    """All flows of a machine."""
    return made(
        paths.FLOW,
        machine=machine,
        seed=seeds(machine),
        length=CONFIG.flow.lengths_of(machine),
    )
