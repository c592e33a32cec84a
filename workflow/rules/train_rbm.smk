"""One layer of a restricted Boltzmann machine, for each machine and seed; layers in order.

Needs: the training samples, and for a higher layer the layers below. Makes: parameters at log-spaced
updates. A killed job resumes from its checkpoint, beside the output, and ends in the same bytes.
"""


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
        f"--{key.replace('_', '-')} {value}" for key, value in recipe.model_dump().items()
    )


def hidden_units(wildcards):
    """Hidden units of the layer."""
    return CONFIG.machines[wildcards.machine].layers[int(wildcards.layer)]


def between_layers(wildcards):
    """Whether a stack passes means or samples upwards."""
    return CONFIG.machines[wildcards.machine].between


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
    params:
        hidden=hidden_units,
        between=between_layers,
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
        " --seed {wildcards.seed}"
        " --hidden {params.hidden}"
        " --between {params.between}"
        " {params.recipe}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
