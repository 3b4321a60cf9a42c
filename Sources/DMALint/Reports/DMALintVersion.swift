/// The version of dmalint as reports and `--version` print it.
public let dmalintVersion = "0.1.0"
