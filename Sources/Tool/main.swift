import DMALint
