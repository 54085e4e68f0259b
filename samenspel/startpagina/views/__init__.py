"""The pages of startpagina."""
