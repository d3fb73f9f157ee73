package dev.evpnd.speaker.config;

import dev.evpnd.speaker.config.yaml.Fault;

import java.util.List;
import java.util.stream.Stream;

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

        /// A line for each fault, and one for those that there are no lines for.
        ///
        /// @param file as the lines call it
        /// @param most lines for faults
        public List<String> lines(String file, int most) {
            var lines = faults.stream().limit(most).map(fault -> fault.line(file));
            int more = Math.max(0, faults.size() - most) + untold;
            return more == 0
                    ? lines.toList()
                    : Stream.concat(lines, Stream.of(file + ": " + more + " more")).toList();
        }
    }
}
