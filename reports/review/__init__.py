"""The room where reports are frozen, questioned, signed and made again."""
