"""One layer of a restricted Boltzmann machine, for each machine and seed; layers in order.

Needs: the training samples, and for a higher layer the layers below. Makes: parameters at log-spaced
updates. A killed job resumes from its checkpoint, beside the output, and ends in the same bytes.
"""


rule train_rbm:
    input:
        kernels=out("compile-kernels/rbm.done"),
        samples=machine_samples,
        below=layers_below,
    output:
        out(paths.RBM),
    log:
        log_of(paths.RBM),
    benchmark:
        timing_of(paths.RBM)
    conda:
        "../../envs/environment.yaml"
    params:
        hidden=hidden_units,
        between=between_layers,
        held_out=held_out_share,
        recipe=recipe_options,
        root_seed=CONFIG.seed,
        code=code("train-rbm"),
    message:
        "train layer {wildcards.layer} of {wildcards.machine}, seed {wildcards.seed}"
    shell:
        "python -m rgflow train-rbm"
        " --samples {input.samples:q}"
        " --below {input.below:q}"
        " --machine {wildcards.machine}"
        " --stream {wildcards.machine}"
        " --seed {wildcards.seed}"
        " --hidden {params.hidden}"
        " --between {params.between}"
        " --held-out-share {params.held_out}"
        " {params.recipe}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
