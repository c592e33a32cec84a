"""The default recipes, apart from what a recipe is: a changed default is no changed code."""

from rgflow.config.recipes import Recipe

RECIPES: dict[str, Recipe] = {
    "text": Recipe(hidden_data="mean", visible_model="mean", hidden_model="mean"),
    "code": Recipe(
        rule="pcd",
        hidden_model="sampled",
        optimizer="adam",
        learning_rate=0.001,
        epsilon=0.01,
        init_scale=0.05,
        chains=1,
    ),
    "cd": Recipe(),
    "half": Recipe(visible_model="mean"),
    "pcd": Recipe(rule="pcd", hidden_data="mean"),
    "cd_l1": Recipe(l1=0.01, batch_size=50, updates=3000),
    "bright32": Recipe(l1=0.01, batch_size=50, updates=3000, snapshots=3),
    "bright64": Recipe(l1=0.02, updates=400, snapshots=1),
    "text32": Recipe(
        hidden_data="mean", visible_model="mean", batch_size=50, updates=3000, snapshots=2
    ),
}
"""The paper's text, its authors' code, four neighbours of them, two for sharp local maps of large
lattices, and the text's recipe for these."""
