"""Where CadQuery keeps the classes over the kernel."""
