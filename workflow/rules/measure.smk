"""Observables sorted into temperature classes, for each machine's flows and each lattice's samples.

Needs: configurations and the thermometer of their size, if there is one. Makes: sums of
magnetization, energy and two-point functions per class and block.
"""


rule measure_flow:
    input:
        kernels=out("compile-kernels/observables.done"),
        flows=JOBS.flows_of_machine,
        thermometer=JOBS.thermometer_of_machine,
    output:
        out(paths.MEASURE_FLOW),
    log:
        log_of(paths.MEASURE_FLOW),
    benchmark:
        timing_of(paths.MEASURE_FLOW)
    conda:
        "../../envs/environment.yaml"
    params:
        near=JOBS.near_of_machine,
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
        samples=JOBS.samples_of_lattice,
        thermometer=JOBS.thermometer_of_lattice,
    output:
        out(paths.MEASURE_SAMPLES),
    log:
        log_of(paths.MEASURE_SAMPLES),
    benchmark:
        timing_of(paths.MEASURE_SAMPLES)
    conda:
        "../../envs/environment.yaml"
    params:
        near=JOBS.near_of_lattice,
        blocks=CONFIG.measure.blocks,
        code=code("measure"),
    message:
        "measure the samples of {wildcards.lattice}"
    shell:
        "python -m rgflow measure"
        " --samples {input.samples:q}"
        " --thermometer {input.thermometer:q}"
        " --near {params.near}"
        " --blocks {params.blocks}"
        " --output {output:q}"
        " --log {log:q}"
