"""Observables sorted into temperature classes, for each machine's flows and each lattice's samples.

Needs: configurations and the thermometer of their size, if there is one. Makes: sums of
magnetization, energy and two-point functions per class and block.
"""


rule measure_flow:
    input:
        kernels=out("compile-kernels/observables.done"),
        flows=flows_of_machine,
        thermometer=thermometer_of_machine,
    output:
        out(paths.MEASURE_FLOW),
    log:
        log_of(paths.MEASURE_FLOW),
    benchmark:
        timing_of(paths.MEASURE_FLOW)
    conda:
        "../../envs/environment.yaml"
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
        kernels=out("compile-kernels/observables.done"),
        samples=samples_of_size,
        thermometer=thermometer_of_size,
    output:
        out(paths.MEASURE_SAMPLES),
    log:
        log_of(paths.MEASURE_SAMPLES),
    benchmark:
        timing_of(paths.MEASURE_SAMPLES)
    conda:
        "../../envs/environment.yaml"
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
