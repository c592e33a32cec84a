"""The multiverse: one machine under every combination of choices that the paper leaves open.

Needs: samples, starts and all thermometers of the machine's lattice. Makes: what the claims about
flows look at, a small file per combination and training.
"""


rule multiverse:
    input:
        kernels=[
            out("compile-kernels/rbm.done"),
            out("compile-kernels/observables.done"),
        ],
        samples=JOBS.machine_samples,
        starts=out(paths.STARTS),
        thermometers=JOBS.thermometer_of_machine,
    output:
        out(paths.MULTIVERSE),
    log:
        log_of(paths.MULTIVERSE),
    benchmark:
        timing_of(paths.MULTIVERSE)
    conda:
        "../../envs/environment.yaml"
    params:
        varied=JOBS.varied_recipe,
        hidden=JOBS.hidden_of_first,
        held_out=JOBS.held_out_share,
        recipe=JOBS.recipe_of_choice,
        last=CONFIG.multiverse.snapshots,
        length=JOBS.longest_flow,
        near=JOBS.near_of_machine,
        windows=JOBS.windows_of_machine,
        root_seed=CONFIG.seed,
        code=code("multiverse"),
    message:
        "flows of {wildcards.choice}, seed {wildcards.seed}"
    shell:
        "python -m rgflow multiverse"
        " --samples {input.samples:q}"
        " --starts {input.starts:q}"
        " --thermometers {input.thermometers:q}"
        " --machine {wildcards.machine}"
        " --choice {wildcards.choice}"
        " --varied-recipe {params.varied}"
        " --seed {wildcards.seed}"
        " --hidden {params.hidden}"
        " --held-out-share {params.held_out}"
        " {params.recipe}"
        " --last {params.last}"
        " --length {params.length}"
        " --near {params.near}"
        " --windows {params.windows}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
