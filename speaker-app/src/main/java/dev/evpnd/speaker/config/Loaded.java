package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.yaml.Fault;

import java.util.List;

/// What became of a file.
public sealed interface Loaded {

    /// There is no fault in it.
    record Valid(Configuration configuration) implements Loaded {}

    /// It cannot be taken.
    ///
    /// @param faults in the order of the file, at least one
    /// @param untold how many more there were
    record Faulty(List<Fault> faults, int untold) implements Loaded {
        public Faulty {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a file without faults is valid");
            }
        }
    }
}
