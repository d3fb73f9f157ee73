package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.yaml.Fault;

import java.util.ArrayList;
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

        /// A line for each, and one for those that are not told.
        public List<String> lines(String file) {
            var lines = new ArrayList<String>();
            faults.forEach(fault -> lines.add(fault.line(file)));
            if (untold > 0) {
                lines.add(file + ": and " + untold + " more");
            }
            return lines;
        }
    }
}
