"""The files of the controls: which there are, and what each is made from."""

CONTROLLED_FLOWS = [name for name in ("text", "code") if name in CONFIG.flow.machines]
CONTROLLED_MAPS = {
    "stack32": ((0, 1), (1, 2), (0, 2)),
    "single32": ((0, 1),),
    "stack64": ((0, 1),),
}
DEEPEST = "stack64"


def controlled_length():
    """Length of the controls' flows: the paper's if there is one, else the longest."""
    lengths = CONFIG.flow.lengths
    return 26 if 26 in lengths else max(lengths)


def flow_starts(_):
    """Configurations that flows start from, for controls that belong to no machine."""
    return made(paths.STARTS, machine=CONTROLLED_FLOWS[0])


def controlled_thermometer(_):
    """Thermometer of the size of the flows."""
    return made(paths.PROBE, L=CONFIG.machines[CONFIG.flow.machines[0]].L)


def deepest_samples(wildcards):
    """Input lattices of the deepest stack at one temperature."""
    return made(paths.SAMPLE, L=CONFIG.machines[DEEPEST].L, T=wildcards.T)


def deepest_temperatures():
    """Temperatures of the input lattices of the deepest stack."""
    L = CONFIG.machines[DEEPEST].L
    inputs = next(block for block in CONFIG.coarse_grain.sets if block.L == L)
    return temperatures.labels(inputs.temperatures)


def all_deepest_samples(_):
    """Input lattices of the deepest stack at all temperatures."""
    return made(paths.SAMPLE, L=CONFIG.machines[DEEPEST].L, T=deepest_temperatures())


def deepest_training(_):
    """Data that the deepest stack is trained on."""
    return training_samples(DEEPEST)


def deepest_layers(wildcards):
    """All layers of the deepest stack."""
    return machine_layers(DEEPEST, wildcards.seed)


def deepest_steps():
    """Layers of the deepest stack, which are as many as the block-spin steps beside them."""
    return range(1, len(CONFIG.machines[DEEPEST].layers))


def deepest_thermometers(_):
    """Thermometers of the sizes of the layers of the deepest stack."""
    layers = CONFIG.machines[DEEPEST].layers[1:]
    return made(paths.PROBE, L=[math.isqrt(units) for units in layers])


def controlled_layers(wildcards):
    """Untrained layers up to the upper one."""
    layers = range(1, int(wildcards.upper) + 1)
    return made(
        paths.CONTROL_RBM, machine=wildcards.machine, seed=wildcards.seed, layer=layers
    )


def trained_layers(wildcards):
    """Trained layers up to the one whose strength the random weights take."""
    return machine_layers(wildcards.machine, wildcards.seed, int(wildcards.layer))


def controlled_lattices(wildcards):
    """Input lattices, then a control's in place of each step or layer."""
    return deepest_samples(wildcards) + made(
        paths.CONTROL_COARSE,
        control=wildcards.control,
        seed=wildcards.seed,
        T=wildcards.T,
        steps=deepest_steps(),
    )


def flow_controls(pattern):
    """Files of all controls of the flows; one run each, with the error of that run."""
    controls = [f"smoothing_{name}" for name in CONTROLLED_FLOWS] + ["biased_spins"]
    return made(pattern, control=controls, seed=0)


def map_controls():
    """Maps of untrained machines."""
    return [
        made(
            paths.CORRELATE_CONTROL,
            machine=machine,
            seed=0,
            lower=lower,
            upper=upper,
        )[0]
        for machine, layers in CONTROLLED_MAPS.items()
        for lower, upper in layers
    ]


def read_controls():
    """Temperatures of scrambled block-spin lattices and of gauge-fixed layers."""
    T = deepest_temperatures()
    return made(paths.READ_CONTROL, control="scrambled", seed=0, T=T) + made(
        paths.READ_CONTROL, control=f"gauge_fixed_{DEEPEST}", seed=seeds(DEEPEST), T=T
    )
