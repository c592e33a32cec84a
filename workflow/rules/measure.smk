"""Observables sorted into temperature classes, for each machine's flows and each lattice's samples.

Needs: configurations and the thermometer of their size, if there is one. Makes: sums of
magnetization, energy and two-point functions per class and block.
"""


def flows_of_machine(wildcards):
    """Flows of all lengths of one machine and seed."""
    return expand(out(paths.FLOW), length=CONFIG.flow.lengths, **wildcards)


def thermometer_of_machine(wildcards):
    """Thermometer of the machine's lattice size."""
    return made(paths.PROBE, L=CONFIG.machines[wildcards.machine].L)


def samples_of_size(wildcards):
    """All samples of one size."""
    L = int(wildcards.L)
    return made(paths.SAMPLE, L=L, T=[T for size, T in SAMPLES if size == L])


def thermometer_of_size(wildcards):
    """Thermometer of one size, where there is one."""
    return made(paths.PROBE, L=wildcards.L) if int(wildcards.L) in CONFIG.probe.lattices else []


rule measure_flow:
    input:
        kernels=out("compile-kernels/correlations.done"),
        flows=flows_of_machine,
        thermometer=thermometer_of_machine,
    output:
        out(paths.MEASURE_FLOW),
    log:
        log_of(paths.MEASURE_FLOW),
    benchmark:
        timing_of(paths.MEASURE_FLOW)
    params:
        near=temperatures.labels(CONFIG.measure.near),
        blocks=CONFIG.measure.blocks,
        code=code("measure"),
    message:
        "measure the flows of {wildcards.machine}, seed {wildcards.seed}"
    shell:
        "python -m rgflow measure"
        " --flows {input.flows:q}"
        " --thermometer {input.thermometer:q}"
        " --near {params.near}"
        " --blocks {params.blocks}"
        " --output {output:q}"
        " --log {log:q}"


rule measure_samples:
    input:
        kernels=out("compile-kernels/correlations.done"),
        samples=samples_of_size,
        thermometer=thermometer_of_size,
    output:
        out(paths.MEASURE_SAMPLES),
    log:
        log_of(paths.MEASURE_SAMPLES),
    benchmark:
        timing_of(paths.MEASURE_SAMPLES)
    params:
        near=temperatures.labels(CONFIG.measure.near),
        blocks=CONFIG.measure.blocks,
        code=code("measure"),
    message:
        "measure the samples of L={wildcards.L}"
    shell:
        "python -m rgflow measure"
        " --samples {input.samples:q}"
        " --thermometer {input.thermometer:q}"
        " --near {params.near}"
        " --blocks {params.blocks}"
        " --output {output:q}"
        " --log {log:q}"
