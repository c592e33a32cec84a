"""What is no RBM, or no RG, put through the same stages: would it show the same?

Needs: samples, and trained machines that a control is like. Makes: the controls of rgflow.controls in
the form of flows, of trained layers, and of block-spin lattices; and of these the same files as of
flows, maps and layers. A control is made of a machine or of a lattice, the wildcard `of`.
"""


rule control_flow:
    input:
        starts=JOBS.flow_control_starts,
        layers=JOBS.flow_control_layers,
    output:
        out(paths.CONTROL_FLOW),
    log:
        log_of(paths.CONTROL_FLOW),
    conda:
        "../../envs/environment.yaml"
    params:
        length=JOBS.controlled_length,
        root_seed=CONFIG.seed,
        code=PLAN.control_code,
    message:
        "flow of the control {wildcards.control} of {wildcards.of}"
    shell:
        "python -m rgflow control"
        " --control {wildcards.control}"
        " --starts {input.starts:q}"
        " --layers {input.layers:q}"
        " --length {params.length}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule measure_control:
    input:
        kernels=out("compile-kernels/observables.done"),
        flows=out(paths.CONTROL_FLOW),
        thermometer=JOBS.flow_control_thermometer,
    output:
        out(paths.MEASURE_CONTROL),
    log:
        log_of(paths.MEASURE_CONTROL),
    conda:
        "../../envs/environment.yaml"
    params:
        near=JOBS.near_of_control,
        blocks=CONFIG.measure.blocks,
        code=code("measure"),
    message:
        "measure the control {wildcards.control} of {wildcards.of}"
    shell:
        "python -m rgflow measure"
        " --flows {input.flows:q}"
        " --thermometer {input.thermometer:q}"
        " --near {params.near}"
        " --blocks {params.blocks}"
        " --output {output:q}"
        " --log {log:q}"


rule control_machine:
    input:
        layers=JOBS.trained_layers,
    output:
        out(paths.CONTROL_RBM),
    log:
        log_of(paths.CONTROL_RBM),
    conda:
        "../../envs/environment.yaml"
    params:
        root_seed=CONFIG.seed,
        code=PLAN.control_code,
    message:
        "layer {wildcards.layer} of {wildcards.machine}, {wildcards.control}"
    shell:
        "python -m rgflow control"
        " --control {wildcards.control}"
        " --layers {input.layers:q}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule correlate_control:
    input:
        kernels=out("compile-kernels/observables.done"),
        samples=JOBS.machine_samples,
        layers=JOBS.control_layers,
    output:
        out(paths.CORRELATE_CONTROL),
    log:
        log_of(paths.CORRELATE_CONTROL),
    conda:
        "../../envs/environment.yaml"
    params:
        between=JOBS.between,
        root_seed=CONFIG.seed,
        code=code("correlate"),
    message:
        "maps of {wildcards.machine}, {wildcards.control}, layer {wildcards.lower} to {wildcards.upper}"
    shell:
        "python -m rgflow correlate"
        " --samples {input.samples:q}"
        " --layers {input.layers:q}"
        " --lower {wildcards.lower}"
        " --between {params.between}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


# One job makes all steps of a control of a lattice, from one input; or all layers of a control of a
# machine, from all inputs, since what it learns of the machine serves them all.
for job in FILES.lattice_controls():

    rule:
        name:
            job.name
        input:
            samples=job.samples,
            training=job.training,
            layers=job.layers,
        output:
            job.output,
        log:
            log_of(job.log),
        conda:
            "../../envs/environment.yaml"
        resources:  # here, since no profile can name this rule
            mem_mb=more(2000),
            runtime=more(10),
        params:
            control=job.control,
            between=job.between,
            root_seed=CONFIG.seed,
            code=PLAN.code_of_control(job.control, job.of),
        message:
            job.message
        shell:
            "python -m rgflow control"
            " --control {params.control}"
            " --samples {input.samples:q}"
            " --training-samples {input.training:q}"
            " --layers {input.layers:q}"
            " --between {params.between}"
            " --root-seed {params.root_seed}"
            " --output {output:q}"
            " --log {log:q}"


rule read_control:
    input:
        lattices=JOBS.control_lattices,
        thermometers=JOBS.control_thermometers,
    output:
        out(paths.READ_CONTROL),
    log:
        log_of(paths.READ_CONTROL),
    conda:
        "../../envs/environment.yaml"
    params:
        root_seed=CONFIG.seed,
        code=code("read-temperature"),
    message:
        "temperatures of {wildcards.control} of {wildcards.of}, input T={wildcards.T}"
    shell:
        "python -m rgflow read-temperature"
        " --lattices {input.lattices:q}"
        " --thermometers {input.thermometers:q}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
