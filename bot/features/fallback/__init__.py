"""The last to be asked: old buttons, unknown words, blocks and unblocks."""
