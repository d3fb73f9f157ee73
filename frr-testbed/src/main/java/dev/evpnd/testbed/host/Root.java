package dev.evpnd.testbed.host;

import java.nio.file.Path;

/// The files that a program sees.
public sealed interface Root {

    /// Those of the machine.
    record Machine() implements Root {}

    /// Those below a directory that `frr-testbed/bin/peers` has made.
    ///
    /// @param path the directory
    record Directory(Path path) implements Root {}

    /// Those of a container image.
    ///
    /// @param name its name, as `docker pull` takes it
    record Image(String name) implements Root {}
}
