"""Block-spin transformations on 2 x 2 blocks, one module per rule."""
