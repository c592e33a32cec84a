"""What is no RBM, or no RG, put through the same stages: would it show the same?

Needs: samples, and trained machines that a control is like. Makes: flows of a network-free smoothing
and of independent spins, machines with random weights, block-spin lattices that are scrambled and
hidden layers whose gauge is fixed; and of these the same files as of flows, maps and layers.
"""


rule smoothing:
    input:
        starts=out(paths.STARTS),
        layers=out(paths.RBM.format(machine="{machine}", seed="{seed}", layer=1)),
    output:
        out(paths.CONTROL_FLOW.format(control="smoothing_{machine}", seed="{seed}")),
    log:
        log_of(paths.CONTROL_FLOW.format(control="smoothing_{machine}", seed="{seed}")),
    conda:
        "../../envs/environment.yaml"
    params:
        length=controlled_length(),
        root_seed=CONFIG.seed,
        code=control_code("smoothing"),
    message:
        "flow of the smoothing that is closest to {wildcards.machine}, seed {wildcards.seed}"
    shell:
        "python -m rgflow control"
        " --control smoothing"
        " --starts {input.starts:q}"
        " --layers {input.layers:q}"
        " --length {params.length}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule biased_spins:
    input:
        starts=flow_starts,
    output:
        out(paths.CONTROL_FLOW.format(control="biased_spins", seed=0)),
    log:
        log_of(paths.CONTROL_FLOW.format(control="biased_spins", seed=0)),
    conda:
        "../../envs/environment.yaml"
    params:
        length=controlled_length(),
        root_seed=CONFIG.seed,
        code=control_code("biased_spins"),
    message:
        "independent spins with the magnetization of the data"
    shell:
        "python -m rgflow control"
        " --control biased_spins"
        " --starts {input.starts:q}"
        " --length {params.length}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule measure_control:
    input:
        kernels=out("compile-kernels/observables.done"),
        flows=out(paths.CONTROL_FLOW),
        thermometer=controlled_thermometer,
    output:
        out(paths.MEASURE_CONTROL),
    log:
        log_of(paths.MEASURE_CONTROL),
    conda:
        "../../envs/environment.yaml"
    params:
        near=temperatures.labels(CONFIG.measure.near),
        blocks=CONFIG.measure.blocks,
        code=code("measure"),
    message:
        "measure the control {wildcards.control}"
    shell:
        "python -m rgflow measure"
        " --flows {input.flows:q}"
        " --thermometer {input.thermometer:q}"
        " --near {params.near}"
        " --blocks {params.blocks}"
        " --output {output:q}"
        " --log {log:q}"


rule untrained:
    input:
        layers=trained_layers,
    output:
        out(paths.CONTROL_RBM),
    log:
        log_of(paths.CONTROL_RBM),
    conda:
        "../../envs/environment.yaml"
    params:
        root_seed=CONFIG.seed,
        code=control_code("untrained"),
    message:
        "random weights like those of layer {wildcards.layer} of {wildcards.machine}"
    shell:
        "python -m rgflow control"
        " --control untrained"
        " --layers {input.layers:q}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule correlate_control:
    input:
        kernels=out("compile-kernels/observables.done"),
        samples=machine_inputs,
        layers=controlled_layers,
    output:
        out(paths.CORRELATE_CONTROL),
    log:
        log_of(paths.CORRELATE_CONTROL),
    conda:
        "../../envs/environment.yaml"
    params:
        between=between_layers,
        root_seed=CONFIG.seed,
        code=code("correlate"),
    message:
        "maps of {wildcards.machine} untrained, layer {wildcards.lower} to {wildcards.upper}"
    shell:
        "python -m rgflow correlate"
        " --samples {input.samples:q}"
        " --layers {input.layers:q}"
        " --lower {wildcards.lower}"
        " --between {params.between}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule scrambled:
    input:
        samples=deepest_samples,
    output:
        expand(
            out(paths.CONTROL_COARSE),
            control="scrambled",
            seed=0,
            steps=deepest_steps(),
            allow_missing=True,
        ),
    log:
        log_of("control/coarse-grain/scrambled/T{T}"),
    conda:
        "../../envs/environment.yaml"
    params:
        root_seed=CONFIG.seed,
        code=control_code("scrambled"),
    message:
        "block-spin lattices from T={wildcards.T}, sites and signs scrambled"
    shell:
        "python -m rgflow control"
        " --control scrambled"
        " --samples {input.samples:q}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule gauge_fixed:
    input:
        samples=all_deepest_samples,
        training=deepest_training,
        layers=deepest_layers,
    output:
        expand(
            out(paths.CONTROL_COARSE),
            control=f"gauge_fixed_{DEEPEST}",
            T=deepest_temperatures(),
            steps=deepest_steps(),
            allow_missing=True,
        ),
    log:
        log_of("control/coarse-grain/gauge_fixed/seed{seed}"),
    conda:
        "../../envs/environment.yaml"
    params:
        between=CONFIG.machines[DEEPEST].between,
        root_seed=CONFIG.seed,
        code=control_code("gauge_fixed"),
    message:
        "layers of the stack with signs and places fixed, seed {wildcards.seed}"
    shell:
        "python -m rgflow control"
        " --control gauge_fixed"
        " --samples {input.samples:q}"
        " --training-samples {input.training:q}"
        " --layers {input.layers:q}"
        " --between {params.between}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"


rule read_control:
    input:
        lattices=controlled_lattices,
        thermometers=deepest_thermometers,
    output:
        out(paths.READ_CONTROL),
    log:
        log_of(paths.READ_CONTROL),
    conda:
        "../../envs/environment.yaml"
    params:
        code=code("read-temperature"),
    message:
        "temperatures of {wildcards.control}, input T={wildcards.T}"
    shell:
        "python -m rgflow read-temperature"
        " --lattices {input.lattices:q}"
        " --thermometers {input.thermometers:q}"
        " --output {output:q}"
        " --log {log:q}"
