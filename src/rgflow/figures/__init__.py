"""One module per figure: collect() gives its numbers, draw() only draws them."""
